using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Matching;

/// <summary>Hears of every level whose quantity changed, as it changes.</summary>
public interface IBookObserver
{
    void LevelChanged(Side side, Price price);
}

/// <summary>How much of a resting reduce-only order its owner's position still covers.</summary>
/// <param name="unsettled">What has happened in the book and is not booked yet.</param>
internal delegate long Cover(int owner, long orderId, List<MatchEvent> unsettled);

/// <summary>
/// One contract's order book: price first, then time of arrival. A trade happens at the resting order's price. What
/// happened is appended to a list the caller owns; a refusal leaves no event and no trace. Not thread-safe.
/// </summary>
/// <remarks>
/// Self-trade prevention follows https://developers.binance.com/docs/derivatives/usds-margined-futures/faq/stp-faq
/// (read 2026-05-28): the taker's mode decides, it acts for GTC, IOC, GTD and market orders only, and an amendment
/// resets it to none. Amendments follow .../trade/rest-api/Modify-Order (read 2026-05-28): the place in the queue is
/// lost whatever changes.
/// </remarks>
public sealed class OrderBook
{
    /// <summary>The owner of all orders of the simulated crowd.</summary>
    public const int Street = 0;

    private readonly Dictionary<long, BookOrder> _orders = [];
    private readonly Stack<BookOrder> _free = new();
    private readonly SortedSet<(VenueTime GoodTill, long OrderId)> _dated = [];
    private readonly IBookObserver? _observer;

    public OrderBook(IBookObserver? observer = null, long lastTradeId = 0)
    {
        _observer = observer;
        LastTradeId = new TradeId(lastTradeId);
    }

    public BookSide Bids { get; } = new(Side.Buy);

    public BookSide Asks { get; } = new(Side.Sell);

    public TradeId LastTradeId { get; private set; }

    public int OrderCount => _orders.Count;

    /// <summary>When the first dated order ends; null without one.</summary>
    public VenueTime? NextExpiry => _dated.Count == 0 ? null : _dated.Min.GoodTill;

    /// <summary>Asked before a reduce-only order trades; without it, all of them are covered.</summary>
    internal Cover? Cover { get; set; }

    public BookSide Of(Side side) => side == Side.Buy ? Bids : Asks;

    /// <summary>What is left of a resting order; zero when it does not rest.</summary>
    public Quantity RemainingOf(long orderId) =>
        _orders.TryGetValue(orderId, out var order) ? new Quantity(order.Lots) : default;

    public Placement Place(in NewOrder order, List<MatchEvent> events)
    {
        var opposite = Of(order.Side.Opposite());
        if (order.TimeInForce == TimeInForce.PostOnly && opposite.IsReachedBy(order.Price)) return Placement.WouldCross;
        if (order.TimeInForce == TimeInForce.FillOrKill && !CanFill(order, opposite)) return Placement.CannotFill;

        events.Add(About(MatchEventKind.Accepted, order, order.Quantity.Lots, ExpiryReason.None));
        var left = order.Quantity.Lots;
        var expiry = Match(order, opposite, ref left, events);
        if (left == 0) return Placement.Accepted;

        if (expiry != ExpiryReason.SelfTrade) expiry = OfRemainder(order, expiry);
        if (expiry == ExpiryReason.None)
        {
            Rest(order, left, executed: order.Quantity.Lots - left);
        }
        else
        {
            events.Add(About(MatchEventKind.Expired, order, left, expiry));
        }

        return Placement.Accepted;
    }

    /// <summary>
    /// Gives a resting order another price and another total quantity, of which its fills are a part. It loses its
    /// place in the queue, even if nothing changes, and trades if its new price reaches the other side.
    /// </summary>
    public Amendment Amend(long orderId, Price price, Quantity total, List<MatchEvent> events)
    {
        if (!_orders.TryGetValue(orderId, out var order)) return Amendment.NotResting;
        var left = total.Lots - order.Executed;
        var opposite = Of(order.Side.Opposite());
        if (left <= 0 || (order.IsPostOnly && opposite.IsReachedBy(price)))
        {
            events.Add(End(order, MatchEventKind.Canceled, ExpiryReason.None));
            return Amendment.Canceled;
        }

        var amended = new NewOrder
        {
            OrderId = orderId,
            Owner = order.Owner,
            Side = order.Side,
            Price = price,
            Quantity = new Quantity(left),
            Kind = OrderKind.Limit,
            TimeInForce = order.IsPostOnly ? TimeInForce.PostOnly : TimeInForce.GoodTillCanceled,
            GoodTill = order.GoodTill,
        };
        Leave(order);
        events.Add(About(MatchEventKind.Amended, amended, left, ExpiryReason.None));
        Match(amended, opposite, ref left, events);
        if (left > 0)
        {
            (order.Lots, order.Executed) = (left, total.Lots - left);
            Join(order, price);
        }
        else
        {
            Forget(order);
        }

        return Amendment.Amended;
    }

    /// <summary>Ends the orders whose date is not after <paramref name="now"/>, earliest first.</summary>
    public void ExpireDue(VenueTime now, List<MatchEvent> events)
    {
        while (_dated.Count > 0 && _dated.Min is var (goodTill, orderId) && goodTill <= now)
        {
            events.Add(End(_orders[orderId], MatchEventKind.Expired, ExpiryReason.GoodTillDate));
        }
    }

    /// <summary>The price at a place in the book; false when there is no such level.</summary>
    public bool TryFindPrice(Side side, PriceMatch match, out Price price)
    {
        var (levels, depth) = match switch
        {
            PriceMatch.Opponent => (Of(side.Opposite()), 0),
            PriceMatch.Opponent5 => (Of(side.Opposite()), 4),
            PriceMatch.Queue => (Of(side), 0),
            PriceMatch.Queue5 => (Of(side), 4),
            PriceMatch.Queue10 => (Of(side), 9),
            PriceMatch.Queue20 => (Of(side), 19),
            _ => throw new ArgumentOutOfRangeException(nameof(match), match, "not a place in the book"),
        };
        var isThere = depth < levels.Count;
        price = isThere ? levels[depth].Price : default;
        return isThere;
    }

    /// <summary>Takes the order out; false when it does not rest.</summary>
    public bool Cancel(long orderId, List<MatchEvent> events)
    {
        if (!_orders.TryGetValue(orderId, out var order)) return false;
        events.Add(End(order, MatchEventKind.Canceled, ExpiryReason.None));
        return true;
    }

    /// <summary>Takes out all orders of one owner, oldest id first, and returns how many there were.</summary>
    public int CancelAll(int owner, List<MatchEvent> events)
    {
        var ids = new List<long>();
        foreach (var (id, order) in _orders)
        {
            if (order.Owner == owner) ids.Add(id);
        }

        ids.Sort();
        foreach (var id in CollectionsMarshal.AsSpan(ids))
        {
            Cancel(id, events);
        }

        return ids.Count;
    }

    /// <summary>The id of a trade made outside the book.</summary>
    internal TradeId TakeTradeId() => LastTradeId = new TradeId(LastTradeId.Value + 1);

    /// <summary>Takes a part of a resting order out; the rest keeps its place. For the crowd's orders only.</summary>
    internal void Shrink(long orderId, long lots)
    {
        var order = _orders[orderId];
        var level = order.Level!;
        level.Shrink(order, lots);
        _observer?.LevelChanged(order.Side, level.Price);
    }

    /// <summary>Ends an order of the venue's own accord; false when it does not rest.</summary>
    internal bool Expire(long orderId, List<MatchEvent> events, ExpiryReason reason = ExpiryReason.Venue)
    {
        if (!_orders.TryGetValue(orderId, out var order)) return false;
        events.Add(End(order, MatchEventKind.Expired, reason));
        return true;
    }

    private static bool CanFill(in NewOrder order, BookSide opposite)
    {
        var wanted = order.Quantity.Lots;
        for (var depth = 0; depth < opposite.Count && wanted > 0; depth++)
        {
            var level = opposite[depth];
            if (!Reaches(order, level)) break;
            wanted -= level.Lots;
        }

        return wanted <= 0;
    }

    private static bool Reaches(in NewOrder order, PriceLevel level) =>
        order.Side == Side.Buy ? level.Price <= order.Price : level.Price >= order.Price;

    /// <summary>Why what is left of an order does not rest; none if it does.</summary>
    private static ExpiryReason OfRemainder(in NewOrder order, ExpiryReason matching) =>
        order.Kind == OrderKind.Market ? ExpiryReason.MarketRemainder
        : order.TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill) ? ExpiryReason.None
        : matching == ExpiryReason.None ? ExpiryReason.ImmediateOrCancel
        : matching;

    private static MatchEvent About(MatchEventKind kind, in NewOrder order, long lots, ExpiryReason reason) => new()
    {
        Kind = kind,
        OrderId = order.OrderId,
        Owner = order.Owner,
        Side = order.Side,
        Price = order.Price,
        Quantity = new Quantity(lots),
        Reason = reason,
    };

    /// <summary>
    /// Trades while it can. Returns <see cref="ExpiryReason.SelfTrade"/> when that ends the taker, and
    /// <see cref="ExpiryReason.ImmediateOrCancelAfterSelfTrade"/> when it only took away a maker.
    /// </summary>
    private ExpiryReason Match(in NewOrder taker, BookSide opposite, ref long left, List<MatchEvent> events)
    {
        var prevented = ExpiryReason.None;
        var prevents = taker.Owner != Street && taker.SelfTrade != SelfTradePrevention.None
            && taker.TimeInForce != TimeInForce.FillOrKill;
        while (left > 0 && opposite.Count > 0 && Reaches(taker, opposite[0]))
        {
            var maker = opposite[0].First!;
            if (prevents && maker.Owner == taker.Owner)
            {
                if (taker.SelfTrade != SelfTradePrevention.ExpireTaker)
                {
                    events.Add(End(maker, MatchEventKind.Expired, ExpiryReason.SelfTrade));
                }

                if (taker.SelfTrade != SelfTradePrevention.ExpireMaker) return ExpiryReason.SelfTrade;
                prevented = ExpiryReason.ImmediateOrCancelAfterSelfTrade;
                continue;
            }

            var most = maker.IsReduceOnly && Cover is { } cover ? cover(maker.Owner, maker.Id, events) : long.MaxValue;
            if (most > 0)
            {
                left -= Trade(taker, maker, left, most, events);
            }
            else
            {
                events.Add(End(maker, MatchEventKind.Expired, ExpiryReason.Venue));
            }
        }

        return prevented;
    }

    private long Trade(in NewOrder taker, BookOrder maker, long left, long most, List<MatchEvent> events)
    {
        var level = maker.Level!;
        var lots = Math.Min(Math.Min(left, most), maker.Lots);
        level.Take(maker, lots);
        LastTradeId = new TradeId(LastTradeId.Value + 1);
        events.Add(new MatchEvent
        {
            Kind = MatchEventKind.Traded,
            OrderId = taker.OrderId,
            Owner = taker.Owner,
            Side = taker.Side,
            Price = level.Price,
            Quantity = new Quantity(lots),
            Remaining = new Quantity(left - lots),
            MakerId = maker.Id,
            MakerOwner = maker.Owner,
            MakerRemaining = new Quantity(maker.Lots),
            TradeId = LastTradeId,
        });
        if (maker.Lots == 0)
        {
            Detach(maker);
        }
        else
        {
            _observer?.LevelChanged(maker.Side, level.Price);
        }

        return lots;
    }

    private void Rest(in NewOrder order, long lots, long executed)
    {
        var resting = _free.TryPop(out var free) ? free : new BookOrder();
        (resting.Id, resting.Owner, resting.Side, resting.Lots) = (order.OrderId, order.Owner, order.Side, lots);
        (resting.Executed, resting.GoodTill) = (executed, order.GoodTill);
        (resting.IsPostOnly, resting.IsReduceOnly) = (order.TimeInForce == TimeInForce.PostOnly, order.IsReduceOnly);
        if (order.GoodTill.Milliseconds > 0) _dated.Add((order.GoodTill, order.OrderId));
        _orders.Add(order.OrderId, resting);
        Join(resting, order.Price);
    }

    private MatchEvent End(BookOrder order, MatchEventKind kind, ExpiryReason reason)
    {
        var ended = new MatchEvent
        {
            Kind = kind,
            OrderId = order.Id,
            Owner = order.Owner,
            Side = order.Side,
            Price = order.Level!.Price,
            Quantity = new Quantity(order.Lots),
            Reason = reason,
        };
        Detach(order);
        return ended;
    }

    private void Detach(BookOrder order)
    {
        Leave(order);
        Forget(order);
    }

    private void Join(BookOrder order, Price price)
    {
        Of(order.Side).FindOrAdd(price).Append(order);
        _observer?.LevelChanged(order.Side, price);
    }

    private void Leave(BookOrder order)
    {
        var level = order.Level!;
        level.Remove(order);
        if (level.OrderCount == 0) Of(order.Side).Drop(level);
        _observer?.LevelChanged(order.Side, level.Price);
    }

    private void Forget(BookOrder order)
    {
        _orders.Remove(order.Id);
        if (order.GoodTill.Milliseconds > 0) _dated.Remove((order.GoodTill, order.Id));
        _free.Push(order);
    }
}
