namespace Phoenix.Venue.MarketData;

/// <summary>The last so many values, oldest first; grows as needed up to its limit, then forgets the oldest.</summary>
internal sealed class BoundedRing<T>(int limit)
    where T : struct
{
    private T[] _items = [];
    private int _first;

    internal int Count { get; private set; }

    /// <summary>How many were ever added.</summary>
    internal long Added { get; private set; }

    /// <summary>Counted from the oldest.</summary>
    internal ref T this[int index] => ref _items[(_first + index) % _items.Length];

    internal void Add(in T item)
    {
        Added++;
        if (Count == limit)
        {
            _items[_first] = item;
            _first = (_first + 1) % _items.Length;
            return;
        }

        if (Count == _items.Length) Grow();
        _items[(_first + Count) % _items.Length] = item;
        Count++;
    }

    /// <summary>The index of the first value whose key is at least <paramref name="key"/>; keys never fall.</summary>
    internal int FirstFrom(long key, Func<T, long> keyOf)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (keyOf(this[middle]) < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Grow()
    {
        var larger = new T[Math.Min(limit, Math.Max(16, _items.Length * 2))];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        (_items, _first) = (larger, 0);
    }
}
