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
        var (price, side) = (order.Price, order.Side);
        var reachable = _orders
            .Where(resting => resting.Side != side)
            .Where(resting => side == Side.Buy ? resting.Price <= price : resting.Price >= price)
            .OrderBy(resting => side.Sign() * resting.Price.Ticks)   // stable: ties keep their order of arrival
            .ToList();
        if (order.TimeInForce == TimeInForce.PostOnly && reachable.Count > 0) return Placement.WouldCross;
        if (order.TimeInForce == TimeInForce.FillOrKill && reachable.Sum(resting => resting.Lots) < order.Quantity.Lots)
        {
            return Placement.CannotFill;
        }

        events.Add(Own(MatchEventKind.Accepted, order, order.Quantity.Lots, ExpiryReason.None));
        var left = order.Quantity.Lots;
        foreach (var maker in reachable.TakeWhile(_ => left > 0))
        {
            if (Prevents(order, maker))
            {
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
            var reason = order.Kind == OrderKind.Market ? ExpiryReason.MarketRemainder : ExpiryReason.ImmediateOrCancel;
            events.Add(Own(MatchEventKind.Expired, order, left, reason));
            return Placement.Accepted;
        }

        _orders.Add(new Resting(order.OrderId, order.Owner, side, price, left));
        return Placement.Accepted;
    }

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

    internal IEnumerable<(long Ticks, long Lots)> Levels(Side side) => _orders
        .Where(order => order.Side == side)
        .GroupBy(order => order.Price.Ticks)
        .OrderByDescending(level => side.Sign() * level.Key)
        .Select(level => (level.Key, level.Sum(order => order.Lots)));

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

    private sealed class Resting(long id, int owner, Side side, Price price, long lots)
    {
        internal long Id => id;

        internal int Owner => owner;

        internal Side Side => side;

        internal Price Price => price;

        internal long Lots { get; set; } = lots;
    }
}
