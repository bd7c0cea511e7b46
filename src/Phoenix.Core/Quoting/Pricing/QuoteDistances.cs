using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting.Pricing;

/// <summary>
/// How far a bid stands below the fair price and an ask above it, in the unit the model was fed with; a negative
/// distance lies beyond the fair price. The bid is always below the ask.
/// </summary>
public readonly record struct QuoteDistances
{
    /// <summary>No price is so far away that a model may ask for more, in ticks or in currency.</summary>
    private const long Greatest = 1_000_000_000_000;

    private QuoteDistances(double? bid, double? ask) => (Bid, Ask) = (bid, ask);

    /// <summary>Null: no bid at this inventory.</summary>
    public double? Bid { get; }

    /// <summary>Null: no ask at this inventory.</summary>
    public double? Ask { get; }

    public static Modeled<QuoteDistances> Of(double? bid, double? ask) =>
        !IsUsable(bid) || !IsUsable(ask) ? ModelRefusal.OutOfRange
        : bid + ask <= 0 ? ModelRefusal.Crossing
        : new QuoteDistances(bid, ask);

    /// <summary>
    /// The prices, for distances in ticks. A distance that changes with the inventory is rounded once per quote:
    /// <c>bid = floor(s − δb)</c>, <c>ask = ceil(s + δa)</c>. Decimal, so that reflecting everything about the fair
    /// price reflects the quotes to the tick.
    /// </summary>
    /// <param name="fairTicks">s, the fair price in ticks, whole or not; more than 0.</param>
    public Modeled<QuoteTicks> Around(decimal fairTicks)
    {
        if (fairTicks is <= 0 or > Greatest)
        {
            return ModelRefusal.FairPrice;
        }

        long? bid = Bid is { } below ? (long)decimal.Floor(fairTicks - (decimal)below) : null;
        long? ask = Ask is { } above ? (long)decimal.Ceiling(fairTicks + (decimal)above) : null;
        return bid >= ask ? ModelRefusal.Crossing : new QuoteTicks(bid, ask);
    }

    private static bool IsUsable(double? distance) => distance is null || Math.Abs(distance.Value) <= Greatest;
}

/// <summary>
/// A bid and an ask in whole ticks, the bid below the ask. They may lie beyond the market until they are joined to
/// its touch, or below zero.
/// </summary>
public readonly record struct QuoteTicks
{
    internal QuoteTicks(long? bid, long? ask) => (Bid, Ask) = (bid, ask);

    /// <summary>Null: no bid.</summary>
    public long? Bid { get; }

    /// <summary>Null: no ask.</summary>
    public long? Ask { get; }

    /// <summary>The quotes, not better than the touch: a post-only order joins it at best.</summary>
    public Modeled<QuoteTicks> Join(Price bestBid, Price bestAsk)
    {
        if (bestBid.Ticks <= 0 || bestAsk <= bestBid)
        {
            return ModelRefusal.Touch;
        }

        long? bid = Bid is { } below ? Math.Min(below, bestBid.Ticks) : null;
        long? ask = Ask is { } above ? Math.Max(above, bestAsk.Ticks) : null;
        return new QuoteTicks(bid, ask);
    }
}
