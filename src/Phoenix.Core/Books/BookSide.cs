using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Books;

/// <summary>
/// One half of a book: levels in one array, the farthest first and the best last, because nearly every change
/// happens at the best prices and then moves only the few levels behind it. Memory is kept over reloads.
/// </summary>
internal sealed class BookSide(Side side)
{
    /// <summary>
    /// Levels kept at most. Beyond it the farthest are forgotten, which is what a snapshot does with everything
    /// deeper than its own limit, only much farther away.
    /// </summary>
    public const int MaxLevels = 20_000;

    private BookLevel[] _levels = new BookLevel[1024];

    public int Count { get; private set; }

    public BookLevel? Best => Count == 0 ? null : _levels[Count - 1];

    /// <summary>The <paramref name="rank"/>-th best level, 0 being the best.</summary>
    public BookLevel At(int rank) => _levels[Count - 1 - rank];

    public void Clear() => Count = 0;

    /// <summary>Replaces everything; the venue lists the best level first, so the far end is appended first.</summary>
    public void Load(ImmutableArray<BookLevel> levels)
    {
        Clear();
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            Set(levels[i]);
        }
    }

    /// <summary>Sets the absolute quantity of a price; 0 removes it, also when it was never there.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Set(BookLevel level)
    {
        var index = IndexOf(level.Price);
        if (index >= 0)
        {
            if (_levels[index] == level)
            {
                return false;
            }

            if (level.Quantity.IsZero)
            {
                RemoveAt(index);
            }
            else
            {
                _levels[index] = level;
            }
        }
        else if (level.Quantity.IsZero)
        {
            return false;
        }
        else
        {
            InsertAt(~index, level);
        }

        return true;
    }

    public Quantity QuantityAt(Price price) => IndexOf(price) is var index and >= 0 ? _levels[index].Quantity : default;

    private long Rank(Price price) => price.Ticks * side.Sign();

    /// <summary>The index of the price, or the complement of where it belongs.</summary>
    private int IndexOf(Price price)
    {
        var rank = Rank(price);
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = Rank(_levels[middle].Price);
            if (found == rank)
            {
                return middle;
            }

            (low, high) = found < rank ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private void InsertAt(int index, BookLevel level)
    {
        if (Count == MaxLevels)
        {
            if (index == 0)
            {
                return;
            }

            RemoveAt(0);
            index--;
        }

        if (Count == _levels.Length)
        {
            Array.Resize(ref _levels, Math.Min(_levels.Length * 2, MaxLevels));
        }

        Array.Copy(_levels, index, _levels, index + 1, Count - index);
        _levels[index] = level;
        Count++;
    }

    private void RemoveAt(int index)
    {
        Array.Copy(_levels, index + 1, _levels, index, Count - index - 1);
        Count--;
    }
}
