namespace Phoenix.Venue.Market;

/// <summary>Who trades in a market besides the accounts.</summary>
public abstract record CrowdSettings;

/// <summary>
/// Makers around the fair price whose traffic is the same in every window, and takers who follow it.
/// </summary>
public sealed record StreetSettings : CrowdSettings
{
    /// <summary>Levels per side the crowd keeps up.</summary>
    public int Levels { get; init; } = 50;

    /// <summary>How far from the touch the crowd quotes, in ticks.</summary>
    public required long RangeTicks { get; init; }

    /// <summary>
    /// The zone behind the touch, in ticks, in which the crowd keeps <see cref="NearLevels"/> levels.
    /// </summary>
    public required long NearTicks { get; init; }

    public int NearLevels { get; init; } = 10;

    /// <summary>
    /// Levels changed between two 100 ms frames. Constant on purpose: traffic that is the same in every window lets a
    /// leaked reader show as a jump in bytes per second.
    /// </summary>
    public int ChangesPerFrame { get; init; } = 60;

    /// <summary>Chance of a small taker in each half step of 50 ms.</summary>
    public double TakerChance { get; init; } = 0.3;

    /// <summary>Largest quantity of one crowd order, in lots.</summary>
    public required long MaxLots { get; init; }
}
