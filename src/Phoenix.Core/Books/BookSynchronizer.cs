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

    /// <summary>Of another epoch, or older than what the book or the buffer already has.</summary>
    Ignored,

    /// <summary>The chain of ids is broken: the book is void at this frame, which starts the new buffer.</summary>
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
/// Joins a snapshot and a diff stream to one book in which every update counts once, and notices when that stops
/// being true. Frames are buffered first and the snapshot is fetched after, never the other way round. Only the
/// epoch given to <see cref="Reset"/> is listened to. Owned by one writer; see docs/protocols/binance-usdm.md for
/// the venue's procedure.
/// </summary>
/// <remarks>
/// A frame holds every change in (<c>pu</c>, <c>u</c>], so it continues any book whose id L satisfies
/// <c>pu ≤ L ≤ u</c>. That covers both starts the venue's ids allow, <c>U ≤ L ≤ u</c> and <c>pu == L</c>, and also
/// an L between <c>pu</c> and <c>U</c>, where ids belong to other symbols only.
/// </remarks>
public sealed class BookSynchronizer
{
    private readonly int _bufferLimit;
    private readonly List<DepthDiff> _buffer = [];

    /// <summary>Whether the book still is the bare snapshot, which the next frame may overlap.</summary>
    private bool _isBare;

    /// <param name="bufferLimit">Frames kept while waiting for a snapshot, at least 1; 1024 are 100 s of them.</param>
    public BookSynchronizer(int bufferLimit = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferLimit, 1);
        _bufferLimit = bufferLimit;
    }

    /// <summary>Empty unless <see cref="State"/> is <see cref="BookSyncState.Synced"/>.</summary>
    public OrderBook Book { get; } = new();

    public BookSyncState State { get; private set; }

    /// <summary>The stream incarnation that is listened to.</summary>
    public Epoch Epoch { get; private set; }

    /// <summary>Whether a snapshot would help now. That one is already on its way is for the caller to know.</summary>
    public bool WantsSnapshot => State == BookSyncState.AwaitingSnapshot;

    public long Applied { get; private set; }

    /// <summary>Breaks of the chain of ids.</summary>
    public long Gaps { get; private set; }

    /// <summary>Frames and snapshots of another epoch.</summary>
    public long IgnoredEpochs { get; private set; }

    /// <summary>Frames of this epoch that brought nothing new.</summary>
    public long Ignored { get; private set; }

    public long SnapshotsTooOld { get; private set; }

    public long SnapshotsIgnored { get; private set; }

    public long Overflows { get; private set; }

    /// <summary>A new stream incarnation: everything of the old one is forgotten; the counters go on.</summary>
    public void Reset(Epoch epoch)
    {
        Epoch = epoch;
        _buffer.Clear();
        Book.Clear();
        _isBare = false;
        State = BookSyncState.WaitingForDiff;
    }

    /// <summary>Takes a frame of the diff stream.</summary>
    public BookInputResult Accept(Epoch epoch, DepthDiff diff)
    {
        if (epoch != Epoch)
        {
            IgnoredEpochs++;
            return BookInputResult.Ignored;
        }

        return State switch
        {
            BookSyncState.WaitingForDiff => StartBuffer(diff, BookInputResult.Buffered),
            BookSyncState.AwaitingSnapshot => Buffer(diff),
            _ => Continue(diff),
        };
    }

    /// <summary>Takes the reply to a snapshot request that was sent in <paramref name="epoch"/>.</summary>
    public BookInputResult Accept(Epoch epoch, BookSnapshot snapshot)
    {
        if (epoch != Epoch)
        {
            IgnoredEpochs++;
            return BookInputResult.SnapshotIgnored;
        }

        if (State != BookSyncState.AwaitingSnapshot)
        {
            SnapshotsIgnored++;
            return BookInputResult.SnapshotIgnored;
        }

        // Frames that end at or before the snapshot are already in it. The buffer itself has no gap, so what follows
        // is replayed if its first frame continues the snapshot. When nothing follows, the snapshot is ahead of the
        // stream: it is the venue's book, and the next frame decides whether the two meet.
        var first = 0;
        while (first < _buffer.Count && _buffer[first].FinalUpdateId <= snapshot.LastUpdateId)
        {
            first++;
        }

        if (first < _buffer.Count && _buffer[first].PreviousUpdateId > snapshot.LastUpdateId
            && _buffer[first].FirstUpdateId > snapshot.LastUpdateId)
        {
            SnapshotsTooOld++;
            return BookInputResult.SnapshotTooOld;
        }

        Book.Load(snapshot);
        _isBare = first == _buffer.Count;
        for (var i = first; i < _buffer.Count; i++)
        {
            Book.Apply(_buffer[i]);
            Applied++;
        }

        _buffer.Clear();
        State = BookSyncState.Synced;
        return BookInputResult.Synced;
    }

    private BookInputResult Continue(DepthDiff diff)
    {
        if (diff.FinalUpdateId <= Book.LastUpdateId)
        {
            Ignored++;
            return BookInputResult.Ignored;
        }

        var continues = diff.PreviousUpdateId == Book.LastUpdateId
            || (_isBare && (diff.PreviousUpdateId < Book.LastUpdateId || diff.FirstUpdateId <= Book.LastUpdateId));
        if (!continues)
        {
            Gaps++;
            Book.Clear();
            return StartBuffer(diff, BookInputResult.Gap);
        }

        Book.Apply(diff);
        _isBare = false;
        Applied++;
        return BookInputResult.Applied;
    }

    private BookInputResult Buffer(DepthDiff diff)
    {
        var last = _buffer[^1];
        if (diff.FinalUpdateId <= last.FinalUpdateId)
        {
            Ignored++;
            return BookInputResult.Ignored;
        }

        if (diff.PreviousUpdateId != last.FinalUpdateId)
        {
            Gaps++;
            return StartBuffer(diff, BookInputResult.Gap);
        }

        if (_buffer.Count == _bufferLimit)
        {
            Overflows++;
            return StartBuffer(diff, BookInputResult.BufferOverflow);
        }

        _buffer.Add(diff);
        return BookInputResult.Buffered;
    }

    private BookInputResult StartBuffer(DepthDiff diff, BookInputResult result)
    {
        _buffer.Clear();
        _buffer.Add(diff);
        _isBare = false;
        State = BookSyncState.AwaitingSnapshot;
        return result;
    }
}
