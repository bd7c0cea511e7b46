using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>What every simulated crowd does in a book: rest, take, withdraw.</summary>
internal sealed class CrowdHands(OrderBook book, SeededChance chance, OrderIds ids)
{
    private readonly List<long> _scratch = [];

    /// <summary>Rests an order unless it would take; returns its id.</summary>
    internal long Rest(Side side, long ticks, long lots, List<MatchEvent> events)
    {
        var order = OrderOf(side, ticks, lots, TimeInForce.PostOnly);
        book.Place(order, events);
        return order.OrderId;
    }

    internal void Take(Side side, long limit, long lots, List<MatchEvent> events) =>
        book.Place(OrderOf(side, limit, lots, TimeInForce.ImmediateOrCancel), events);

    /// <summary>
    /// Clears what stands on the wrong side of the new touch: some makers withdraw, a taker gets the rest, now and then
    /// not all of it. Returns the best opposite price afterwards.
    /// </summary>
    /// <param name="withdrawn">Chance of each of the crowd's orders to be withdrawn in time.</param>
    internal long Sweep(Side taker, long limit, List<MatchEvent> events, double withdrawn = 0.6)
    {
        var levels = book.Of(taker.Opposite());
        if (levels.IsReachedBy(new Price(limit)))
        {
            _scratch.Clear();
            for (var depth = 0; depth < levels.Count && IsWithin(taker, levels[depth].Price.Ticks, limit); depth++)
            {
                for (var order = levels[depth].First; order is not null; order = order.Next)
                {
                    if (order.Owner == OrderBook.Street && chance.Happens(withdrawn)) _scratch.Add(order.Id);
                }
            }

            CancelScratch(events);
            TakeNearlyAll(taker, limit, events);
        }

        return levels.Count == 0 ? limit + taker.Sign() : levels.BestPrice.Ticks;
    }

    /// <summary>Withdraws up to <paramref name="count"/> of the crowd's orders from a level, youngest first.</summary>
    internal void Withdraw(PriceLevel level, int count, List<MatchEvent> events)
    {
        _scratch.Clear();
        for (var order = level.Last; order is not null && _scratch.Count < count; order = order.Previous)
        {
            if (order.Owner == OrderBook.Street) _scratch.Add(order.Id);
        }

        CancelScratch(events);
    }

    /// <summary>Withdraws each of the crowd's orders of one side with the same chance.</summary>
    internal void Thin(Side side, double share, List<MatchEvent> events)
    {
        var levels = book.Of(side);
        _scratch.Clear();
        for (var depth = 0; depth < levels.Count; depth++)
        {
            for (var order = levels[depth].First; order is not null; order = order.Next)
            {
                if (order.Owner == OrderBook.Street && chance.Happens(share)) _scratch.Add(order.Id);
            }
        }

        CancelScratch(events);
    }

    /// <summary>What an informed taker wants: all that its knowledge makes cheap, up to a limit.</summary>
    internal void TakeKnowing(Conditions.MarketMood mood, double fairTicks, long most, List<MatchEvent> events)
    {
        if (mood.Edge == 0 || !chance.Happens(mood.InformedChance)) return;
        var side = mood.Edge > 0 ? Side.Buy : Side.Sell;
        var limit = (long)Math.Floor(fairTicks + mood.Edge);
        Take(side, side == Side.Buy ? limit : limit + 1, chance.Between(Math.Max(1, most / 4), most), events);
    }

    private static bool IsWithin(Side taker, long ticks, long limit) =>
        taker == Side.Buy ? ticks <= limit : ticks >= limit;

    private void TakeNearlyAll(Side taker, long limit, List<MatchEvent> events)
    {
        var levels = book.Of(taker.Opposite());
        var (lots, accounts) = (0L, 0L);
        for (var depth = 0; depth < levels.Count && IsWithin(taker, levels[depth].Price.Ticks, limit); depth++)
        {
            lots += levels[depth].Lots;
            for (var order = levels[depth].First; order is not null; order = order.Next)
            {
                if (order.Owner != OrderBook.Street) accounts += order.Lots;
            }
        }

        if (accounts > 1 && chance.Happens(0.25)) lots -= chance.Between(1, accounts - 1);
        if (lots > 0) Take(taker, limit, lots, events);
    }

    private void CancelScratch(List<MatchEvent> events)
    {
        foreach (var id in CollectionsMarshal.AsSpan(_scratch))
        {
            book.Cancel(id, events);
        }
    }

    private NewOrder OrderOf(Side side, long ticks, long lots, TimeInForce timeInForce) => new()
    {
        OrderId = ids.Next(),
        Owner = OrderBook.Street,
        Side = side,
        Price = new Price(ticks),
        Quantity = new Quantity(lots),
        Kind = OrderKind.Limit,
        TimeInForce = timeInForce,
    };
}
