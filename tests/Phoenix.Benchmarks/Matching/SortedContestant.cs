using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Benchmarks.Matching;

/// <summary>
/// The book as one would write it without a thought for speed: a sorted dictionary of linked lists per side, and a
/// dictionary of their nodes. The same rules for the orders of the benchmark, which name no owner.
/// </summary>
internal sealed class SortedContestant : IContestant
{
    internal const string ItsName = "SortedDictionary";

    private readonly SortedDictionary<long, LinkedList<Resting>> _bids = new(
        Comparer<long>.Create((one, other) => other.CompareTo(one)));

    private readonly SortedDictionary<long, LinkedList<Resting>> _asks = [];
    private readonly Dictionary<long, LinkedListNode<Resting>> _orders = [];
    private long _lastTrade;

    public string Name => ItsName;

    public void Place(in NewOrder order, List<MatchEvent> events)
    {
        if (order.TimeInForce == TimeInForce.PostOnly && Reaches(order.Side, order.Price.Ticks)) return;
        events.Add(About(MatchEventKind.Accepted, order, order.Quantity.Lots));
        var left = Match(order, order.Quantity.Lots, events);
        if (left == 0) return;
        if (order.TimeInForce == TimeInForce.ImmediateOrCancel)
        {
            events.Add(About(MatchEventKind.Expired, order, left));
            return;
        }

        Rest(order, left, order.Quantity.Lots - left);
    }

    public void Amend(long orderId, Price price, Quantity total, List<MatchEvent> events)
    {
        if (!_orders.TryGetValue(orderId, out var node)) return;
        var resting = node.Value;
        var left = total.Lots - resting.Executed;
        var isPostOnly = resting.Order.TimeInForce == TimeInForce.PostOnly;
        if (left <= 0 || (isPostOnly && Reaches(resting.Order.Side, price.Ticks)))
        {
            Cancel(orderId, events);
            return;
        }

        Remove(node);
        var amended = resting.Order with { Price = price, Quantity = total };
        events.Add(About(MatchEventKind.Amended, amended, left));
        left = Match(amended, left, events);
        if (left > 0) Rest(amended, left, total.Lots - left);
    }

    public void Cancel(long orderId, List<MatchEvent> events)
    {
        if (!_orders.TryGetValue(orderId, out var node)) return;
        events.Add(About(MatchEventKind.Canceled, node.Value.Order, node.Value.Lots));
        Remove(node);
    }

    private static MatchEvent About(MatchEventKind kind, in NewOrder order, long lots) => new()
    {
        Kind = kind,
        OrderId = order.OrderId,
        Owner = order.Owner,
        Side = order.Side,
        Price = order.Price,
        Quantity = new Quantity(lots),
    };

    private SortedDictionary<long, LinkedList<Resting>> Of(Side side) => side == Side.Buy ? _bids : _asks;

    private bool Reaches(Side side, long ticks) =>
        Of(side.Opposite()) is { Count: > 0 } opposite
        && (side == Side.Buy ? opposite.First().Key <= ticks : opposite.First().Key >= ticks);

    private long Match(in NewOrder taker, long left, List<MatchEvent> events)
    {
        while (left > 0 && Reaches(taker.Side, taker.Price.Ticks))
        {
            var maker = Of(taker.Side.Opposite()).First().Value.First!;
            var lots = Math.Min(left, maker.Value.Lots);
            left -= lots;
            maker.Value.Lots -= lots;
            maker.Value.Executed += lots;
            events.Add(About(MatchEventKind.Traded, taker, lots) with
            {
                Price = maker.Value.Order.Price,
                Remaining = new Quantity(left),
                MakerId = maker.Value.Order.OrderId,
                MakerRemaining = new Quantity(maker.Value.Lots),
                TradeId = new TradeId(++_lastTrade),
            });
            if (maker.Value.Lots == 0) Remove(maker);
        }

        return left;
    }

    private void Rest(in NewOrder order, long lots, long executed)
    {
        var side = Of(order.Side);
        if (!side.TryGetValue(order.Price.Ticks, out var level)) side.Add(order.Price.Ticks, level = new());
        _orders.Add(order.OrderId, level.AddLast(new Resting(order) { Lots = lots, Executed = executed }));
    }

    private void Remove(LinkedListNode<Resting> node)
    {
        var level = node.List!;
        level.Remove(node);
        var order = node.Value.Order;
        if (level.Count == 0) Of(order.Side).Remove(order.Price.Ticks);
        _orders.Remove(order.OrderId);
    }

    private sealed class Resting(NewOrder order)
    {
        internal NewOrder Order => order;

        internal long Lots { get; set; }

        internal long Executed { get; set; }
    }
}
