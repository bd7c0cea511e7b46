using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Queue;

/// <summary>What the estimates of places in queues were worth, measured by our own first fills.</summary>
/// <param name="Fills">First executions of orders whose place was followed.</param>
/// <param name="Joined">What stood before those orders when they joined, on average in lots.</param>
/// <param name="Left">
/// What by the estimate still stood before them after the trade that reached them, on average in lots; in truth
/// nothing did, so that it is the error.
/// </param>
public readonly record struct QueueRecord(long Fills, double Joined, double Left);

/// <summary>
/// Where the resting orders of one symbol stand in their queues. An order joins at the back with the first frame in
/// which it rests, and again when an amend gave it another price or more quantity. Mutated in place by its one owner.
/// </summary>
public sealed class OwnQueues(QueueSettings settings)
{
    private static readonly TimeSpan LateTrades = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ClientOrderId, Place> _places = [];
    private readonly Dictionary<(Side, Price), long> _own = [];
    private readonly List<ClientOrderId> _gone = [];
    private int _round;
    private long _fills;
    private double _joined;
    private double _left;

    /// <summary>How good the estimates were so far.</summary>
    public QueueRecord Record => _fills == 0 ? default : new QueueRecord(_fills, _joined / _fills, _left / _fills);

    /// <summary>What to count with before the order, in lots; null while its place is not followed.</summary>
    public double? AheadOf(ClientOrderId id, Instant now) =>
        _places.TryGetValue(id, out var place) ? place.Queue.Ahead(now) : null;

    /// <summary>A trade of anybody's; it is told before the frame that shows what it left.</summary>
    public void Traded(TradePrint print, Instant now)
    {
        foreach (var place in _places.Values)
        {
            if (place.Side != print.Aggressor && place.Price == print.Price
                && (place.FilledAt is not { } filled || print.TradeTime <= filled))
            {
                place.Queue.Traded(print.Quantity, now);
            }
        }
    }

    /// <summary>An execution of an order; its first one measures the estimate.</summary>
    public void Filled(ClientOrderId id, VenueTime at, Instant now)
    {
        if (_places.TryGetValue(id, out var place) && place.FilledAt is null)
        {
            (place.FilledAt, place.ToldAt) = (at, now);
        }
    }

    /// <summary>The book advanced.</summary>
    /// <param name="open">Orders that may execute.</param>
    /// <param name="book">In sync.</param>
    /// <param name="now">The moment of the frame.</param>
    public void Advanced(IEnumerable<OwnOrder> open, OrderBook book, Instant now)
    {
        _round++;
        _own.Clear();
        foreach (var order in open)
        {
            if (order.Phase == OrderPhase.Working && order.Rests && order.IsProven)
            {
                Follow(order, book, now);
                var level = (order.Side, order.Price);
                _own[level] = _own.GetValueOrDefault(level) + order.Remaining.Lots;
            }
        }

        foreach (var (id, place) in _places)
        {
            Show(place, book);
            if (place.ToldAt is { } told && !place.IsMeasured && now - told >= LateTrades)
            {
                Measure(place);
            }

            if (place.Round != _round && (place.ToldAt is null || place.IsMeasured))
            {
                _gone.Add(id);
            }
        }

        _gone.ForEach(id => _places.Remove(id));
        _gone.Clear();
    }

    private void Follow(OwnOrder order, OrderBook book, Instant now)
    {
        if (!_places.TryGetValue(order.Id, out var place)
            || place.Price != order.Price || order.Terms.Quantity > place.Quantity)
        {
            // Whether the level shows us yet is not known: taken for others, our own part goes with the next frame.
            var level = book.QuantityAt(order.Side, order.Price);
            place = new Place(order, new QueuePosition(level, settings, now), _round);
            _places[order.Id] = place;
        }

        place.Round = _round;
    }

    /// <summary>What rests at the price beside all that is ours; after the first fill the estimate stands.</summary>
    private void Show(Place place, OrderBook book)
    {
        if (place.FilledAt is not null || place.Round != _round || place.JoinedIn == _round)
        {
            return;
        }

        var others = book.QuantityAt(place.Side, place.Price).Lots - _own[(place.Side, place.Price)];
        place.Queue.LevelChanged(new Quantity(Math.Max(0, others)));
    }

    private void Measure(Place place)
    {
        place.IsMeasured = true;
        _fills++;
        _joined += place.Joined;
        _left += place.Queue.Front;
    }

    private sealed class Place(OwnOrder order, QueuePosition queue, int joinedIn)
    {
        public Side Side { get; } = order.Side;

        public Price Price { get; } = order.Price;

        public Quantity Quantity { get; } = order.Terms.Quantity;

        public QueuePosition Queue { get; } = queue;

        public double Joined { get; } = queue.Front;

        public int JoinedIn { get; } = joinedIn;

        public int Round { get; set; }

        public VenueTime? FilledAt { get; set; }

        public Instant? ToldAt { get; set; }

        public bool IsMeasured { get; set; }
    }
}
