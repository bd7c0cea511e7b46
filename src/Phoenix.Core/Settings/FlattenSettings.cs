namespace Phoenix.Core.Settings;

/// <summary>How a position is brought to 0 when the operator wants it flat.</summary>
public sealed record FlattenSettings
{
    /// <summary>A slice pays at most this many basis points from the mid. Default 25.</summary>
    public decimal SlippageBps { get; init; } = 25m;

    /// <summary>Part of the position that one slice takes off at most. Default 1, the whole of it.</summary>
    public decimal SliceShare { get; init; } = 1m;

    /// <summary>What one slice is worth at most, in quote currency. Default 50000.</summary>
    public decimal SliceNotional { get; init; } = 50_000m;

    /// <summary>Between two slices. Default 1 s.</summary>
    public TimeSpan SliceInterval { get; init; } = TimeSpan.FromSeconds(1);
}
