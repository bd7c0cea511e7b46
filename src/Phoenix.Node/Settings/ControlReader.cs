using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The operator's part of the settings.</summary>
internal static class ControlReader
{
    public static ControlSettings Control(KeyReader block) => new()
    {
        Enabled = block.Choice("enabled", ("on", true), ("off", false)),
        Port = block.Count("port", 0, 65_535),
        TokenFile = block.Text("token-file", _ => true, "expected a path"),
        ConfirmTimeout = block.Duration("confirm-timeout", TimeSpan.FromSeconds(1)),
    };

    public static DashboardSettings Dashboard(KeyReader block) => new()
    {
        Enabled = block.Choice("enabled", ("on", true), ("off", false)),
        Port = block.Count("port", 0, 65_535),
        AnyPort = block.Choice("any-port", ("on", true), ("off", false)),
    };

    public static FlattenSettings Flatten(KeyReader block) => new()
    {
        SlippageBps = block.Number("slippage-bps", 0, 1000),
        SliceShare = block.Positive("slice-share", 1),
        SliceNotional = block.Positive("slice-notional", 1_000_000_000),
        SliceInterval = block.Duration("slice-interval", TimeSpan.FromMilliseconds(50)),
    };
}
