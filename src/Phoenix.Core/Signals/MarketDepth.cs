using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Signals;

/// <summary>
/// The book as a fair price reads it: the touch as displayed, and the depth of everybody else. Our own orders say
/// nothing about the market, and a price that leans on them would follow itself. A view of the caller's buffers.
/// </summary>
public readonly ref struct MarketDepth
{
    private readonly ReadOnlySpan<BookLevel> _bids;
    private readonly ReadOnlySpan<BookLevel> _asks;

    private MarketDepth(
        Price bestBid, Price bestAsk, ReadOnlySpan<BookLevel> othersBids, ReadOnlySpan<BookLevel> othersAsks)
    {
        (BestBid, BestAsk) = (bestBid, bestAsk);
        _bids = othersBids;
        _asks = othersAsks;
    }

    /// <summary>As displayed, our orders included; no price on an empty side.</summary>
    public Price BestBid { get; }

    /// <summary>As displayed, our orders included; no price on an empty side.</summary>
    public Price BestAsk { get; }

    /// <summary>The middle of the displayed touch, in ticks.</summary>
    public double Mid => (BestBid.Ticks + BestAsk.Ticks) / 2.0;

    /// <summary>
    /// The touch of the others weighted by the opposite quantities, in ticks. A level that is wholly ours is no touch;
    /// the next one is.
    /// </summary>
    public double? Weighted => _bids.IsEmpty || _asks.IsEmpty ? null : WeightedOf(_bids[0], _asks[0]);

    public FairPriceRefusal Refusal =>
        BestBid.Ticks <= 0 || BestAsk.Ticks <= 0 ? FairPriceRefusal.NoTouch
        : BestBid >= BestAsk ? FairPriceRefusal.CrossedBook
        : FairPriceRefusal.None;

    /// <summary>Takes our orders out of the buffers, in place.</summary>
    /// <param name="bids">The best levels of the book, best first; deep enough for what is asked afterwards.</param>
    /// <param name="asks">The best levels of the book, best first.</param>
    /// <param name="ownBids">Our resting bids in any order; more than the book displays counts as all of it.</param>
    /// <param name="ownAsks">Our resting asks in any order.</param>
    public static MarketDepth Without(
        Span<BookLevel> bids,
        Span<BookLevel> asks,
        ReadOnlySpan<BookLevel> ownBids,
        ReadOnlySpan<BookLevel> ownAsks)
    {
        var bestBid = bids.IsEmpty ? default : bids[0].Price;
        var bestAsk = asks.IsEmpty ? default : asks[0].Price;
        return new MarketDepth(bestBid, bestAsk, bids[..Remove(bids, ownBids)], asks[..Remove(asks, ownAsks)]);
    }

    /// <summary>
    /// The imbalance of the others' quantities within so many basis points of the mid, −1 (only asks) to 1 (only
    /// bids); null when nothing rests there.
    /// </summary>
    public double? ImbalanceWithin(double bps)
    {
        var reach = Mid * bps / 10_000;
        return Imbalance(QuantityBetween(_bids, Mid - reach, Mid), QuantityBetween(_asks, Mid, Mid + reach));
    }

    /// <summary><c>(Qb − Qa)/(Qb + Qa)</c>; null when both are zero.</summary>
    public static double? Imbalance(Quantity bid, Quantity ask) =>
        bid.IsZero && ask.IsZero ? null : (double)(bid.Lots - ask.Lots) / (bid.Lots + ask.Lots);

    /// <summary><c>(b·Qa + a·Qb)/(Qa + Qb)</c> in ticks, as a step from the bid: exact far from 0.</summary>
    private static double WeightedOf(BookLevel bid, BookLevel ask) =>
        bid.Price.Ticks
        + ((ask.Price - bid.Price) * ((double)bid.Quantity.Lots / (bid.Quantity.Lots + ask.Quantity.Lots)));

    private static Quantity QuantityBetween(ReadOnlySpan<BookLevel> levels, double least, double greatest)
    {
        var sum = Quantity.Zero;
        foreach (ref readonly var level in levels)
        {
            if (level.Price.Ticks < least || level.Price.Ticks > greatest)
            {
                break;
            }

            sum += level.Quantity;
        }

        return sum;
    }

    /// <summary>Returns how many levels are left.</summary>
    private static int Remove(Span<BookLevel> levels, ReadOnlySpan<BookLevel> own)
    {
        var kept = 0;
        foreach (var level in levels)
        {
            var lots = level.Quantity.Lots;
            foreach (ref readonly var order in own)
            {
                lots -= order.Price == level.Price ? order.Quantity.Lots : 0;
            }

            if (lots > 0)
            {
                levels[kept++] = level with { Quantity = new Quantity(lots) };
            }
        }

        return kept;
    }
}
