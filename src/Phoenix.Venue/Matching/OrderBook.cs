using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Matching;

/// <summary>Hears of every level whose quantity changed, as it changes.</summary>
public interface IBookObserver
{
    void LevelChanged(Side side, Price price);
}

/// <summary>
/// One contract's order book: price first, then time of arrival. A trade happens at the resting order's price. What
/// happened is appended to a list the caller owns; a refusal leaves no event and no trace. Not thread-safe.
/// </summary>
/// <remarks>
/// Self-trade prevention follows https://developers.binance.com/docs/derivatives/usds-margined-futures/faq/stp-faq
/// (read 2026-05-28): the taker's mode decides, and it acts for GTC, IOC and market orders only.
/// </remarks>
public sealed class OrderBook
{
    /// <summary>The owner of all orders of the simulated crowd.</summary>
    public const int Street = 0;

    private readonly Dictionary<long, BookOrder> _orders = [];
    private readonly Stack<BookOrder> _free = new();
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

        if (expiry == ExpiryReason.None)
        {
            expiry = order.Kind == OrderKind.Market ? ExpiryReason.MarketRemainder
                : order.TimeInForce == TimeInForce.ImmediateOrCancel ? ExpiryReason.ImmediateOrCancel
                : ExpiryReason.None;
        }

        if (expiry == ExpiryReason.None)
        {
            Rest(order, left);
        }
        else
        {
            events.Add(About(MatchEventKind.Expired, order, left, expiry));
        }

        return Placement.Accepted;
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

    /// <summary>Ends an order of the venue's own accord; false when it does not rest.</summary>
    internal bool Expire(long orderId, List<MatchEvent> events)
    {
        if (!_orders.TryGetValue(orderId, out var order)) return false;
        events.Add(End(order, MatchEventKind.Expired, ExpiryReason.None));
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

    private ExpiryReason Match(in NewOrder taker, BookSide opposite, ref long left, List<MatchEvent> events)
    {
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
                continue;
            }

            left -= Trade(taker, maker, left, events);
        }

        return ExpiryReason.None;
    }

    private long Trade(in NewOrder taker, BookOrder maker, long left, List<MatchEvent> events)
    {
        var level = maker.Level!;
        var lots = Math.Min(left, maker.Lots);
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

    private void Rest(in NewOrder order, long lots)
    {
        var resting = _free.TryPop(out var free) ? free : new BookOrder();
        (resting.Id, resting.Owner, resting.Side, resting.Lots) = (order.OrderId, order.Owner, order.Side, lots);
        _orders.Add(order.OrderId, resting);
        Of(order.Side).FindOrAdd(order.Price).Append(resting);
        _observer?.LevelChanged(order.Side, order.Price);
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
        var level = order.Level!;
        level.Remove(order);
        if (level.OrderCount == 0) Of(order.Side).Drop(level);
        _orders.Remove(order.Id);
        _observer?.LevelChanged(order.Side, level.Price);
        _free.Push(order);
    }
}
