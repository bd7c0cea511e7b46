using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Books;

/// <summary>
/// The price levels of one symbol. It does what it is told: whether a diff may be applied at all is the business of
/// <see cref="BookSynchronizer"/>. Owned by one writer; mutates in place and allocates only while it grows.
/// </summary>
public sealed class OrderBook
{
    private readonly BookSide _bids = new(Side.Buy);
    private readonly BookSide _asks = new(Side.Sell);

    /// <summary>Null when there are no bids.</summary>
    public BookLevel? BestBid => _bids.Best;

    /// <summary>Null when there are no asks.</summary>
    public BookLevel? BestAsk => _asks.Best;

    public int BidCount => _bids.Count;

    public int AskCount => _asks.Count;

    /// <summary>The id up to which the book contains everything; 0 when empty.</summary>
    public long LastUpdateId { get; private set; }

    /// <summary>Counts the frames and snapshots that changed something.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether the best bid is at or above the best ask, which no book of the venue ever is.</summary>
    public bool IsCrossed => BestBid is { } bid && BestAsk is { } ask && bid.Price >= ask.Price;

    /// <summary>Forgets everything and takes the snapshot.</summary>
    public void Load(BookSnapshot snapshot)
    {
        _bids.Load(snapshot.Bids);
        _asks.Load(snapshot.Asks);
        LastUpdateId = snapshot.LastUpdateId;
        Revision++;
    }

    /// <summary>Sets the absolute quantities of the diff.</summary>
    public void Apply(DepthDiff diff)
    {
        var changed = Apply(_bids, diff.Bids) | Apply(_asks, diff.Asks);
        Revision += changed ? 1 : 0;
        LastUpdateId = diff.FinalUpdateId;
    }

    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
        LastUpdateId = 0;
    }

    /// <summary>Zero when the price holds nothing that is known.</summary>
    public Quantity QuantityAt(Side side, Price price) => Of(side).QuantityAt(price);

    /// <summary>Copies the best levels, best first, and returns how many there were room and levels for.</summary>
    public int CopyTop(Side side, Span<BookLevel> into)
    {
        var levels = Of(side);
        var count = Math.Min(levels.Count, into.Length);
        for (var rank = 0; rank < count; rank++)
        {
            into[rank] = levels.At(rank);
        }

        return count;
    }

    /// <summary>Whether the best levels are those of the snapshot, which was asked for with so many per side.</summary>
    public bool HasTop(BookSnapshot snapshot, int levels) =>
        HasTop(_bids, snapshot.Bids, levels) && HasTop(_asks, snapshot.Asks, levels);

    private static bool HasTop(BookSide side, ImmutableArray<BookLevel> top, int levels)
    {
        if (side.Count < top.Length || (top.Length < levels && side.Count > top.Length))
        {
            return false;
        }

        for (var rank = 0; rank < top.Length; rank++)
        {
            if (side.At(rank) != top[rank])
            {
                return false;
            }
        }

        return true;
    }

    private static bool Apply(BookSide side, ImmutableArray<BookLevel> levels)
    {
        var changed = false;
        foreach (ref readonly var level in levels.AsSpan())
        {
            changed |= side.Set(level);
        }

        return changed;
    }

    private BookSide Of(Side side) => side == Side.Buy ? _bids : _asks;
}
