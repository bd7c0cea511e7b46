using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The traces' part of the settings.</summary>
internal static class TraceSettingsReader
{
    public static TraceSettings Traces(KeyReader block) => new()
    {
        Endpoint = MetricsSettingsReader.Endpoint(block),
        Sampling = new TraceSampling
        {
            Share = block.Number("share", 0, 1),
            MostPerSecond = block.Count("most-per-second", 1, 1_000),
        },
        Interval = block.Duration("interval", TimeSpan.FromMilliseconds(100)),
        Timeout = block.Duration("timeout", TimeSpan.FromMilliseconds(100)),
    };
}
