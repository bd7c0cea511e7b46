using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Core.Desk;

/// <content>The book: what keeps it in sync and what makes it unfit to quote on.</content>
public sealed partial class SymbolDesk
{
    private static readonly TimeSpan SnapshotPacing = TimeSpan.FromMilliseconds(500);

    private Instant _lastFrame;
    private Instant _lastGood;
    private Instant _nextSnapshot;
    private bool _snapshotAsked;
    private bool _decisionDue;

    /// <summary>Since the newest good frame that is in the book.</summary>
    public TimeSpan BookAge(Instant now) => now - _lastGood;

    /// <summary>A frame of the depth stream. A newer epoch than the book's begins a new book.</summary>
    public void OnDepth(Epoch epoch, Instant receivedAt, DepthDiff diff, Instant now, List<DeskEffect> effects)
    {
        if (epoch.CompareTo(_synchronizer.Epoch) > 0)
        {
            StartBook(epoch, now);
        }

        var result = _synchronizer.Accept(epoch, diff);
        if (result is BookInputResult.Ignored)
        {
            return;
        }

        _lastFrame = receivedAt;
        switch (result)
        {
            case BookInputResult.Gap or BookInputResult.BufferOverflow:
                Fault(HaltCauses.BookUnsynchronized, now);
                effects.Add(new DeskEffect.Announce(new DeskEvent.GapFound(epoch)));
                break;
            case BookInputResult.Applied or BookInputResult.Synced:
                Settle(epoch, result == BookInputResult.Synced, now, effects);
                break;
        }

        if (!IsHalted(HaltCauses.BookCrossed))
        {
            effects.Add(new DeskEffect.ReportFrame(epoch, receivedAt, diff.FinalUpdateId));
        }

        JudgeAge(now);
        Act(now, effects);
    }

    /// <summary>The answer to <see cref="DeskEffect.FetchSnapshot"/>.</summary>
    public void OnSnapshot(Epoch epoch, VenueReply<BookSnapshot> reply, Instant now, List<DeskEffect> effects)
    {
        if (epoch != _synchronizer.Epoch)
        {
            return; // asked for by an older incarnation, whose successor asks for itself
        }

        _snapshotAsked = false;
        if (reply is VenueReply<BookSnapshot>.Ok(var snapshot)
            && _synchronizer.Accept(epoch, snapshot) == BookInputResult.Synced)
        {
            Settle(epoch, synchronized: true, now, effects);
        }
        else if (reply is VenueReply<BookSnapshot>.Failed { Error.RetryAfter: { } wait })
        {
            _nextSnapshot = now + wait;
        }

        JudgeAge(now);
        Act(now, effects);
    }

    /// <summary>The connection that carried the depth stream is gone.</summary>
    public void OnMarketDown(Epoch epoch, Instant now, List<DeskEffect> effects)
    {
        if (epoch.CompareTo(_synchronizer.Epoch) < 0)
        {
            return; // its successor already delivers
        }

        Fault(HaltCauses.MarketDataDown | HaltCauses.BookUnsynchronized, now);
        Act(now, effects);
    }

    /// <summary>The stale monitor judged the depth stream too old to quote on.</summary>
    public void OnStale(Epoch epoch, Instant now, List<DeskEffect> effects)
    {
        if (epoch == _synchronizer.Epoch && now - _lastGood >= _settings.Streams.HaltAfter)
        {
            Fault(HaltCauses.BookStale, now);
        }

        Act(now, effects);
    }

    public void OnMark(decimal mark) => Mark = mark;

    private void StartBook(Epoch epoch, Instant now)
    {
        _synchronizer.Reset(epoch);
        _snapshotAsked = false;
        Clear(HaltCauses.MarketDataDown);
        Fault(HaltCauses.BookUnsynchronized, now);
    }

    /// <summary>
    /// The book advanced by good data: its age is that of the newest frame in it, never that of a REST reply. A book
    /// that was lost and is back is not enough to quote on: the account is compared once more, after it.
    /// </summary>
    private void Settle(Epoch epoch, bool synchronized, Instant now, List<DeskEffect> effects)
    {
        _decisionDue = true;
        if (IsHalted(HaltCauses.BookUnsynchronized | HaltCauses.BookStale))
        {
            Unprove(now);
        }

        Clear(HaltCauses.BookUnsynchronized);
        if (synchronized)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.Synchronized(epoch, Book.LastUpdateId)));
        }

        if (Book.IsCrossed || Book.BestBid is null || Book.BestAsk is null)
        {
            Halt(HaltCauses.BookCrossed);
            return;
        }

        Clear(HaltCauses.BookCrossed | HaltCauses.BookStale);
        _lastGood = _lastFrame;
    }

    private void JudgeAge(Instant now)
    {
        if (!IsHalted(HaltCauses.BookUnsynchronized) && now - _lastGood >= _settings.Streams.HaltAfter)
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
        _nextSnapshot = now + SnapshotPacing;
        effects.Add(new DeskEffect.FetchSnapshot(_synchronizer.Epoch));
    }
}
