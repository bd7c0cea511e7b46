using System.CommandLine;

namespace Phoenix.Node.CommandLine;

/// <summary>
/// Options that several verbs take, and that mean the same in each. Each verb gets its own: an option knows the
/// commands that it belongs to, and is not made for several at once.
/// </summary>
internal static class SharedOptions
{
    public static Option<string?> TradingConfig() => OptionParsing.File(
        "--config", "A HOCON file laid over hocon/reference.conf. Default: hocon/sim.conf, which it may include.");

    public static Option<string?> NodeConfig() =>
        OptionParsing.File("--config", "The settings file of the node. Default: hocon/sim.conf.");

    public static Option<long?> NodePort() => OptionParsing.Long(
        "--port", "N", "The node's control port. Default: what the settings or the data folder say.", 0, 65_535);

    public static Option<TimeSpan?> For() =>
        OptionParsing.Duration("--for", "Stop in order after this time, for example 30s. Default: run until Ctrl-C.");

    public static Option<long?> Seed() =>
        OptionParsing.Long("--seed", "N", "Where everything random comes from. Default: 1.", 0, long.MaxValue);

    public static Option<bool> Json() => new("--json") { Description = "Print what the node says as JSON." };
}
