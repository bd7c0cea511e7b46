using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Books;

/// <summary>Where a book stands between diff stream and snapshot. Only a synchronised one may be quoted on.</summary>
public enum BookSyncState
{
    /// <summary>Waiting for the first frame of the stream: a snapshot taken before it could not be bridged.</summary>
    WaitingForDiff,

    /// <summary>Frames are being buffered; waiting for a snapshot that they bridge.</summary>
    AwaitingSnapshot,

    /// <summary>The book is the venue's book as of <see cref="OrderBook.LastUpdateId"/>.</summary>
    Synced,
}

/// <summary>What became of a frame or snapshot.</summary>
public enum BookInputResult
{
    /// <summary>Kept until a snapshot comes.</summary>
    Buffered,

    Applied,

    /// <summary>Good, but a sibling brought it first.</summary>
    Duplicate,

    /// <summary>Kept: frames before it are missing, and a sibling may still bring them.</summary>
    Held,

    /// <summary>Of a feed that is not listened to, or not newer than what that feed brought before.</summary>
    Ignored,

    /// <summary>Frames are missing that no feed can bring: the book is void, what is left is buffered.</summary>
    Gap,

    /// <summary>The snapshot ends before the oldest buffered frame begins; the buffer stays, ask again.</summary>
    SnapshotTooOld,

    /// <summary>Nobody waits for this snapshot.</summary>
    SnapshotIgnored,

    /// <summary>The snapshot was bridged and the buffer replayed.</summary>
    Synced,

    /// <summary>More frames than the buffer may hold; it starts over with this frame.</summary>
    BufferOverflow,
}

/// <summary>
/// Joins a snapshot and the same diff stream over one or several connections ("feeds") to one book in which every
/// update counts once: the first arrival wins, the others are duplicates, and what one feed lost another one fills. It
/// notices when that stops being possible. Frames are buffered first and the snapshot is fetched after, never the
/// other way round. Owned by one writer; see docs/protocols/binance-usdm.md for the venue's procedure.
/// </summary>
/// <remarks>
/// A frame holds every change in (<c>pu</c>, <c>u</c>] as absolute quantities, so it continues any book whose id L
/// satisfies <c>pu ≤ L &lt; u</c>, whichever feed brought it and wherever the feeds cut their frames. A feed is in
/// order in itself: once it has delivered an id beyond L it can no longer fill a hole at L.
/// </remarks>
public sealed class BookSynchronizer
{
    private const int RememberedEpochs = 16;

    private readonly int _bufferLimit;
    private readonly int _snapshotLevels;
    private readonly List<Feed> _feeds = [];
    private readonly Queue<Epoch> _detached = new(RememberedEpochs);

    /// <summary>By final id: the buffer while a snapshot is awaited, the frames behind a hole otherwise.</summary>
    private readonly List<DepthDiff> _pending = [];

    /// <summary>Final id of the frame behind the hole that was last abandoned.</summary>
    private long _abandonedBefore;

    /// <summary>The deepest prices the snapshot told; null where it told all there were.</summary>
    private (Price? Bid, Price? Ask) _cover;

    /// <summary>Whether the book is the bare snapshot, which the documented procedure lets a frame overlap.</summary>
    private bool _isBare;

    /// <param name="bufferLimit">Frames kept while waiting for a snapshot, at least 1; 1024 are 100 s of them.</param>
    /// <param name="snapshotLevels">What is asked for per side; a side of a snapshot with fewer is complete.</param>
    public BookSynchronizer(int bufferLimit = 1024, int snapshotLevels = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferLimit, 1);
        (_bufferLimit, _snapshotLevels) = (bufferLimit, snapshotLevels);
    }

    /// <summary>Empty unless <see cref="State"/> is <see cref="BookSyncState.Synced"/>.</summary>
    public OrderBook Book { get; } = new();

    public BookSyncState State { get; private set; }

    /// <summary>Feeds that are listened to.</summary>
    public int FeedCount => _feeds.Count;

    /// <summary>Whether a snapshot would help now. That one is already on its way is for the caller to know.</summary>
    public bool WantsSnapshot => State == BookSyncState.AwaitingSnapshot;

    /// <summary>Whether newer frames wait for one that only a lagging feed can still bring.</summary>
    public bool HasHole => State == BookSyncState.Synced && _pending.Count > 0;

    public long Applied { get; private set; }

    /// <summary>Frames that a sibling had brought before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Breaks of the chain that no feed could fill: each voided the book or the buffer.</summary>
    public long Gaps { get; private set; }

    /// <summary>Frames of feeds that are not listened to.</summary>
    public long IgnoredEpochs { get; private set; }

    /// <summary>Frames that brought nothing their own feed had not brought.</summary>
    public long Ignored { get; private set; }

    public long SnapshotsTooOld { get; private set; }

    public long SnapshotsIgnored { get; private set; }

    public long Overflows { get; private set; }

    /// <summary>Listens to a feed; one that was detached is never listened to again.</summary>
    /// <returns>False when it was detached before.</returns>
    public bool Attach(Epoch feed)
    {
        if (_detached.Contains(feed))
        {
            return false;
        }

        if (!IsAttached(feed))
        {
            _feeds.Add(new Feed(feed, 0));
        }

        return true;
    }

    public bool IsAttached(Epoch feed) => IndexOf(feed) >= 0;

    /// <summary>
    /// The feed has ended. Without any feed the book is void; with a sibling it goes on, unless frames are missing
    /// that only the ended feed could have brought.
    /// </summary>
    /// <returns>Whether the book was lost by it.</returns>
    public bool Detach(Epoch feed)
    {
        if (_detached.Count == RememberedEpochs)
        {
            _detached.Dequeue();
        }

        _detached.Enqueue(feed);
        if (IndexOf(feed) is var index and >= 0)
        {
            _feeds.RemoveAt(index);
        }

        if (_feeds.Count > 0)
        {
            return DropBeforeHole();
        }

        var wasLost = State == BookSyncState.Synced;
        _pending.Clear();
        Book.Clear();
        State = BookSyncState.WaitingForDiff;
        return wasLost;
    }

    /// <summary>Takes a frame of a feed's diff stream.</summary>
    public BookInputResult Accept(Epoch feed, DepthDiff diff)
    {
        var index = IndexOf(feed);
        if (index < 0)
        {
            IgnoredEpochs++;
            return BookInputResult.Ignored;
        }

        if (diff.FinalUpdateId <= _feeds[index].LastId)
        {
            Ignored++;
            return BookInputResult.Ignored;
        }

        _feeds[index] = new Feed(feed, diff.FinalUpdateId);
        return State == BookSyncState.Synced ? Continue(diff) : Buffer(diff);
    }

    /// <summary>Takes a snapshot, whenever it was asked for: its id says what it is.</summary>
    public BookInputResult Accept(BookSnapshot snapshot)
    {
        if (State != BookSyncState.AwaitingSnapshot)
        {
            SnapshotsIgnored++;
            return BookInputResult.SnapshotIgnored;
        }

        // Frames that end at or before the snapshot are already in it. When nothing follows, the snapshot is ahead of
        // the stream, unless frames that were dropped with the last book say otherwise: then it is the venue's book,
        // and the next frame decides whether the two meet.
        var first = _pending.FindIndex(frame => frame.FinalUpdateId > snapshot.LastUpdateId);
        if (first < 0
            ? _feeds.Exists(feed => feed.LastId > snapshot.LastUpdateId)
            : !Continues(_pending[first], snapshot.LastUpdateId, isBare: true))
        {
            SnapshotsTooOld++;
            return BookInputResult.SnapshotTooOld;
        }

        _pending.RemoveRange(0, first < 0 ? _pending.Count : first);
        Book.Load(snapshot);
        _cover = (DeepestOf(snapshot.Bids), DeepestOf(snapshot.Asks));
        _isBare = true;
        State = BookSyncState.Synced;
        Drain();
        return BookInputResult.Synced;
    }

    /// <summary>
    /// Waits no longer for what is missing: the book is void, what came after it is kept. A hole before the same frame
    /// a second time shows that the frame is no measure: a snapshot from behind it was taken meanwhile.
    /// </summary>
    public void AbandonHole()
    {
        if (!HasHole)
        {
            return;
        }

        Gaps++;
        var isAgain = _pending[0].FinalUpdateId == _abandonedBefore;
        _abandonedBefore = _pending[0].FinalUpdateId;
        if (isAgain)
        {
            StartOver();
        }
        else
        {
            Void(0);
        }
    }

    /// <summary>
    /// The stream is subscribed and has nothing to tell: a snapshot will do, which its first frame must continue.
    /// </summary>
    public void ExpectSilence()
    {
        if (State == BookSyncState.WaitingForDiff && _feeds.Count > 0)
        {
            State = BookSyncState.AwaitingSnapshot;
        }
    }

    /// <summary>The book is not believed any more: it is void until the next snapshot.</summary>
    public void Discard()
    {
        if (State == BookSyncState.Synced)
        {
            Void(0);
        }
    }

    /// <summary>
    /// What the feeds delivered is no measure any more: ids that went back, or one that ran far ahead, would make all
    /// that follows look old for ever. The next snapshot counts, whatever its id.
    /// </summary>
    public void StartOver()
    {
        if (_feeds.Count == 0)
        {
            return;
        }

        for (var i = 0; i < _feeds.Count; i++)
        {
            _feeds[i] = new Feed(_feeds[i].Epoch, 0);
        }

        Void(_pending.Count);
    }

    private int IndexOf(Epoch feed)
    {
        for (var i = 0; i < _feeds.Count; i++)
        {
            if (_feeds[i].Epoch == feed)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Continues(DepthDiff diff, long id, bool isBare) =>
        diff.FinalUpdateId > id
        && (diff.PreviousUpdateId <= id || (isBare && diff.FirstUpdateId <= id));

    private BookInputResult Continue(DepthDiff diff)
    {
        if (diff.FinalUpdateId <= Book.LastUpdateId)
        {
            Duplicates++;
            return BookInputResult.Duplicate;
        }

        if (Continues(diff, Book.LastUpdateId, _isBare))
        {
            Apply(diff);
            Drain();
            return IsBeyondCover() ? Uncover() : BookInputResult.Applied;
        }

        return Keep(diff, BookInputResult.Held);
    }

    private BookInputResult Buffer(DepthDiff diff)
    {
        State = BookSyncState.AwaitingSnapshot;
        return Keep(diff, BookInputResult.Buffered);
    }

    /// <summary>Even a frame that is kept already tells that its feed has passed a hole before it.</summary>
    private BookInputResult Keep(DepthDiff diff, BookInputResult kept)
    {
        var isNew = Insert(diff);
        if (!isNew)
        {
            Duplicates++;
        }

        return DropBeforeHole() ? BookInputResult.Gap
            : !isNew ? BookInputResult.Duplicate
            : _pending.Count > _bufferLimit ? Overflow(diff)
            : kept;
    }

    private Price? DeepestOf(ImmutableArray<BookLevel> side) =>
        side.Length < _snapshotLevels ? null : side[^1].Price;

    /// <summary>
    /// Levels deeper than the snapshot are known only once they change, so a best price out there may not be the best.
    /// </summary>
    private bool IsBeyondCover() =>
        Book.BestBid?.Price < _cover.Bid || Book.BestAsk?.Price > _cover.Ask;

    private BookInputResult Uncover()
    {
        Gaps++;
        Void(0);
        return BookInputResult.Gap;
    }

    private BookInputResult Overflow(DepthDiff diff)
    {
        Overflows++;
        Void(_pending.Count);
        _pending.Add(diff);
        return BookInputResult.BufferOverflow;
    }

    private void Apply(DepthDiff diff)
    {
        Book.Apply(diff);
        _isBare = false;
        Applied++;
    }

    /// <summary>Applies what waits and now continues the book.</summary>
    private void Drain()
    {
        var done = 0;
        while (done < _pending.Count)
        {
            var frame = _pending[done];
            if (frame.FinalUpdateId > Book.LastUpdateId)
            {
                if (!Continues(frame, Book.LastUpdateId, _isBare))
                {
                    break;
                }

                Apply(frame);
            }

            done++;
        }

        _pending.RemoveRange(0, done);
    }

    /// <summary>Keeps the frames in order; false when one with the same end is there.</summary>
    private bool Insert(DepthDiff diff)
    {
        var at = _pending.Count;
        while (at > 0 && _pending[at - 1].FinalUpdateId > diff.FinalUpdateId)
        {
            at--;
        }

        if (at > 0 && _pending[at - 1].FinalUpdateId == diff.FinalUpdateId)
        {
            return false;
        }

        _pending.Insert(at, diff);
        return true;
    }

    /// <summary>
    /// Looks for frames that are missing and that no feed can bring any more. Everything before them is worthless.
    /// </summary>
    private bool DropBeforeHole()
    {
        var first = State == BookSyncState.Synced ? 0 : 1;
        for (var i = _pending.Count - 1; i >= first; i--)
        {
            var reach = i == 0 ? Book.LastUpdateId : _pending[i - 1].FinalUpdateId;
            if (_pending[i].PreviousUpdateId > reach && !CanBeFilled(reach))
            {
                Gaps++;
                Void(i);
                return true;
            }
        }

        return false;
    }

    private bool CanBeFilled(long reach)
    {
        foreach (var feed in _feeds)
        {
            if (feed.LastId > 0 && feed.LastId <= reach)
            {
                return true;
            }
        }

        return false;
    }

    private void Void(int dropped)
    {
        _pending.RemoveRange(0, dropped);
        Book.Clear();
        State = BookSyncState.AwaitingSnapshot;
    }

    /// <param name="LastId">Of its newest frame; 0 before the first.</param>
    private readonly record struct Feed(Epoch Epoch, long LastId);
}
