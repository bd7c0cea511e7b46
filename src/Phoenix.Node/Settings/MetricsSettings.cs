namespace Phoenix.Node.Settings;

/// <summary>Where metrics are shown and sent.</summary>
public sealed record MetricsSettings
{
    /// <summary>Of <c>/metrics</c> and <c>/health</c>, on the loopback address; 0, the default, for none.</summary>
    public int Port { get; init; }

    /// <summary>How long the trading system may take to answer while it counts as alive. Default 2 s.</summary>
    public TimeSpan LiveTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
