using Phoenix.Core.Primitives;

namespace Phoenix.Core.Risk;

/// <summary>What the shell has to do for the guard, in this order.</summary>
public abstract record GuardEffect
{
    /// <summary>Ask the venue for the account's equity; answer with <see cref="AccountGuard.OnRead"/>.</summary>
    public sealed record ReadEquity(Instant AskedAt) : GuardEffect;

    /// <summary>Tell the desk of the symbol.</summary>
    public sealed record Rule(Symbol Symbol, RiskRuling Ruling) : GuardEffect;

    /// <summary>Remember these beyond the life of the process.</summary>
    public sealed record Keep(LossStops Stops) : GuardEffect;

    /// <summary>Something an operator or the statistics want to know.</summary>
    public sealed record Announce(GuardEvent Occurrence) : GuardEffect;
}

/// <summary>What happened to the account, in the past tense.</summary>
public abstract record GuardEvent
{
    /// <summary>The drawdown asks for something else than before.</summary>
    public sealed record Judged(LossVerdict Verdict, decimal Equity) : GuardEvent;

    /// <summary>A stop is in force.</summary>
    /// <param name="Symbol">Null for all.</param>
    public sealed record Stopped(Symbol? Symbol, LossVerdict.Stop Stop) : GuardEvent;

    /// <summary>Stops are over, at the operator's word or with the day.</summary>
    /// <param name="Symbol">Null for all that could end.</param>
    public sealed record Pardoned(Symbol? Symbol) : GuardEvent;

    /// <summary>Money came in, or went out: neither profit nor loss.</summary>
    public sealed record Transferred(decimal Amount) : GuardEvent;
}

/// <summary>How the account stands; money is in quote currency.</summary>
/// <param name="DayPeak">The highest equity of the venue's day.</param>
/// <param name="RunPeak">The highest equity of the run, or since the operator pardoned the last stop.</param>
/// <param name="Verdict">What the drawdown asks for.</param>
/// <param name="Stops">Those in force.</param>
/// <param name="Notional">What all symbols would be worth if everything executed that may.</param>
/// <param name="NotionalMax">What they may.</param>
public sealed record AccountStanding(
    decimal Equity,
    decimal DayPeak,
    decimal RunPeak,
    LossVerdict Verdict,
    LossStops Stops,
    decimal Notional,
    decimal NotionalMax);
