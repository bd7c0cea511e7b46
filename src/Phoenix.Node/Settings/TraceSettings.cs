using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>Where traces are sent by OTLP over HTTP, and which.</summary>
public sealed record TraceSettings
{
    /// <summary>The whole address, path included; null, the default, for nowhere: then nothing is traced.</summary>
    public Uri? Endpoint { get; init; }

    public TraceSampling Sampling { get; init; } = new();

    /// <summary>How long spans wait for others to be sent with. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What one time of sending may last. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
