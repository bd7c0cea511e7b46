namespace Phoenix.Node.Settings;

/// <summary>Where metrics are shown and sent.</summary>
public sealed record MetricsSettings
{
    /// <summary>Of <c>/metrics</c> and <c>/health</c>, on the loopback address; 0, the default, for none.</summary>
    public int Port { get; init; }

    /// <summary>How long the trading system may take to answer while it counts as alive. Default 2 s.</summary>
    public TimeSpan LiveTimeout { get; init; } = TimeSpan.FromSeconds(2);

    public OtlpSettings Otlp { get; init; } = new();
}

/// <summary>Where metrics are sent by OTLP over HTTP.</summary>
public sealed record OtlpSettings
{
    /// <summary>The whole address, path included; null, the default, for nowhere.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Between two times of sending. Default 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What one time of sending may last. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
