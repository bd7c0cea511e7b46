using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Core.Desk;

/// <content>The book: what keeps it in sync and what makes it unfit to quote on.</content>
public sealed partial class SymbolDesk
{
    private const int PatientSnapshots = 4;

    private static readonly TimeSpan SnapshotPacing = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan MaxSnapshotDelay = TimeSpan.FromSeconds(5);

    private Instant _lastFrame;
    private Instant _lastGood;
    private Instant? _holeSince;
    private Instant _nextSnapshot;
    private int _snapshotRequest;
    private int _snapshotsInVain;
    private bool _snapshotAsked;
    private bool _decisionDue;

    /// <summary>
    /// Since the book was last known to be the venue's: by its newest good frame, or by a comparison.
    /// </summary>
    public TimeSpan BookAge(Instant now) => now - TrueAsOf;

    /// <summary>A frame of the depth stream over one of its connections; the first one attaches it.</summary>
    public void OnDepth(Epoch epoch, Instant receivedAt, DepthDiff diff, Instant now, List<DeskEffect> effects)
    {
        if (!Attach(epoch, now))
        {
            return;
        }

        var result = _synchronizer.Accept(epoch, diff);
        switch (result)
        {
            case BookInputResult.Ignored:
                return;
            case BookInputResult.Gap or BookInputResult.BufferOverflow:
                _lastFrame = _lag.HappenedBy(diff.FinalUpdateId, diff.EventTime, receivedAt);
                LoseBook(now, effects);
                break;
            case BookInputResult.Applied:
                _lastFrame = _lag.HappenedBy(diff.FinalUpdateId, diff.EventTime, receivedAt);
                JudgeLag(diff, receivedAt, now, effects);
                Settle(diff.EventTime, now);
                NoteAdvance(receivedAt, now, effects);
                JudgeTouch(now, effects);
                JudgePause(diff.EventTime, receivedAt, now);
                break;
            case BookInputResult.Buffered:
                _lastFrame = _lag.HappenedBy(diff.FinalUpdateId, diff.EventTime, receivedAt);
                break;
        }

        if (!IsHalted(HaltCauses.BookCrossed))
        {
            var isNew = result == BookInputResult.Applied;
            effects.Add(new DeskEffect.ReportFrame(epoch, receivedAt, diff.FinalUpdateId, isNew));
        }

        JudgeHole(now, effects);
        Act(now, effects);
    }

    /// <summary>The answer to <see cref="DeskEffect.FetchSnapshot"/>.</summary>
    public void OnSnapshot(int request, VenueReply<BookSnapshot> reply, Instant now, List<DeskEffect> effects)
    {
        if (request != _snapshotRequest)
        {
            return; // a later one is on its way
        }

        _snapshotAsked = false;
        if (reply is VenueReply<BookSnapshot>.Ok(var snapshot)
            && _synchronizer.Accept(snapshot) == BookInputResult.Synced)
        {
            Settle(snapshot.EventTime, now);
            (_lastChange, _snapshotsInVain) = (now, 0);
            effects.Add(new DeskEffect.Announce(new DeskEvent.Synchronized(Book.LastUpdateId)));
        }
        else if (reply is VenueReply<BookSnapshot>.Failed { Error.RetryAfter: { } wait })
        {
            _nextSnapshot = now + AtLeastRetry(wait);
        }

        Act(now, effects);
    }

    /// <summary>A connection that carried the depth stream is gone; a sibling carries on.</summary>
    public void OnMarketDown(Epoch epoch, Instant now, List<DeskEffect> effects)
    {
        _promised.Remove(epoch);
        if (_synchronizer.IsAttached(epoch))
        {
            _promised.ForEach(sibling => Attach(sibling, now)); // they carry on, though they had nothing to tell yet
        }

        var lost = _synchronizer.Detach(epoch);
        if (_synchronizer.FeedCount == 0)
        {
            Fault(HaltCauses.MarketDataDown | HaltCauses.BookUnsynchronized, now);
            _snapshotAsked = false; // what is on its way was asked for the book that is gone
        }
        else if (lost)
        {
            LoseBook(now, effects);
        }

        Act(now, effects);
    }

    /// <summary>The stale monitor judged the depth stream of a connection too old to quote on.</summary>
    public void OnStale(Epoch epoch, Instant now, List<DeskEffect> effects)
    {
        if (_synchronizer.IsAttached(epoch) && BookAge(now) >= _settings.Streams.HaltAfter)
        {
            Fault(HaltCauses.BookStale, now);
        }

        Act(now, effects);
    }

    /// <summary>False for a connection that has ended.</summary>
    private bool Attach(Epoch epoch, Instant now)
    {
        if (_synchronizer.IsAttached(epoch))
        {
            return true;
        }

        var isFirst = _synchronizer.FeedCount == 0;
        if (!_synchronizer.Attach(epoch))
        {
            return false;
        }

        Clear(HaltCauses.MarketDataDown);
        if (isFirst)
        {
            ForgetIds();
            _snapshotsInVain = 0;
            Fault(HaltCauses.BookUnsynchronized, now);
        }

        return true;
    }

    private void LoseBook(Instant now, List<DeskEffect> effects)
    {
        Fault(HaltCauses.BookUnsynchronized, now);
        effects.Add(new DeskEffect.Announce(new DeskEvent.GapFound()));
    }

    /// <summary>
    /// The book advanced by good data: it is as old as the newest frame in it, which is as old as its stamp and never
    /// younger than its arrival; a REST reply makes nothing younger. A book that was lost and is back is not enough to
    /// quote on: the account is compared once more, after it.
    /// </summary>
    private void Settle(VenueTime stamped, Instant now)
    {
        _decisionDue = true;
        var isWhole = !Book.IsCrossed && Book.BestBid is not null && Book.BestAsk is not null;
        if (isWhole)
        {
            _lastGood = _lastFrame;
            var (bid, ask) = (Book.BestBid!.Value.Price, Book.BestAsk!.Value.Price);
            _trades.Touched(bid, ask, stamped);
            _signals.Touched(bid, ask, now);
            Books.Touched(bid, ask, now);
            Queues.Advanced(_orders.Open, Book, now);
        }

        var isYoung = isWhole && BookAge(now) < _settings.Streams.HaltAfter;
        var isPast = Book.LastUpdateId >= _doubtedUpTo || now - _doubtedAt >= Relapse; // the ids may have gone back
        var isBeyondDoubt = isPast && !_lag.IsLate && !IsContradicted(now);
        if (IsHalted(HaltCauses.BookUnsynchronized))
        {
            _signals.Resynchronized();
        }

        var ended = HaltCauses.BookUnsynchronized
            | (isYoung ? HaltCauses.BookStale : HaltCauses.None)
            | (isBeyondDoubt ? HaltCauses.BookDoubted : HaltCauses.None);
        if (IsHalted(ended))
        {
            Unprove(now);
        }

        Clear(ended | (isWhole ? HaltCauses.BookCrossed : HaltCauses.None));
        if (!isWhole)
        {
            Halt(HaltCauses.BookCrossed);
        }
    }

    /// <summary>Newer frames wait for one that only a lagging sibling can bring, but not for long.</summary>
    private void JudgeHole(Instant now, List<DeskEffect> effects)
    {
        if (!_synchronizer.HasHole)
        {
            _holeSince = null;
        }
        else if (now - (_holeSince ??= now) >= _settings.Streams.BehindSuspectAfter)
        {
            _holeSince = null;
            _synchronizer.AbandonHole();
            LoseBook(now, effects);
        }
    }

    /// <summary>Asked whatever it is that the desk is about to act on: time passes without a frame, too.</summary>
    private void JudgeAge(Instant now)
    {
        if (!IsHalted(HaltCauses.BookUnsynchronized) && BookAge(now) >= _settings.Streams.HaltAfter)
        {
            Fault(HaltCauses.BookStale, now);
        }
    }

    private void RequestSnapshot(Instant now, List<DeskEffect> effects)
    {
        if (!_synchronizer.WantsSnapshot
            || _snapshotAsked
            || now < _nextSnapshot
            || IsHalted(HaltCauses.MarketDataDown))
        {
            return;
        }

        _snapshotAsked = true;
        _nextSnapshot = now + SnapshotDelay();
        effects.Add(new DeskEffect.FetchSnapshot(++_snapshotRequest));
    }

    /// <summary>A snapshot is expensive: while none helps it is asked for less often, others need the budget.</summary>
    private TimeSpan SnapshotDelay()
    {
        var delay = SnapshotPacing * Doubling(_snapshotsInVain++ - PatientSnapshots);
        return delay < MaxSnapshotDelay ? delay : MaxSnapshotDelay;
    }
}
