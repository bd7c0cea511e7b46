using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Desk;

/// <content>The account: the user stream, and the comparison with what the venue says on request.</content>
public sealed partial class SymbolDesk
{
    private const int PatientPictures = 4;

    private static readonly TimeSpan MaxPictureDelay = TimeSpan.FromSeconds(5);

    /// <summary>Fills that REST showed first; the user stream owes them within the echo time.</summary>
    private readonly SortedDictionary<TradeId, Instant> _owedFills = [];
    private Epoch _userEpoch;
    private bool _userProven;
    private Epoch _reconciledEpoch;
    private Instant _nextPicture;
    private Instant _noPictureBefore;
    private bool _pictureAsked;
    private int _picturesInVain;
    private bool _adopted;

    /// <summary>Every fill up to this one is known to be counted; a later one the stream may have skipped.</summary>
    private TradeId? _confirmedTrade;
    private int _mismatches;
    private Position? _streamPosition;
    private Instant _streamPositionAt;
    private VenueTime _streamPositionTime;

    public void OnUserUp(Epoch epoch, Instant now, List<DeskEffect> effects)
    {
        (_userEpoch, _userProven, _userProvenAt) = (epoch, false, now);
        _orders.WaiveEchoes();
        _owedFills.Clear();
        (_streamPosition, _streamPositionTime) = (null, default);
        _mismatches = 0;
        Clear(HaltCauses.UserStreamDown);
        Unprove(now);
        Act(now, effects);
    }

    /// <summary>
    /// A successor of the user stream was up before the old one ended: no event is lost, so quoting goes on, and the
    /// comparison that proves it is asked for at once. If the old one was in doubt, that is decided as ever.
    /// </summary>
    public void OnUserSucceeded(Epoch epoch, Instant now, List<DeskEffect> effects)
    {
        if (IsHalted(HaltCauses.UserStreamDown))
        {
            OnUserUp(epoch, now, effects);
            return;
        }

        _userEpoch = epoch;
        _nextPicture = now;
        Act(now, effects);
    }

    public void OnUserDown(Instant now, List<DeskEffect> effects)
    {
        Fault(HaltCauses.UserStreamDown, now);
        Act(now, effects);
    }

    /// <summary>An order event of the user stream, of whatever epoch: a fact does not age.</summary>
    public void OnOrderUpdate(OrderUpdate update, Instant now, List<DeskEffect> effects)
    {
        var id = update.Report.ClientOrderId;
        if (update.Fill is { } fill)
        {
            Queues.Filled(id, fill.Time, now);
            Count(fill, _orders.OriginOf(id), now, effects);
            _owedFills.Remove(fill.TradeId);
        }

        if (!_orders.IsKnown(id))
        {
            NameStranger(update, now, effects);
        }

        _decisionDue |= update.Report.Status.IsTerminal(); // its place in the grid is free
        if (_orders.IsKnown(id))
        {
            Prove(now);
            Perform(_orders.Feed(id, new OrderInput.StreamUpdate(update), now), effects);
        }
        else if (!update.Report.Status.IsTerminal())
        {
            NoticeStranger(id, now, effects);
        }

        Act(now, effects);
    }

    /// <summary>
    /// A position event of the user stream: the second witness of the position. One that is older than the last, as
    /// the slower of two streams brings it, says nothing.
    /// </summary>
    public void OnPositionUpdate(PositionReport report, Instant now)
    {
        if (report.UpdateTime < _streamPositionTime)
        {
            return;
        }

        _streamPositionTime = report.UpdateTime;
        _streamPosition = report.Position;
        _streamPositionAt = now;
    }

    /// <summary>The answer to <see cref="DeskEffect.FetchPicture"/>; null when it could not be completed.</summary>
    /// <param name="retryAfter">The wait demanded by who refused it; null if none was.</param>
    public void OnPicture(AccountPicture? picture, TimeSpan? retryAfter, Instant now, List<DeskEffect> effects)
    {
        _pictureAsked = false;
        _nextPicture = now + (retryAfter is { } demanded ? AtLeastRetry(demanded) : PictureDelay());
        _noPictureBefore = retryAfter is { } wait ? now + wait : _noPictureBefore;
        if (picture is not null)
        {
            Compare(picture, now, effects);
            Witness(picture);
        }

        if (IsHalted(HaltCauses.Stopping))
        {
            _nextPicture = now + _settings.Reconcile.RetryInterval; // until one shows that nothing rests
        }

        Act(now, effects);
    }

    /// <summary>The answer to <see cref="DeskEffect.Query"/>.</summary>
    public void OnQueried(ClientOrderId id, VenueReply<OrderReport> reply, Instant now, List<DeskEffect> effects)
    {
        switch (reply)
        {
            case VenueReply<OrderReport>.Ok(var report):
                Perform(_orders.Feed(id, new OrderInput.Queried(report), now), effects);
                break;
            case VenueReply<OrderReport>.Failed { Error.Failure: VenueFailure.OrderUnknown }:
                Perform(_orders.Feed(id, new OrderInput.QueryNotFound(), now), effects);
                break;
            case VenueReply<OrderReport>.Failed(var error):
                Perform(_orders.Feed(id, new OrderInput.QueryFailed(error), now), effects);
                break;
        }

        Act(now, effects);
    }

    /// <summary>The stream told of an order of ours: the others may follow the first one.</summary>
    private void Prove(Instant now)
    {
        if (!_userProven)
        {
            (_userProven, _decisionDue, _nextDecision) = (true, true, now);
        }
    }

    private bool Count(Fill fill, QuoteOrigin origin, Instant now, List<DeskEffect> effects)
    {
        if (!_adopted || !_ledger.Apply(fill))
        {
            return false;
        }

        Books.Filled(fill, origin, now);
        _behaviour.Filled(fill.Quantity, now);

        _decisionDue = true; // the quotes follow the position
        effects.Add(new DeskEffect.Announce(new DeskEvent.FillBooked(fill, _ledger.Position)));
        return true;
    }

    private void NoticeStranger(ClientOrderId id, Instant now, List<DeskEffect> effects)
    {
        if (id.IsOf(_settings.Trading.Owner))
        {
            Fault(HaltCauses.NotReconciled, now); // of an earlier run of ours: the comparison will find and cancel it
        }
        else
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.ForeignOrder(id)));
        }
    }

    /// <summary>A wait that somebody demands may be none at all; asking again has a pace of its own.</summary>
    private TimeSpan AtLeastRetry(TimeSpan? demanded) =>
        demanded is { } wait && wait > _settings.Reconcile.RetryInterval ? wait : _settings.Reconcile.RetryInterval;

    /// <summary>A picture is expensive: while it settles nothing ask less often, for cancels need the budget.</summary>
    private TimeSpan PictureDelay()
    {
        var delay = _settings.Reconcile.RetryInterval * Doubling(_picturesInVain++ - PatientPictures);
        return delay < MaxPictureDelay ? delay : MaxPictureDelay;
    }

    private void RequestPicture(Instant now, List<DeskEffect> effects)
    {
        var wanted = IsHalted(HaltCauses.Stopping) || !IsHalted(HaltCauses.UserStreamDown) || _orders.OpenCount > 0
            || OwesProof;
        if (_pictureAsked || now < _nextPicture || now < _noPictureBefore || !wanted || _drained)
        {
            return;
        }

        _pictureAsked = true;
        effects.Add(new DeskEffect.FetchPicture(
            _confirmedTrade, IsHalted(HaltCauses.UserStreamDown) ? Epoch.None : _userEpoch));
    }

    private void Compare(AccountPicture picture, Instant now, List<DeskEffect> effects)
    {
        var orphans = NoticeOrders(picture, now, effects);
        if (!_adopted)
        {
            if (!orphans && picture.IsQuiet && picture.UserEpoch != Epoch.None)
            {
                _ledger.Adopt(picture.Position, picture.Fills.IsEmpty ? null : picture.Fills[^1].TradeId);
                Books.Adopted(picture.Position.Position, picture.Position.EntryPrice);
                _orders.WaiveUnbooked();
                _adopted = true;
            }
            else
            {
                return;
            }
        }

        var recovered = Recover(picture, now, effects);
        var settled = picture.IsQuiet && !orphans && _orders.Open.All(o => o.Phase != OrderPhase.Unknown);
        if (picture.IsQuiet && _ledger.Position != picture.Position.Position)
        {
            Mismatch(picture, now, effects);
        }
        else if (settled)
        {
            Agree(picture, recovered, now, effects);
        }
    }

    /// <summary>
    /// Orders that rest without our knowing are cancelled, orders we hold open without the venue's knowing are asked
    /// for.
    /// </summary>
    private bool NoticeOrders(AccountPicture picture, Instant now, List<DeskEffect> effects)
    {
        var orphans = false;
        foreach (var report in picture.OpenOrders)
        {
            if (_orders.TryGet(report.ClientOrderId, out _))
            {
                Perform(_orders.Feed(report.ClientOrderId, new OrderInput.Queried(report), now), effects);
            }
            else if (report.ClientOrderId.IsOf(_settings.Trading.Owner))
            {
                orphans = true;
            }
            else
            {
                NoticeStranger(report.ClientOrderId, now, effects);
            }
        }

        if (orphans)
        {
            Fault(HaltCauses.NotReconciled, now);
            effects.Add(new DeskEffect.CancelAll());
        }

        foreach (var order in _orders.Open.ToArray())
        {
            if (order.SentAt < picture.StartedAt
                && picture.OpenOrders.All(report => report.ClientOrderId != order.Intent.ClientOrderId))
            {
                Perform(_orders.Feed(order.Intent.ClientOrderId, new OrderInput.Vanished(), now), effects);
            }
        }

        _nothingRests = picture.StartedAt > _lastPlace && picture.OpenOrders.All(
            report => !report.ClientOrderId.IsOf(_settings.Trading.Owner));
        return orphans;
    }

    private int Recover(AccountPicture picture, Instant now, List<DeskEffect> effects)
    {
        var sameStream = picture.UserEpoch != Epoch.None && picture.UserEpoch == _reconciledEpoch;
        var recovered = 0;
        foreach (var fill in picture.Fills)
        {
            var isOurs = _orders.BookFill(fill, now);
            if (!Count(fill, _orders.OriginOf(fill.OrderId), now, effects))
            {
                continue;
            }

            recovered++;
            if (sameStream)
            {
                NameRecovered(fill, isOurs, now, effects);
                _owedFills[fill.TradeId] = now; // a stream that was up all the time must show it too
            }
        }

        return recovered;
    }

    private void Mismatch(AccountPicture picture, Instant now, List<DeskEffect> effects)
    {
        _mismatches++;
        var detail = $"position by fills {_ledger.Position}, by the venue {picture.Position.Position}";
        effects.Add(new DeskEffect.Announce(new DeskEvent.Mismatched(detail)));
        Name(PositionDifference.Unexplained, detail, now, effects);
        Fault(HaltCauses.NotReconciled, now);
        if (_mismatches >= _settings.Reconcile.MismatchLimit && picture.UserEpoch != Epoch.None)
        {
            _mismatches = 0;
            _adopted = false; // the venue's word is the truth: the next quiet picture becomes the baseline
            effects.Add(new DeskEffect.SuspectUserStream(picture.UserEpoch, DeathCause.ReconcileMismatch, detail));
        }
    }

    private void Agree(AccountPicture picture, int recovered, Instant now, List<DeskEffect> effects)
    {
        _mismatches = 0;
        _confirmedTrade = _ledger.LastTradeId;
        if (picture.UserEpoch == Epoch.None || picture.UserEpoch != _userEpoch || picture.StartedAt < _faultAt)
        {
            return; // begun before the last fault, or before the present stream was proven live
        }

        _reconciledEpoch = picture.UserEpoch;
        if (IsHalted(HaltCauses.UserStreamDown | HaltCauses.TradingDown))
        {
            return; // nothing can be quoted yet, and what is still in flight may change the picture
        }

        _picturesInVain = 0;
        (_agreedAt, _nextPicture) = (now, now + _governor.Upkeep.Reconcile);
        if (IsHalted(HaltCauses.NotReconciled))
        {
            Clear(HaltCauses.NotReconciled);
            effects.Add(new DeskEffect.Announce(new DeskEvent.Reconciled(_ledger.Position, recovered)));
        }
    }

    private void JudgeEchoes(Instant now, List<DeskEffect> effects)
    {
        if (IsHalted(HaltCauses.UserStreamDown))
        {
            return;
        }

        var overdue = _owedFills.FirstOrDefault(owed => now - owed.Value >= _settings.UserStream.EchoTimeout);
        if (overdue.Key != default)
        {
            Suspect($"trade {overdue.Key} is known to the venue and not to the stream", now, effects);
        }
        else if (_orders.Unechoed(now, _settings.UserStream.EchoTimeout).FirstOrDefault() is { } order)
        {
            Suspect($"order {order.Intent.ClientOrderId} was accepted and never shown", now, effects);
        }
    }

    private void Suspect(string detail, Instant now, List<DeskEffect> effects)
    {
        _owedFills.Clear();
        Fault(HaltCauses.UserStreamDown, now);
        effects.Add(new DeskEffect.SuspectUserStream(_userEpoch, DeathCause.EchoMissing, detail));
    }

    /// <summary>
    /// The position the stream reported must be the one our fills add up to, once both had time to arrive.
    /// </summary>
    private void JudgeAccountStream(Instant now)
    {
        if (_adopted && _streamPosition is { } reported && now - _streamPositionAt >= _settings.UserStream.EchoTimeout)
        {
            _streamPosition = null;
            if (reported != _ledger.Position)
            {
                _nextPicture = now;
            }
        }
    }
}
