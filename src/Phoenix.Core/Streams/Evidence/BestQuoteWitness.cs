using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// The stream of best quotes as a witness of the book. It tells every change of the touch, and its ids are those of the
/// book: between two quotes that follow each other on one connection the touch was the first one's. A book that ends
/// at an id in between and has another is not the venue's; one quote lost could look like it, a row could not. Which of
/// the two streams comes first does not matter. Mutated in place by its one owner.
/// </summary>
public sealed class BestQuoteWitness
{
    /// <summary>Pairs of quotes in a row that the book has to differ from.</summary>
    public const int ToProve = 3;

    /// <summary>Frames and pairs of quotes that wait for each other: 3.2 s of a stream at 100 ms.</summary>
    private const int Remembered = 32;

    /// <summary>Connections told apart: four, and their successors.</summary>
    private const int Feeds = 8;

    private readonly WitnessRow _row = new(ToProve, TimeSpan.Zero);
    private readonly Touch[] _books = new Touch[Remembered];
    private readonly Span[] _spans = new Span[Remembered];
    private readonly Feed[] _feeds = new Feed[Feeds];
    private int _nextBook;
    private int _nextSpan;
    private int _nextFeed;
    private long _judged;

    /// <summary>Whether a row was told of and goes on.</summary>
    public bool Contradicts(Instant now) => _row.Stands(now);

    /// <summary>The book is another one now; what was told of it is not taken back before a quote fits.</summary>
    public void Forget()
    {
        _row.Forget();
        Array.Clear(_books);
    }

    /// <summary>The venue's ids began anew: what was told by the old ones measures nothing.</summary>
    public void StartOver()
    {
        Forget();
        Array.Clear(_spans);
        Array.Clear(_feeds);
        _judged = 0;
    }

    /// <summary>The touch of the book after a frame that ends with the update.</summary>
    public Contradiction? Touched(long updateId, BookLevel bid, BookLevel ask, Instant now)
    {
        var book = new Touch(updateId, bid, ask);
        _books[_nextBook] = book;
        _nextBook = (_nextBook + 1) % Remembered;
        foreach (ref readonly var span in _spans.AsSpan())
        {
            if (span.Holds(updateId))
            {
                return Compare(book, span, now);
            }
        }

        return null;
    }

    /// <summary>A best quote over one of the connections.</summary>
    public Contradiction? Quoted(Epoch feed, long updateId, BookLevel bid, BookLevel ask, Instant now)
    {
        var quote = new Touch(updateId, bid, ask);
        var before = Exchange(feed, quote);
        if (before.UpdateId == 0 || updateId <= _spans[(_nextSpan + Remembered - 1) % Remembered].Until)
        {
            return null; // its first, or a sibling was faster
        }

        var span = new Span(before, updateId);
        _spans[_nextSpan] = span;
        _nextSpan = (_nextSpan + 1) % Remembered;
        Contradiction? found = null;
        foreach (ref readonly var book in _books.AsSpan())
        {
            found = span.Holds(book.UpdateId) ? Compare(book, span, now) ?? found : found;
        }

        return found;
    }

    private Contradiction? Compare(Touch book, Span span, Instant now)
    {
        if (book == span.Quote with { UpdateId = book.UpdateId })
        {
            _row.Agree();
            return null;
        }

        if (span.Until == _judged)
        {
            return null; // several frames differ from one pair for one reason
        }

        _judged = span.Until;
        return _row.Disagree(now)
            ? new Contradiction(
                DeathCause.BookContradicted,
                book.UpdateId,
                $"at update {book.UpdateId} the best were {span.Quote.Prices} and the book had {book.Prices}")
            : null;
    }

    /// <returns>The feed's quote before; unset for its first.</returns>
    private Touch Exchange(Epoch feed, Touch quote)
    {
        foreach (ref var known in _feeds.AsSpan())
        {
            if (known.Epoch == feed && known.Last.UpdateId != 0)
            {
                var before = known.Last;
                known = new Feed(feed, quote);
                return before;
            }
        }

        _feeds[_nextFeed] = new Feed(feed, quote);
        _nextFeed = (_nextFeed + 1) % Feeds;
        return default;
    }

    private readonly record struct Touch(long UpdateId, BookLevel Bid, BookLevel Ask)
    {
        public string Prices => $"{Bid.Price} x {Bid.Quantity} and {Ask.Price} x {Ask.Quantity}";
    }

    /// <summary>What the touch was from a quote's update on, and before the next one's.</summary>
    private readonly record struct Span(Touch Quote, long Until)
    {
        public bool Holds(long updateId) => Quote.UpdateId > 0 && Quote.UpdateId <= updateId && updateId < Until;
    }

    private readonly record struct Feed(Epoch Epoch, Touch Last);
}
