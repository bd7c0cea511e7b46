namespace Phoenix.Core.Settings;

/// <summary>Which decisions that sent something are traced; of each symbol, not of all together.</summary>
public sealed record TraceSampling
{
    /// <summary>Part of the decisions, from 0 (none, whatever happened) to 1 (each). Default 0.1.</summary>
    public decimal Share { get; init; } = 0.1m;

    /// <summary>However many that is, no more than this many within a second; at least 1. Default 5.</summary>
    public int MostPerSecond { get; init; } = 5;
}
