using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// Trades as witnesses of the book: each happened at a price between the lowest bid and the highest ask that the book
/// had around that moment. One outside is a sweep through levels that were back before the next frame; a row of them
/// that nothing inside interrupts shows a book that is not the venue's, however fresh. Times are the venue's own, so
/// routes may differ in delay. Mutated in place by its one owner.
/// </summary>
public sealed class TradeWitness
{
    /// <summary>Trades outside in a row that show it, and how long the row must last at least.</summary>
    public const int ToProve = 8;

    public static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>What the book was so long before a trade still counts for it.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(1);

    /// <summary>Touches remembered: 3.2 s of a stream at 100 ms.</summary>
    private const int Remembered = 32;

    private readonly WitnessRow _row = new(ToProve, Least);
    private readonly (long Bid, long Ask, VenueTime At)[] _touches = new (long, long, VenueTime)[Remembered];
    private int _count;
    private int _newest = -1;

    /// <summary>Whether a row was told of and goes on.</summary>
    public bool Contradicts(Instant now) => _row.Stands(now);

    /// <summary>The book is another one now; what was told of it is not taken back before a trade fits.</summary>
    public void Forget()
    {
        _row.Forget();
        _count = 0;
    }

    /// <summary>The best prices after a frame or a snapshot of the book.</summary>
    public void Touched(Price bid, Price ask, VenueTime at)
    {
        _newest = (_newest + 1) % Remembered;
        _touches[_newest] = (bid.Ticks, ask.Ticks, at);
        _count = Math.Min(_count + 1, Remembered);
    }

    /// <summary>A trade at the venue's time <paramref name="at"/>.</summary>
    public Contradiction? Printed(Price price, VenueTime at, long updateId, Instant now)
    {
        if (RangeAround(at) is not var (lowest, highest))
        {
            return null; // the book was not there yet, or has not come so far
        }

        if (price.Ticks >= lowest && price.Ticks <= highest)
        {
            _row.Agree();
            return null;
        }

        return _row.Disagree(now)
            ? new Contradiction(
                DeathCause.BookContradicted, updateId, $"trades at {price} and the book was {lowest}t to {highest}t")
            : null;
    }

    private (long Lowest, long Highest)? RangeAround(VenueTime at)
    {
        if (_count == 0 || _touches[_newest].At < at)
        {
            return null;
        }

        var (lowest, highest) = (long.MaxValue, long.MinValue);
        for (var back = 0; back < _count; back++)
        {
            var (bid, ask, stamp) = _touches[(_newest - back + Remembered) % Remembered];
            (lowest, highest) = (Math.Min(lowest, bid), Math.Max(highest, ask));
            if (stamp + Reach < at)
            {
                return (lowest, highest);
            }
        }

        return _touches[(_newest - _count + 1 + Remembered) % Remembered].At <= at ? (lowest, highest) : null;
    }
}
