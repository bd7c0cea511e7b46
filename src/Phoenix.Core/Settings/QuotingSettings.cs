namespace Phoenix.Core.Settings;

/// <summary>The geometric grid of one symbol. Distances are in quote currency, quantities in base currency.</summary>
public sealed record GridSettings
{
    /// <summary>Layers per side, 1 to 40. Default 7.</summary>
    public int Layers { get; init; } = 7;

    /// <summary>Quantity of the first layer. Default 0.010.</summary>
    public decimal LayerSize { get; init; } = 0.010m;

    /// <summary>Quantity of each further layer as a share of the one before, above 0 to 1. Default 1.</summary>
    public decimal SizeDecay { get; init; } = 1;

    /// <summary>Distance of the first layer from the reservation price. Default 1.2.</summary>
    public decimal StartOffset { get; init; } = 1.2m;

    /// <summary>Gap between the first and the second layer. Default 1.2.</summary>
    public decimal FirstSpacing { get; init; } = 1.2m;

    /// <summary>Growth of the gap from layer to layer; at least 1. Default 1.15.</summary>
    public decimal SpacingMultiplier { get; init; } = 1.15m;

    /// <summary>The gap never exceeds this. Default 25.</summary>
    public decimal MaxSpacing { get; init; } = 25m;

    /// <summary>Least spread between the two first layers, as a fraction of the mid. Default 0.0007.</summary>
    public decimal MinSpread { get; init; } = 0.0007m;

    /// <summary>Share of layers the adding side loses at the full position. Default 0.6.</summary>
    public decimal LayerReduction { get; init; } = 0.6m;

    /// <summary>Shift of the reservation price at the full position, as a fraction of the mid. Default 0.002.</summary>
    public decimal SkewCoefficient { get; init; } = 0.002m;

    /// <summary>The shift never exceeds this many basis points. Default 20.</summary>
    public decimal MaxSkewBps { get; init; } = 20m;

    /// <summary>The position ratio must move by this much before the skew follows. Default 0.05.</summary>
    public decimal SkewDeadBand { get; init; } = 0.05m;

    /// <summary>
    /// Least distance between layers after they were clamped to the touch; 0 means a quarter of
    /// <see cref="FirstSpacing"/>.
    /// </summary>
    public decimal MinLayerGap { get; init; }

    /// <summary>An order this share of its gap nearer to the market than wanted is moved. Default 0.25.</summary>
    public decimal NearTolerance { get; init; } = 0.25m;

    /// <summary>An order this share of its gap farther from the market than wanted is moved. Default 0.90.</summary>
    public decimal FarTolerance { get; init; } = 0.90m;

    /// <summary>Decisions follow the book, but not more often than this. Default 100 ms.</summary>
    public TimeSpan MinDecisionInterval { get; init; } = TimeSpan.FromMilliseconds(100);
}

/// <summary>The limits of one symbol.</summary>
public sealed record RiskSettings
{
    /// <summary>The hard limit of the position, in base currency. Default 0.30.</summary>
    public decimal NetMax { get; init; } = 0.30m;

    /// <summary>Share of <see cref="NetMax"/> that all orders which may still execute may reach. Default 0.5.</summary>
    public decimal WorstCaseFraction { get; init; } = 0.5m;

    /// <summary>Above this share of <see cref="NetMax"/> only the reducing side is quoted. Default 0.80.</summary>
    public decimal ReduceOnlyAbove { get; init; } = 0.80m;

    /// <summary>Reduce-only ends below this share of <see cref="NetMax"/>. Default 0.75.</summary>
    public decimal ReduceOnlyUntil { get; init; } = 0.75m;

    /// <summary>No order farther from the mid than this fraction. Default 0.15.</summary>
    public decimal MaxDeviation { get; init; } = 0.15m;

    /// <summary>No order farther from the mark price than this fraction, whoever wants it. Default 0.20.</summary>
    public decimal MarkDeviation { get; init; } = 0.20m;

    /// <summary>
    /// Share of <see cref="NetMax"/> that one order may have at most, unless it only reduces. Default 0.5.
    /// </summary>
    public decimal OrderShareMax { get; init; } = 0.5m;

    /// <summary>
    /// What one order may be worth at most in quote currency, unless it only reduces. Default 10000.
    /// </summary>
    public decimal OrderNotionalMax { get; init; } = 10_000m;

    /// <summary>
    /// What position and all orders that may execute may be worth together, in quote currency. Default 10000.
    /// </summary>
    public decimal NotionalMax { get; init; } = 10_000m;
}
