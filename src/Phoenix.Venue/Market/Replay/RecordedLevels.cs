using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market.Replay;

/// <summary>
/// Brings levels of the book to recorded quantities around the accounts' orders that stand in them. Quantities here
/// are the crowd's; the accounts' come on top.
/// </summary>
internal sealed class RecordedLevels(OrderBook book, CrowdHands hands, IQueueModel queue)
{
    private readonly List<BookOrder> _crowd = [];

    /// <summary>Takes from the level what it holds beyond <paramref name="lots"/>.</summary>
    internal void Lower(Side side, long ticks, long lots, List<MatchEvent> events)
    {
        if (!book.Of(side).TryFind(new Price(ticks), out var level)) return;
        var (ahead, behind, before) = Count(level);
        var cut = ahead + behind - lots;
        if (cut <= 0) return;
        var guess = (long)Math.Round(queue.CutAhead(ahead, behind, cut));
        var cutAhead = Math.Clamp(guess, Math.Max(0, cut - behind), Math.Min(ahead, cut));
        Cut(0, before, cutAhead, events);
        Cut(before, _crowd.Count, cut - cutAhead, events);
    }

    /// <summary>Adds behind all others what the level lacks; fills the accounts' orders it meets.</summary>
    internal void Raise(Side side, long ticks, long lots, List<MatchEvent> events)
    {
        var standing = 0L;
        if (book.Of(side).TryFind(new Price(ticks), out var level))
        {
            var (ahead, behind, _) = Count(level);
            standing = ahead + behind;
        }

        if (lots <= standing) return;
        Pass(side.Opposite(), ticks, isReached: true, events);
        hands.Rest(side, ticks, lots - standing, events);
    }

    /// <summary>
    /// The market passed these levels: the accounts' orders in them are filled fully, what else stands there is old.
    /// </summary>
    /// <param name="isReached">Whether the level at <paramref name="ticks"/> itself counts.</param>
    internal void Pass(Side makers, long ticks, bool isReached, List<MatchEvent> events)
    {
        var levels = book.Of(makers);
        var limit = isReached ? ticks : ticks + makers.Sign();
        while (levels.Count > 0 && levels.IsReachedBy(new Price(limit)))
        {
            var level = levels[0];
            var accounts = AccountLots(level);
            hands.Withdraw(level, int.MaxValue, events);
            if (accounts > 0) hands.Take(makers.Opposite(), limit, accounts, events);
        }
    }

    private static long AccountLots(PriceLevel level)
    {
        var lots = 0L;
        for (var order = level.First; order is not null; order = order.Next)
        {
            if (order.Owner != OrderBook.Street) lots += order.Lots;
        }

        return lots;
    }

    /// <summary>The crowd's lots ahead of the foremost account's order and behind it.</summary>
    private (long Ahead, long Behind, int Before) Count(PriceLevel level)
    {
        _crowd.Clear();
        var (ahead, behind, before) = (0L, 0L, -1);
        for (var order = level.First; order is not null; order = order.Next)
        {
            if (order.Owner != OrderBook.Street)
            {
                if (before < 0) before = _crowd.Count;
                continue;
            }

            _crowd.Add(order);
            if (before < 0)
            {
                ahead += order.Lots;
            }
            else
            {
                behind += order.Lots;
            }
        }

        return (ahead, behind, before < 0 ? _crowd.Count : before);
    }

    /// <summary>Takes lots from the crowd's orders of a part of the queue, the youngest first.</summary>
    private void Cut(int from, int to, long lots, List<MatchEvent> events)
    {
        for (var at = to - 1; at >= from && lots > 0; at--)
        {
            var order = _crowd[at];
            var part = Math.Min(lots, order.Lots);
            lots -= part;
            if (part == order.Lots)
            {
                book.Cancel(order.Id, events);
            }
            else
            {
                book.Shrink(order.Id, part);
            }
        }
    }
}
