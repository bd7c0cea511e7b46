namespace Phoenix.Core.Settings;

/// <summary>
/// How a position that quoting cannot have built (inherited, overfilled, made by hand) is brought home. Ratios are
/// shares of <see cref="RiskSettings.NetMax"/>, sizes in base currency.
/// </summary>
public sealed record ModeSettings
{
    /// <summary>Above this ratio the position is pinned. Default 0.50.</summary>
    public decimal PinAbove { get; init; } = 0.50m;

    /// <summary>Pinning ends below this ratio. Default 0.45.</summary>
    public decimal PinUntil { get; init; } = 0.45m;

    /// <summary>From this ratio on the position is ground down, if the market is calm. Default 0.70.</summary>
    public decimal GrindFrom { get; init; } = 0.70m;

    /// <summary>Grinding ends below this ratio. Default 0.65.</summary>
    public decimal GrindUntil { get; init; } = 0.65m;

    /// <summary>Calm is a half-hourly volatility below this fraction of the mid. Default 0.01.</summary>
    public decimal GrindVolatility { get; init; } = 0.01m;

    /// <summary>Grinding ends at this volatility. Default 0.012.</summary>
    public decimal GrindVolatilityUntil { get; init; } = 0.012m;

    /// <summary>What the sizes below are multiples of. Default 0.010.</summary>
    public decimal BaseLayerSize { get; init; } = 0.010m;

    /// <summary>Size of the pin in base layers. Default 2.3.</summary>
    public decimal PinSize { get; init; } = 2.3m;

    /// <summary>The pin follows a touch that moved by this many ticks. Default 2.</summary>
    public int RepinTicks { get; init; } = 2;

    /// <summary>The pin follows a touch that has been elsewhere for this long. Default 500 ms.</summary>
    public TimeSpan RepinAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Distance of the grinding maker from the mid, in basis points. Default 4.2.</summary>
    public decimal MakerBps { get; init; } = 4.2m;

    /// <summary>Size of the grinding maker in base layers. Default 2.1.</summary>
    public decimal MakerSize { get; init; } = 2.1m;

    /// <summary>Part of the position a slice takes off. Default 0.075.</summary>
    public decimal SliceShare { get; init; } = 0.075m;

    /// <summary>A slice pays at most this many basis points from the mid. Default 5.</summary>
    public decimal SliceBps { get; init; } = 5m;

    /// <summary>Between two slices. Default 15 s.</summary>
    public TimeSpan SliceInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>No slice at or above this half-hourly volatility. Default 0.005.</summary>
    public decimal SliceVolatility { get; init; } = 0.005m;

    /// <summary>No slice above this ratio. Default 0.95.</summary>
    public decimal SliceUntilRatio { get; init; } = 0.95m;

    /// <summary>Orders far from the market, on the reducing side. Default 16.</summary>
    public int FarLayers { get; init; } = 16;

    /// <summary>Size of each. Default 0.010.</summary>
    public decimal FarLayerSize { get; init; } = 0.010m;

    /// <summary>Distance of the first from the mid, as a fraction of it. Default 0.048.</summary>
    public decimal FarFrom { get; init; } = 0.048m;

    /// <summary>Distance of the last. Default 0.12.</summary>
    public decimal FarTo { get; init; } = 0.12m;
}
