namespace Phoenix.Node.Settings;

/// <summary>The metrics' part of the settings.</summary>
internal static class MetricsSettingsReader
{
    public static MetricsSettings Metrics(KeyReader block) => new()
    {
        Port = block.Count("port", 0, 65_535),
        LiveTimeout = block.Duration("live-timeout", TimeSpan.FromMilliseconds(100)),
        Otlp = Otlp(block.Block("otlp")),
    };

    /// <summary>Where OTLP goes; null for nowhere.</summary>
    public static Uri? Endpoint(KeyReader block) => block.Text(
        "endpoint",
        text => text.Length == 0 || AddressOf(text) is not null,
        "expected an address with http:// or https://, or nothing") is { Length: > 0 } text
            ? AddressOf(text)
            : null;

    private static OtlpSettings Otlp(KeyReader block)
    {
        var otlp = new OtlpSettings
        {
            Endpoint = Endpoint(block),
            Interval = block.Duration("interval", TimeSpan.FromSeconds(1)),
            Timeout = block.Duration("timeout", TimeSpan.FromMilliseconds(100)),
        };
        block.DemandAtLeast(otlp.Interval, "interval", otlp.Timeout, "timeout");
        return otlp;
    }

    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
