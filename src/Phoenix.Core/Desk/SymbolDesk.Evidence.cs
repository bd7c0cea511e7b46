using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Desk;

/// <content>Evidence for and against the book, from elsewhere than its own stream.</content>
public sealed partial class SymbolDesk
{
    /// <summary>A second contradiction within this time shows that a new snapshot does not help.</summary>
    private static readonly TimeSpan Relapse = TimeSpan.FromSeconds(30);

    /// <summary>A book that stays crossed for so long is fetched anew, and no more often than that.</summary>
    private static readonly TimeSpan CrossedForGood = TimeSpan.FromSeconds(2);

    private readonly StreamRhythm _rhythm = new();
    private readonly BookProbe _probe;
    private readonly UpdateDebt _debt;
    private readonly EventLag _lag;
    private readonly List<Epoch> _promised = [];
    private readonly MarketStatus _status = new();
    private Instant? _crossedSince;
    private Instant? _staleSince;
    private Instant _limitSaid;
    private Instant _promisedAt;
    private Instant _lastChange;
    private Instant _confirmedAsOf;
    private Instant _lastEvidenceCheck;
    private Instant? _lastResync;
    private long _revision;
    private long _doubtedUpTo;
    private Instant _doubtedAt;

    /// <summary>The newest moment of which it is known that the book was the venue's.</summary>
    private Instant TrueAsOf => _confirmedAsOf > _lastGood ? _confirmedAsOf : _lastGood;

    /// <summary>A connection has the depth stream subscribed; it may have nothing to tell yet.</summary>
    public void OnSubscribed(Epoch epoch, Instant now)
    {
        _promised.Add(epoch);
        _promisedAt = now;
    }

    /// <summary>The answer to <see cref="DeskEffect.ProbeBook"/>.</summary>
    public void OnProbed(int request, VenueReply<BookSnapshot> reply, Instant now, List<DeskEffect> effects)
    {
        if (IsHalted(HaltCauses.BookUnsynchronized))
        {
            _probe.Forget();
        }
        else
        {
            TellOfNoAnswer(reply, now, effects);
            switch (_probe.Answered(request, reply, Book, now))
            {
                case ProbeFinding.Confirmed confirmed:
                    Confirm(confirmed.AsOf, now, effects);
                    WonderIfClosed(_lastChange, now, effects);
                    break;
                case ProbeFinding.Ahead ahead:
                    _debt.Open(ahead.UpdateId, Book.LastUpdateId, now);
                    break;
                case ProbeFinding.Different different:
                    Resync(new Contradiction(
                        DeathCause.FrozenBook,
                        different.UpdateId,
                        $"at update {different.UpdateId} the venue's book is another"), now, effects);
                    break;
            }
        }

        Act(now, effects);
    }

    /// <summary>A silent book that nobody may ask about grows old like a dead one; whoever wonders is told.</summary>
    private void TellOfNoAnswer(VenueReply<BookSnapshot> reply, Instant now, List<DeskEffect> effects)
    {
        if (reply is VenueReply<BookSnapshot>.Failed { Error: { Failure: VenueFailure.RateLimited } limit }
            && (_limitSaid == default || now - _limitSaid >= Relapse))
        {
            _limitSaid = now;
            effects.Add(new DeskEffect.Announce(
                new DeskEvent.Alarmed($"its silent book cannot be compared: {limit}")));
        }
    }

    /// <summary>The answer to <see cref="DeskEffect.AskStatus"/>.</summary>
    public void OnStatus(VenueReply<SymbolStatus> reply, Instant now, List<DeskEffect> effects)
    {
        _status.Answered(reply, now);
        if (_status.IsClosed && !IsHalted(HaltCauses.MarketClosed))
        {
            Fault(HaltCauses.MarketClosed, now);
            effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed($"the venue does not trade it: {_status.Word}")));
        }
        else if (!_status.IsClosed && IsHalted(HaltCauses.MarketClosed))
        {
            Clear(HaltCauses.MarketClosed);
            Unprove(now);
        }

        Act(now, effects);
    }

    /// <summary>A frame advanced the book; whether it changed it says the book's revision.</summary>
    private void NoteAdvance(Instant receivedAt, Instant now, List<DeskEffect> effects)
    {
        var changed = Book.Revision != _revision;
        _revision = Book.Revision;
        if (changed)
        {
            _lastChange = receivedAt;
            _rhythm.Arrived(receivedAt);
        }

        if (_debt.Paid(Book.LastUpdateId, changed) is { } frozen)
        {
            Resync(frozen, now, effects);
        }
    }

    /// <summary>Frames that bring news but were old when they came.</summary>
    private void JudgeLag(DepthDiff diff, Instant receivedAt, Instant now, List<DeskEffect> effects)
    {
        if (_lag.Arrived(diff.FinalUpdateId, diff.EventTime, receivedAt) is { } late)
        {
            Doubt(late, now, effects);
        }
    }

    private void WonderIfClosed(Instant since, Instant now, List<DeskEffect> effects)
    {
        if (_status.Asks(since, now))
        {
            effects.Add(new DeskEffect.AskStatus());
        }
    }

    private void JudgeEvidence(Instant now, List<DeskEffect> effects)
    {
        if (_status.IsClosed)
        {
            WonderIfClosed(now, now, effects);
        }

        var wasAway = now - _lastEvidenceCheck > 20 * _settings.Streams.CheckInterval;
        _lastEvidenceCheck = now;
        if (_lag.AsksClock(now))
        {
            effects.Add(new DeskEffect.MeasureClock());
        }

        if (IsHalted(HaltCauses.BookUnsynchronized | HaltCauses.MarketDataDown))
        {
            _debt.Forgive();
            BeginQuiet(now);
            return;
        }

        if (RefetchOwed(now, effects) || StartsOver(now, effects))
        {
            return;
        }

        if (!Book.IsCrossed)
        {
            _crossedSince = null;
        }
        else if (now - (_crossedSince ??= now) >= CrossedForGood)
        {
            _crossedSince = now;
            _synchronizer.Discard();
            Fault(HaltCauses.BookUnsynchronized, now);
            effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(
                $"crossed for {CrossedForGood.TotalSeconds:0.#} s: the book is fetched anew")));
            return;
        }

        if (wasAway)
        {
            _debt.Excuse(now);
        }

        if (_debt.Overdue(Book.LastUpdateId, now) is { } contradiction)
        {
            Doubt(contradiction, now, effects);
        }

        var half = _settings.Streams.HaltAfter / 2;
        var isConfirmed = _confirmedAsOf > _lastChange;
        var usual = isConfirmed ? half : _rhythm.Unusual(_settings.Streams.ProbeAfter, half);
        var since = isConfirmed ? _confirmedAsOf : _lastChange;
        if (!_debt.IsPending(Book.LastUpdateId, now) && _probe.IsDue(now - since, usual, now))
        {
            effects.Add(new DeskEffect.ProbeBook(_probe.Ask(now), BookProbe.Levels));
        }
    }

    /// <summary>
    /// A book that stays stale although its connections were replaced, or prove alive by what it takes for duplicates,
    /// may be measured by ids that the venue has left behind: everything is asked for anew, now and then.
    /// </summary>
    private bool StartsOver(Instant now, List<DeskEffect> effects)
    {
        if (!IsHalted(HaltCauses.BookStale))
        {
            _staleSince = null;
            return false;
        }

        var patience = (2 * _settings.Streams.DeadAfter) - _settings.Streams.HaltAfter;
        if (now - (_staleSince ??= now) < patience)
        {
            return false;
        }

        _staleSince = now;
        _synchronizer.StartOver();
        ForgetIds();
        Fault(HaltCauses.BookUnsynchronized, now);
        effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(
            $"stale for {patience.TotalSeconds:0.#} s: the book is fetched anew, whatever its ids")));
        return true;
    }

    /// <summary>The next book may count from elsewhere: nothing told by the ids of the last measures it.</summary>
    private void ForgetIds()
    {
        _probe.Forget();
        _debt.Forgive();
        _lag.Forget();
        _trades.Forget();
        _quotes.StartOver();
        _lastPrint = 0;
    }

    /// <summary>
    /// The stream is subscribed and silent: the book begins with a snapshot, and is quoted on once a comparison shows
    /// that there was nothing to tell.
    /// </summary>
    private void BeginQuiet(Instant now)
    {
        if (_synchronizer.FeedCount > 0 || _promised.Count == 0 || now - _promisedAt < _settings.Streams.ProbeAfter)
        {
            return;
        }

        foreach (var epoch in _promised)
        {
            Attach(epoch, now);
        }

        _synchronizer.ExpectSilence();
    }

    private void Confirm(Instant asOf, Instant now, List<DeskEffect> effects)
    {
        if (Book.IsCrossed || asOf <= TrueAsOf)
        {
            return;
        }

        _debt.Forgive();
        _confirmedAsOf = asOf;
        _doubtedUpTo = 0;
        if (now - asOf < _settings.Streams.HaltAfter)
        {
            var stays = _lag.IsLate || IsContradicted(now);
            var ended = HaltCauses.BookStale | (stays ? HaltCauses.None : HaltCauses.BookDoubted);
            _nextPicture = IsHalted(ended) ? now : _nextPicture;
            Clear(ended);
            _decisionDue = true;
        }

        effects.Add(new DeskEffect.ReportConfirmed(asOf));
    }

    /// <summary>The stream is at fault: it is replaced, and until then nothing is quoted.</summary>
    private void Doubt(Contradiction contradiction, Instant now, List<DeskEffect> effects)
    {
        if (!IsHalted(HaltCauses.BookDoubted))
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.BookContradicted(contradiction)));
        }

        (_doubtedUpTo, _doubtedAt) = (contradiction.UpdateId, now);
        Fault(HaltCauses.BookDoubted, now);
        effects.Add(new DeskEffect.AccuseStream(contradiction.Cause, contradiction.Evidence));
    }

    /// <summary>The book may be ours to mend: a new snapshot first, another connection if that did not help.</summary>
    private void Resync(Contradiction contradiction, Instant now, List<DeskEffect> effects)
    {
        if (_lastResync is { } last && now - last < Relapse)
        {
            Doubt(contradiction, now, effects);
        }
        else
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.BookContradicted(contradiction)));
        }

        _lastResync = now;
        _debt.Forgive();
        _trades.Forget();
        _quotes.Forget();
        _synchronizer.Discard();
        Fault(HaltCauses.BookUnsynchronized, now);
    }
}
