using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market;

/// <summary>One market of the venue: what is traded and how the crowd around it behaves.</summary>
public sealed record StreetSettings
{
    public required Contract Contract { get; init; }

    /// <summary>Where the fair price starts and whither it is drawn back.</summary>
    public required Price Anchor { get; init; }

    /// <summary>Volatility of the fair price in quote currency per square root of a second.</summary>
    public required double Sigma { get; init; }

    /// <summary>Time constant of the pull towards the anchor, in seconds; keeps hours of trading near it.</summary>
    public double ReversionSeconds { get; init; } = 1800;

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

    public static StreetSettings EthUsdc { get; } = new()
    {
        Contract = Contract.EthUsdc,
        Anchor = new Price(300_000),
        Sigma = 0.25,
        RangeTicks = 300,
        NearTicks = 20,
        MaxLots = 3_000,
    };

    public static StreetSettings BtcUsdc { get; } = new()
    {
        Contract = Contract.BtcUsdc,
        Anchor = new Price(840_000),
        Sigma = 7,
        RangeTicks = 900,
        NearTicks = 60,
        MaxLots = 900,
    };
}
