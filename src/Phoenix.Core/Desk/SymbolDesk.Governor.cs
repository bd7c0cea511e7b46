using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Pacing;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Desk;

/// <content>What the venue allows: its limits, the ratios by which it judges orders, and its own verdict.</content>
public sealed partial class SymbolDesk
{
    /// <summary>How often the venue is asked for its verdict.</summary>
    private static readonly TimeSpan VerdictInterval = TimeSpan.FromMinutes(1);

    private readonly Governor _governor;
    private readonly VenueBehaviour _behaviour;
    private readonly CancelBudget _cancels;
    private Instant _nextVerdict;
    private bool _verdictAsked;
    private TradingVerdict _verdict = TradingVerdict.Free;
    private BehaviourLevel _behaviourSaid;

    /// <summary>What only reduces goes on while other orders are kept back, until it meets a limit itself.</summary>
    private Instant _reducesPausedUntil;

    /// <summary>How much quoting the venue's limits leave room for, and why not more.</summary>
    public (Pace Pace, PaceCause Cause) Pace => (_governor.Pace, _governor.Cause);

    /// <summary>The venue's countdown as it was armed last; none before.</summary>
    public TimeSpan Countdown => _armedFor;

    /// <summary>Until when the venue takes only what reduces; null while it takes everything.</summary>
    public VenueTime? LockedUntil => _verdict.IsLocked ? _verdict.Until : null;

    /// <summary>What the account has used of the venue's limits; about once a second.</summary>
    public void OnBudget(BudgetReading used, Instant now, List<DeskEffect> effects)
    {
        var report = _behaviour.Judge(now);
        var before = _governor.Pace;
        _governor.Told(used, report.Level, now);
        if (_governor.Pace != before)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.Paced(
                _governor.Pace, _governor.Cause, (double)_governor.Pressure)));
        }

        if (report.Level > _behaviourSaid)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed($"the venue's ratios: {report.Summary}")));
        }

        _behaviourSaid = report.Level;
        AskVerdict(now, effects);
        AskVolume(now, effects);
    }

    /// <summary>The answer to <see cref="DeskEffect.AskVerdict"/>; a failure says nothing.</summary>
    public void OnVerdict(VenueReply<TradingVerdict> reply, Instant now, List<DeskEffect> effects)
    {
        _verdictAsked = false;
        if (reply is not VenueReply<TradingVerdict>.Ok(var verdict))
        {
            return;
        }

        if (verdict.IsLocked != _verdict.IsLocked)
        {
            _decisionDue = true;
            effects.Add(new DeskEffect.Announce(verdict.IsLocked
                ? new DeskEvent.LockedByVenue(verdict.Until)
                : new DeskEvent.UnlockedByVenue()));
        }

        _verdict = verdict;
        Act(now, effects);
    }

    /// <summary>What reduces has a reserve in every limit, so it goes on until it meets one itself.</summary>
    private void Pause(Instant until, bool forReducing) =>
        (_placesPausedUntil, _reducesPausedUntil) = (until, forReducing ? until : _reducesPausedUntil);

    private void AskVerdict(Instant now, List<DeskEffect> effects)
    {
        if (_verdictAsked || now < _nextVerdict || _drained)
        {
            return;
        }

        (_verdictAsked, _nextVerdict) = (true, now + VerdictInterval);
        effects.Add(new DeskEffect.AskVerdict());
    }

    /// <summary>
    /// A move that only makes a quote a little better may wait: for the order to be old enough, where the venue counts
    /// quick cancels against us, and for the minute's cancels. What waits keeps its place, and the outermost quotes
    /// that were to be placed wait for it, so that no more orders rest than are wanted. While a limit keeps new orders
    /// back, only those that reduce are placed.
    /// </summary>
    private QuoteDiff Restrained(
        QuoteDiff diff, OwnOrder[] open, ImmutableArray<DesiredQuote> desired, Side side, Instant now)
    {
        diff = now < _placesPausedUntil ? diff with { Place = [.. diff.Place.Where(quote => quote.ReduceOnly)] } : diff;
        if (diff.Cancel.IsEmpty)
        {
            return diff;
        }

        var resting = open
            .Where(order => order.Side == side && (diff.Keep.Contains(order.Id) || diff.Cancel.Contains(order.Id)))
            .OrderByDescending(order => order.Price.Ticks * side.Sign())
            .ToArray();
        var waiting = new List<ClientOrderId>();
        for (var i = 0; i < resting.Length; i++)
        {
            if (diff.Cancel.Contains(resting[i].Id) && !MayMove(resting[i], i, desired, now))
            {
                waiting.Add(resting[i].Id);
            }
        }

        return waiting.Count == 0 ? diff : diff with
        {
            Keep = [.. diff.Keep, .. waiting],
            Cancel = diff.Cancel.RemoveRange(waiting),
            Place = diff.Place[..Math.Max(0, diff.Place.Length - waiting.Count)],
        };
    }

    private bool MayMove(OwnOrder order, int rank, ImmutableArray<DesiredQuote> desired, Instant now)
    {
        var purpose = PurposeOf(order, rank, desired);
        if (purpose == CancelPurpose.Cosmetic && now < _placesPausedUntil)
        {
            return false; // nothing could take its place
        }

        return (_behaviourSaid != BehaviourLevel.Slow || _behaviour.MayCancel(purpose, order.SentAt, now))
            && _cancels.TryTake(purpose, now, out _);
    }

    /// <summary>
    /// It must go when no quote is wanted for it, when it is nearer to the market or larger than wanted, or when a
    /// position is being brought home.
    /// </summary>
    private CancelPurpose PurposeOf(OwnOrder order, int rank, ImmutableArray<DesiredQuote> desired) =>
        Mode == QuoteMode.Normal && rank < desired.Length
        && order.Side.Sign() * (order.Price - desired[rank].Price) <= 0
        && order.Remaining <= desired[rank].Quantity
            ? CancelPurpose.Cosmetic
            : CancelPurpose.Risk;

    private void NoteAccepted(ClientOrderId id, Instant now)
    {
        if (_orders.TryGet(id, out var order))
        {
            var intent = order.Intent;
            _behaviour.Placed(
                intent.TimeInForce, intent.Quantity, _instrument.Notional(intent.Price, intent.Quantity), now);
        }
    }

    private void NoteEnded(OrderEffect.Ended ended)
    {
        if (!_orders.TryGet(ended.Id, out var order))
        {
            return;
        }

        if (ended.Phase == OrderPhase.Canceled)
        {
            _behaviour.Canceled(order.Intent.TimeInForce, order.SentAt, order.PhaseSince);
        }
        else if (ended.Phase == OrderPhase.Expired)
        {
            _behaviour.Expired(order.Intent.TimeInForce, order.SentAt);
        }
    }
}
