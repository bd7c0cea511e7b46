using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>What the venue's own book says of ours.</summary>
public abstract record ProbeFinding
{
    /// <summary>Nothing can be concluded: no answer, or one from a replica that is behind our book.</summary>
    public sealed record NoEvidence : ProbeFinding;

    /// <summary>Our book was the venue's when the request started.</summary>
    public sealed record Confirmed(Instant AsOf) : ProbeFinding;

    /// <summary>The venue's book has moved on; the stream owes what made it move.</summary>
    public sealed record Ahead(long UpdateId) : ProbeFinding;

    /// <summary>At one and the same update id the venue's book and ours differ.</summary>
    public sealed record Different(long UpdateId) : ProbeFinding;
}

/// <summary>
/// Asks the venue for the top of its book when the stream has nothing to say, and tells a market where nothing happens
/// from a stream that does not tell what happens. Mutated in place by its one owner.
/// </summary>
public sealed class BookProbe(StreamSettings settings)
{
    /// <summary>Levels per side; the venue counts up to fifty of them as its smallest request.</summary>
    public const int Levels = 50;

    private static readonly TimeSpan MaxRetry = TimeSpan.FromSeconds(5);

    private Instant? _askedAt;
    private Instant _notBefore;
    private int _request;
    private int _inVain;
    private (Instant AskedAt, VenueTime Stamp)? _before;
    private VenueTime? _newest;

    /// <param name="unexplained">Since the newest change or confirmation of the book.</param>
    /// <param name="usual">Silence that is not worth a question yet.</param>
    public bool IsDue(TimeSpan unexplained, TimeSpan usual, Instant now) =>
        unexplained >= usual && now >= _notBefore && (_askedAt is not { } asked || now - asked >= MaxRetry);

    /// <summary>A question leaves; the number comes back with the answer.</summary>
    public int Ask(Instant now)
    {
        (_askedAt, _notBefore) = (now, now + (settings.ProbeAfter / 2));
        return ++_request;
    }

    /// <summary>The book is another one now: what is under way says nothing of it.</summary>
    public void Forget() => (_request, _askedAt) = (_request + 1, null);

    public ProbeFinding Answered(int request, VenueReply<BookSnapshot> reply, OrderBook book, Instant now)
    {
        if (request != _request || _askedAt is not { } askedAt)
        {
            return new ProbeFinding.NoEvidence(); // given up, or of a book that is gone
        }

        _askedAt = null;
        var finding = reply is VenueReply<BookSnapshot>.Ok(var snapshot) && IsNew(snapshot.EventTime, askedAt)
            ? Compare(snapshot, book, askedAt)
            : new ProbeFinding.NoEvidence();
        _inVain = finding is ProbeFinding.NoEvidence ? Math.Min(_inVain + 1, 8) : 0;
        var pause = (settings.ProbeAfter / 4) * (1 << _inVain);
        pause = pause < MaxRetry ? pause : MaxRetry;
        _notBefore = now + (reply is VenueReply<BookSnapshot>.Failed { Error.RetryAfter: { } wait } ? wait : pause);
        return finding;
    }

    /// <summary>
    /// An answer stamped as if no time had passed since the one before comes from a stopped replica. One that is older
    /// does too, or the venue's clock was set back: the next shows which, for it is measured by this one. Answers that
    /// alternate between stopped replicas never pass the newest of them.
    /// </summary>
    private bool IsNew(VenueTime stamp, Instant askedAt)
    {
        var follows = _before is not var (at, before) || stamp - before >= (askedAt - at) / 2;
        _before = (askedAt, stamp);
        if (!follows || stamp == _newest)
        {
            return false;
        }

        _newest = stamp;
        return true;
    }

    /// <summary>Ids are the venue's, common to all symbols: a later one with the same content is no change.</summary>
    private static ProbeFinding Compare(BookSnapshot snapshot, OrderBook book, Instant askedAt)
    {
        if (snapshot.LastUpdateId < book.LastUpdateId)
        {
            return new ProbeFinding.NoEvidence();
        }

        return book.HasTop(snapshot, Levels) ? new ProbeFinding.Confirmed(askedAt)
            : snapshot.LastUpdateId == book.LastUpdateId ? new ProbeFinding.Different(snapshot.LastUpdateId)
            : new ProbeFinding.Ahead(snapshot.LastUpdateId);
    }
}
