using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>
/// The middle between best bid and best ask, counted in half ticks, so that it is exact whatever the spread.
/// </summary>
/// <param name="HalfTicks">0 means "no mid".</param>
public readonly record struct Mid(long HalfTicks)
{
    /// <summary>Whether there is a price at all.</summary>
    public bool IsSet => HalfTicks > 0;

    public static Mid Between(Price bestBid, Price bestAsk) => new(bestBid.Ticks + bestAsk.Ticks);

    /// <summary>In quote currency.</summary>
    public decimal ToDecimal(Instrument instrument) => HalfTicks * instrument.TickSize / 2;

    public override string ToString() => $"{HalfTicks}ht";
}
