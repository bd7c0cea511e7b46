using Phoenix.Core.Accounting;
using Phoenix.Core.Control;
using Phoenix.Core.Decisions;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Desk;

/// <content>
/// The operator: what he wants is a halt like any other, and done only when the venue has shown it in a picture of the
/// account that was begun after he said so.
/// </content>
public sealed partial class SymbolDesk
{
    /// <summary>No slice is sent while one of these holds; other halts do not hinder.</summary>
    private const HaltCauses NoSlices = BookCauses | HaltCauses.UserStreamDown | HaltCauses.TradingDown
        | HaltCauses.NotReconciled | HaltCauses.SafeMode | HaltCauses.Unwatched | HaltCauses.Paused
        | HaltCauses.MarketClosed | HaltCauses.Stopping;

    private OperatorStance _stance;
    private Instant _stanceAt;
    private Instant? _shownAsOf;
    private Position _shownPosition;
    private bool _isShownQuiet;
    private bool _isCleared;
    private Instant _nextSlice;
    private Instant _nextProof;
    private int _proofsInVain;

    /// <summary>No order of ours may execute, and none rested, said the venue after the operator spoke.</summary>
    private bool IsProvenEmpty =>
        _orders.OpenCount == 0 && _nothingRests && _shownAsOf is { } asOf && asOf >= _stanceAt;

    private bool IsProvenFlat => IsProvenEmpty && _isShownQuiet && _shownPosition.IsFlat && _ledger.Position.IsFlat;

    /// <summary>Executions of ours whose fills have not arrived: the position is not known.</summary>
    private bool IsUnbooked => !_orders.Exposure(Side.Buy).IsZero || !_orders.Exposure(Side.Sell).IsZero;

    /// <summary>What is done: the operator's word, unless a loss asks for more.</summary>
    private OperatorStance Posture =>
        Stop is not null && _stance is OperatorStance.Free or OperatorStance.Paused ? OperatorStance.Flat : _stance;

    /// <summary>While orders may still execute, pulling them asks on its own.</summary>
    private bool OwesProof => _orders.OpenCount == 0 && Posture switch
    {
        OperatorStance.Paused or OperatorStance.Killed => !IsProvenEmpty,
        OperatorStance.Flat when !_isCleared => !IsProvenEmpty,
        OperatorStance.Flat => !IsProvenFlat && (IsUnbooked || _ledger.Position.IsFlat),
        _ => false,
    };

    /// <summary>The operator said what he wants of the symbol, perhaps once more.</summary>
    public void OnOperator(OperatorStance stance, Instant now, List<DeskEffect> effects)
    {
        if (stance == OperatorStance.Free && _stance == OperatorStance.Free)
        {
            return; // quotes that rest are not disturbed
        }

        Stand(stance);
        ProveAnew(now);
        if (stance is OperatorStance.Free or OperatorStance.Flat)
        {
            Unprove(now); // he may have traded by hand
        }

        Act(now, effects);
    }

    /// <summary>What makes the prices.</summary>
    public StrategyKind Strategy { get; private set; }

    /// <summary>The operator chose what makes the prices from the next decision on.</summary>
    public void OnStrategy(StrategyKind strategy, Instant now, List<DeskEffect> effects)
    {
        if (strategy != Strategy)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.StrategyChosen(strategy)));
            (Strategy, _decisionDue) = (strategy, true);
            Act(now, effects);
        }
    }

    /// <summary>How far the desk is with it.</summary>
    public DeskStanding Standing()
    {
        var missing = Missing();
        return new DeskStanding(
            _instrument.Symbol,
            _stance,
            missing.Length == 0,
            Halts,
            Mode,
            _instrument.ToDecimal(_ledger.Position),
            _orders.OpenCount,
            missing)
        {
            Strategy = Strategy,
        };
    }

    private static HaltCauses CauseOf(OperatorStance stance) => stance switch
    {
        OperatorStance.Paused => HaltCauses.PausedByOperator,
        OperatorStance.Flat => HaltCauses.Flattening,
        OperatorStance.Killed => HaltCauses.Killed,
        _ => HaltCauses.None,
    };

    private void Stand(OperatorStance stance)
    {
        _stance = stance;
        Clear(HaltCausesExtensions.ByOperator | HaltCauses.LossStop);
        Halt(CauseOf(stance) | CauseOf(Posture) | (Stop is null ? HaltCauses.None : HaltCauses.LossStop));
    }

    /// <summary>What the venue showed before this moment proves nothing.</summary>
    private void ProveAnew(Instant now)
    {
        (_stanceAt, _isCleared) = (now, false);
        ProveSoon(now);
    }

    private void ProveSoon(Instant now) => (_nextProof, _proofsInVain) = (now, 0);

    /// <summary>The operator waits: the account is looked at, ever less often while that proves nothing.</summary>
    private void HurryPicture(Instant now)
    {
        if (_pictureAsked || now < _nextProof || now < _noPictureBefore || !OwesProof)
        {
            return;
        }

        var delay = _settings.Reconcile.RetryInterval * Doubling(_proofsInVain++ - PatientPictures);
        _nextProof = now + (delay < MaxPictureDelay ? delay : MaxPictureDelay);
        _nextPicture = now;
    }

    private void Witness(AccountPicture picture) => (_shownAsOf, _shownPosition, _isShownQuiet) =
        (picture.StartedAt, picture.Position.Position, picture.IsQuiet);

    /// <summary>
    /// Brings the position to 0 by slices that do not rest, one at a time, once nothing else of ours rests; the halt
    /// then has another name.
    /// </summary>
    /// <returns>False while something has to be pulled, or may not be known well enough.</returns>
    private bool Flatten(Instant now, List<DeskEffect> effects)
    {
        if (!IsHalted(HaltCauses.Flattening) || IsHalted(NoSlices))
        {
            return false;
        }

        _isCleared |= IsProvenEmpty;
        var overdue = 3 * _settings.Trading.ReplyTimeout;
        if (!_isCleared || _orders.Open.Any(order => order.Rests || now - order.SentAt >= overdue))
        {
            return false;
        }

        if (IsProvenFlat)
        {
            Clear(HaltCauses.Flattening);
            Halt(HaltCauses.Flattened);
        }
        else if (_orders.OpenCount == 0 && !IsUnbooked && now >= _nextSlice && now >= _reducesPausedUntil)
        {
            TakeSlice(now, effects);
        }

        return true;
    }

    private void TakeSlice(Instant now, List<DeskEffect> effects)
    {
        if (Book is not { BestBid: { } bid, BestAsk: { } ask })
        {
            return;
        }

        var inputs = Inputs(bid, ask, now) with { Flatten = _settings.Flatten };
        if (QuotePipeline.Decide(inputs).Slice is not { } slice)
        {
            return;
        }

        _nextSlice = now + _settings.Flatten.SliceInterval;
        var sent = Send([slice], Mode, now, effects, out var refused);
        ProveSoon(now);
        Books.Sent(sent.Length, 0, now);
        _decisions++;
        if (sent.Length > 0)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.OrdersSent(sent.Length, 0)));
            effects.Add(new DeskEffect.Keep(new DecisionRecord(_decisions, now, inputs, sent, [], [], refused)));
        }
    }

    /// <summary>What the venue has not confirmed yet, in words; empty when it has confirmed all.</summary>
    private string Missing()
    {
        var position = _instrument.ToDecimal(_ledger.Position);
        return _stance switch
        {
            OperatorStance.Free => Halts == HaltCauses.None ? "" : $"is not quoted yet: {Halts}",
            _ when _orders.OpenCount > 0 => $"has orders that may still execute: {_orders.OpenCount}",
            OperatorStance.Flat when IsHalted(HaltCauses.Flattened) && IsProvenFlat => "",
            OperatorStance.Flat when IsHalted(NoSlices) => $"is not flattened yet, for {Halts & NoSlices}",
            OperatorStance.Flat when IsDust => FormattableString.Invariant(
                $"holds {position}, less than the venue lets anybody trade"),
            OperatorStance.Flat when !_ledger.Position.IsFlat => FormattableString.Invariant($"still holds {position}"),
            OperatorStance.Flat => "is flat by our fills, which the venue has not shown yet",
            _ => IsProvenEmpty ? "" : "has no orders that we know of, which the venue has not shown yet",
        };
    }

    private bool IsDust => !_ledger.Position.IsFlat && _ledger.Position.Size < _instrument.MinQuantity;
}
