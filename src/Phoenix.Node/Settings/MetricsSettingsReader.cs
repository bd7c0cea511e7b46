namespace Phoenix.Node.Settings;

/// <summary>The metrics' part of the settings.</summary>
internal static class MetricsSettingsReader
{
    public static MetricsSettings Metrics(KeyReader block) => new()
    {
        Port = block.Count("port", 0, 65_535),
        LiveTimeout = block.Duration("live-timeout", TimeSpan.FromMilliseconds(100)),
    };
}
