using Phoenix.Venue.Market.Replay;

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

/// <summary>
/// Limit orders, takers and cancels that arrive by themselves. The defaults are near what was recorded on ETHUSDT in
/// August 2024: ten takers a second in bursts, of 0.21 in the median and 2.6 on average.
/// </summary>
public sealed record ZeroIntelligenceSettings : CrowdSettings
{
    /// <summary>Limit orders per second, both sides together.</summary>
    public double PlacementsPerSecond { get; init; } = 300;

    /// <summary>Mean life of a limit order that is not taken, in seconds.</summary>
    public double LifeSeconds { get; init; } = 3;

    /// <summary>
    /// Distances from the touch are drawn with <c>P(distance ≥ d) = (1 + d / scale)^−exponent</c>, in ticks.
    /// </summary>
    public double DistanceScale { get; init; } = 20;

    public double DistanceExponent { get; init; } = 0.6;

    /// <summary>Nothing is placed farther from the touch, in ticks.</summary>
    public long RangeTicks { get; init; } = 1_000;

    /// <summary>Median quantity of a limit order, in lots.</summary>
    public double OrderMedianLots { get; init; } = 500;

    /// <summary>Standard deviation of the logarithm of that quantity.</summary>
    public double OrderSizeSpread { get; init; } = 1.3;

    /// <summary>Median quantity of an order that follows the touch, in lots.</summary>
    public double TouchMedianLots { get; init; } = 5_000;

    /// <summary>Chance, in each half step and on each side, that makers follow the fair price to a new touch.</summary>
    public double FollowChance { get; init; } = 0.98;

    /// <summary>
    /// Chance that a move of the fair price finds makers too slow: half of what it passes is then taken instead of
    /// withdrawn. Accounts' orders are always taken.
    /// </summary>
    public double StaleTakenChance { get; init; } = 0.1;

    /// <summary>Takers per second on average.</summary>
    public double TakersPerSecond { get; init; } = 10;

    /// <summary>How many more takers one of them brings on average, 0 to below 1.</summary>
    public double Excitement { get; init; } = 0.7;

    /// <summary>How long a taker's influence lasts, in seconds.</summary>
    public double ExcitementSeconds { get; init; } = 0.25;

    /// <summary>Chance that a taker is on the side of the one before.</summary>
    public double SideRepeats { get; init; } = 0.66;

    /// <summary>Median quantity of a taker, in lots.</summary>
    public double TakerMedianLots { get; init; } = 209;

    /// <summary>Standard deviation of the logarithm of that quantity.</summary>
    public double TakerSizeSpread { get; init; } = 2.25;

    /// <summary>How many ticks beyond the touch a taker goes.</summary>
    public long TakerReach { get; init; } = 5;
}

/// <summary>What was recorded of a real market, played back; accounts' orders are filled by stated rules.</summary>
public sealed record RecordingSettings : CrowdSettings
{
    public required Recording Recording { get; init; }

    /// <summary>Where a level shrinks around an account's order.</summary>
    public IQueueModel Queue { get; init; } = new ProportionalQueue();

    /// <summary>Whether it starts again at its end; otherwise the book stands still from there.</summary>
    public bool Loops { get; init; } = true;
}
