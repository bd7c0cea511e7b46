using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market.Conditions;

/// <summary>Whether orders may be placed and canceled in a market, in the exchange's terms.</summary>
public enum TradingStatus
{
    Trading = 1,

    /// <summary>TRADING_HALT: neither placed nor canceled.</summary>
    Halt,

    /// <summary>TRADING_CANCEL_ONLY: canceled, not placed.</summary>
    CancelOnly,
}

/// <summary>What the conditions of one market agree on for the coming half step.</summary>
internal record struct MarketMood
{
    /// <summary>A market without conditions.</summary>
    internal static MarketMood Calm { get; } = new()
    {
        Volatility = 1,
        Activity = 1,
        Depth = 1,
        Status = TradingStatus.Trading,
    };

    /// <summary>Factor of the fair price's steps.</summary>
    internal double Volatility { get; set; }

    /// <summary>Factor of the number of orders and takers.</summary>
    internal double Activity { get; set; }

    /// <summary>Factor of what rests in the book.</summary>
    internal double Depth { get; set; }

    /// <summary>Ticks by which fair price and anchor move for good.</summary>
    internal double Shift { get; set; }

    /// <summary>Ticks by which the fair price stands off its course for a while.</summary>
    internal double Offset { get; set; }

    /// <summary>Part of the fair price's step that it shares with other markets, 0 to 1.</summary>
    internal double Correlation { get; set; }

    /// <summary>The shared step, uniform with variance 1/3 as the market's own.</summary>
    internal double CommonShock { get; set; }

    /// <summary>Ticks by which informed takers know the fair price will move.</summary>
    internal double Edge { get; set; }

    /// <summary>Chance that an informed taker acts on <see cref="Edge"/>.</summary>
    internal double InformedChance { get; set; }

    /// <summary>Nobody but the accounts acts in this half step.</summary>
    internal bool IsAsleep { get; set; }

    internal TradingStatus Status { get; set; }

    /// <summary>No periodic frames are published.</summary>
    internal bool IsDataStopped { get; set; }

    internal readonly bool IsStill => IsAsleep || Status != TradingStatus.Trading;
}

/// <summary>What a condition may go by.</summary>
/// <param name="Seconds">The length of the half step.</param>
/// <param name="FairTicks">The fair price before it, without offsets.</param>
/// <param name="SigmaTicks">The volatility the market is set to, in ticks per square root of a second.</param>
internal readonly record struct MarketMoment(VenueTime Now, double Seconds, double FairTicks, double SigmaTicks);

/// <summary>
/// One influence on a market. It knows only what it is given: the moment, and a seeded chance of its own.
/// </summary>
internal interface ICondition
{
    /// <summary>Called every half step before the fair price moves.</summary>
    void Shape(ref MarketMood mood, in MarketMoment moment);

    /// <summary>
    /// Called after it moved: returns what the makers see of <paramref name="fairTicks"/>.
    /// </summary>
    double Show(double fairTicks, ref MarketMood mood) => fairTicks;
}
