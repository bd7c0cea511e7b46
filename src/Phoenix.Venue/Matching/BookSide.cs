using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Matching;

/// <summary>
/// The levels of one side, sorted. The best level stands at the end of the array: nearly everything that happens to
/// a book happens near its touch, where an insertion then moves only a few entries.
/// </summary>
public sealed class BookSide
{
    private readonly int _sign;
    private readonly Stack<PriceLevel> _free = new();
    private long[] _keys = new long[256];
    private PriceLevel[] _levels = new PriceLevel[256];

    internal BookSide(Side side)
    {
        Side = side;
        _sign = side.Sign();
    }

    public Side Side { get; }

    public int Count { get; private set; }

    /// <summary>The level at <paramref name="depth"/>, counted from 0 at the touch.</summary>
    public PriceLevel this[int depth] => _levels[Count - 1 - depth];

    /// <summary>The best price, or the unset one when the side is empty.</summary>
    public Price BestPrice => Count == 0 ? default : _levels[Count - 1].Price;

    public Quantity BestQuantity => Count == 0 ? default : _levels[Count - 1].Quantity;

    public bool TryFind(Price price, out PriceLevel level)
    {
        var at = Array.BinarySearch(_keys, 0, Count, price.Ticks * _sign);
        level = at < 0 ? null! : _levels[at];
        return at >= 0;
    }

    /// <summary>What rests at <paramref name="price"/>; zero if nothing does.</summary>
    public Quantity QuantityAt(Price price) => TryFind(price, out var level) ? level.Quantity : default;

    /// <summary>Whether an order of the other side at <paramref name="price"/> would trade with the touch.</summary>
    internal bool IsReachedBy(Price price) => Count > 0 && _keys[Count - 1] >= price.Ticks * _sign;

    internal PriceLevel FindOrAdd(Price price)
    {
        var key = price.Ticks * _sign;
        var at = Array.BinarySearch(_keys, 0, Count, key);
        if (at >= 0) return _levels[at];

        at = ~at;
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _levels, Count * 2);
        }

        Array.Copy(_keys, at, _keys, at + 1, Count - at);
        Array.Copy(_levels, at, _levels, at + 1, Count - at);
        var level = _free.TryPop(out var free) ? free : new PriceLevel();
        level.Price = price;
        _keys[at] = key;
        _levels[at] = level;
        Count++;
        return level;
    }

    internal void Drop(PriceLevel level)
    {
        var at = Array.BinarySearch(_keys, 0, Count, level.Price.Ticks * _sign);
        Count--;
        Array.Copy(_keys, at + 1, _keys, at, Count - at);
        Array.Copy(_levels, at + 1, _levels, at, Count - at);
        _free.Push(level);
    }
}
