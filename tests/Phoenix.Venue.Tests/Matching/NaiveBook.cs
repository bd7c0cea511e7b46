using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.Matching;

/// <summary>
/// The same rules as <see cref="OrderBook"/>, written to be obviously right: one list, searched anew each time.
/// </summary>
internal sealed class NaiveBook
{
    private readonly List<Resting> _orders = [];   // in order of arrival
    private long _lastTrade;

    internal Placement Place(in NewOrder order, List<MatchEvent> events)
    {
        var reachable = Reachable(order);
        if (order.TimeInForce == TimeInForce.PostOnly && reachable.Count > 0) return Placement.WouldCross;
        if (order.TimeInForce == TimeInForce.FillOrKill && reachable.Sum(resting => resting.Lots) < order.Quantity.Lots)
        {
            return Placement.CannotFill;
        }

        events.Add(Own(MatchEventKind.Accepted, order, order.Quantity.Lots, ExpiryReason.None));
        var left = order.Quantity.Lots;
        var isPrevented = false;
        foreach (var maker in reachable.TakeWhile(_ => left > 0))
        {
            if (Prevents(order, maker))
            {
                isPrevented = true;
                var isMakerEnded = order.SelfTrade != SelfTradePrevention.ExpireTaker;
                if (isMakerEnded) events.Add(Remove(maker, ExpiryReason.SelfTrade));
                if (order.SelfTrade == SelfTradePrevention.ExpireMaker) continue;
                events.Add(Own(MatchEventKind.Expired, order, left, ExpiryReason.SelfTrade));
                return Placement.Accepted;
            }

            left -= Trade(order, maker, left, events);
        }

        if (left == 0) return Placement.Accepted;
        if (order.Kind == OrderKind.Market || order.TimeInForce == TimeInForce.ImmediateOrCancel)
        {
            var reason = order.Kind == OrderKind.Market ? ExpiryReason.MarketRemainder
                : isPrevented ? ExpiryReason.ImmediateOrCancelAfterSelfTrade
                : ExpiryReason.ImmediateOrCancel;
            events.Add(Own(MatchEventKind.Expired, order, left, reason));
            return Placement.Accepted;
        }

        _orders.Add(new Resting(order, left, order.Quantity.Lots - left));
        return Placement.Accepted;
    }

    internal Amendment Amend(long id, Price price, Quantity total, List<MatchEvent> events)
    {
        if (_orders.Find(order => order.Id == id) is not { } order) return Amendment.NotResting;
        var amended = order.Placed with { Price = price, SelfTrade = SelfTradePrevention.None };
        var left = total.Lots - order.Executed;
        var isPostOnly = amended.TimeInForce == TimeInForce.PostOnly;
        var reachable = Reachable(amended);
        if (left <= 0 || (isPostOnly && reachable.Count > 0))
        {
            Cancel(id, events);
            return Amendment.Canceled;
        }

        _orders.Remove(order);
        events.Add(Own(MatchEventKind.Amended, amended, left, ExpiryReason.None));
        foreach (var maker in reachable.TakeWhile(_ => left > 0))
        {
            left -= Trade(amended, maker, left, events);
        }

        if (left > 0) _orders.Add(new Resting(amended, left, total.Lots - left));
        return Amendment.Amended;
    }

    internal void ExpireDue(VenueTime now, List<MatchEvent> events)
    {
        var due = _orders
            .Where(order => order.Placed.GoodTill.Milliseconds > 0 && order.Placed.GoodTill <= now)
            .OrderBy(order => order.Placed.GoodTill)
            .ThenBy(order => order.Id)
            .ToList();
        due.ForEach(order => events.Add(Remove(order, ExpiryReason.GoodTillDate)));
    }

    internal VenueTime? NextExpiry => _orders
        .Where(order => order.Placed.GoodTill.Milliseconds > 0)
        .Min(order => (VenueTime?)order.Placed.GoodTill);

    internal bool Cancel(long id, List<MatchEvent> events)
    {
        if (_orders.Find(order => order.Id == id) is not { } order) return false;
        events.Add(Remove(order, ExpiryReason.None) with { Kind = MatchEventKind.Canceled });
        return true;
    }

    internal int CancelAll(int owner, List<MatchEvent> events)
    {
        var ids = _orders.Where(order => order.Owner == owner).Select(order => order.Id).Order().ToList();
        ids.ForEach(id => Cancel(id, events));
        return ids.Count;
    }

    /// <summary>All orders of a side, best price first, in the order in which they will be filled.</summary>
    internal IEnumerable<(long Ticks, long Id, long Lots)> Queue(Side side) => _orders
        .Where(order => order.Side == side)
        .OrderByDescending(order => side.Sign() * order.Price.Ticks)
        .Select(order => (order.Price.Ticks, order.Id, order.Lots));

    private List<Resting> Reachable(NewOrder order) => _orders
        .Where(resting => resting.Side != order.Side)
        .Where(resting => order.Side == Side.Buy ? resting.Price <= order.Price : resting.Price >= order.Price)
        .OrderBy(resting => order.Side.Sign() * resting.Price.Ticks)   // stable: ties keep their order of arrival
        .ToList();

    private static bool Prevents(in NewOrder taker, Resting maker) =>
        maker.Owner == taker.Owner && taker.Owner != OrderBook.Street && taker.SelfTrade != SelfTradePrevention.None
        && taker.TimeInForce != TimeInForce.FillOrKill;

    private static MatchEvent Own(MatchEventKind kind, in NewOrder order, long lots, ExpiryReason reason) => new()
    {
        Kind = kind,
        OrderId = order.OrderId,
        Owner = order.Owner,
        Side = order.Side,
        Price = order.Price,
        Quantity = new Quantity(lots),
        Reason = reason,
    };

    private long Trade(in NewOrder taker, Resting maker, long left, List<MatchEvent> events)
    {
        var lots = Math.Min(left, maker.Lots);
        maker.Lots -= lots;
        maker.Executed += lots;
        if (maker.Lots == 0) _orders.Remove(maker);
        events.Add(new MatchEvent
        {
            Kind = MatchEventKind.Traded,
            OrderId = taker.OrderId,
            Owner = taker.Owner,
            Side = taker.Side,
            Price = maker.Price,
            Quantity = new Quantity(lots),
            Remaining = new Quantity(left - lots),
            MakerId = maker.Id,
            MakerOwner = maker.Owner,
            MakerRemaining = new Quantity(maker.Lots),
            TradeId = new TradeId(++_lastTrade),
        });
        return lots;
    }

    private MatchEvent Remove(Resting order, ExpiryReason reason)
    {
        _orders.Remove(order);
        return new MatchEvent
        {
            Kind = MatchEventKind.Expired,
            OrderId = order.Id,
            Owner = order.Owner,
            Side = order.Side,
            Price = order.Price,
            Quantity = new Quantity(order.Lots),
            Reason = reason,
        };
    }

    private sealed class Resting(NewOrder placed, long lots, long executed)
    {
        internal NewOrder Placed => placed;

        internal long Id => placed.OrderId;

        internal int Owner => placed.Owner;

        internal Side Side => placed.Side;

        internal Price Price => placed.Price;

        internal long Lots { get; set; } = lots;

        internal long Executed { get; set; } = executed;
    }
}
