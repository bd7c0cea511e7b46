using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Desk;

/// <content>
/// Losses: the symbol's own stop is judged here, what the account as a whole asks for is told by whoever judges that.
/// A stop pulls everything, brings the position to 0 and lasts until it is pardoned.
/// </content>
public sealed partial class SymbolDesk
{
    /// <summary>A mark price comes every second; after so long without one the middle of the book must do.</summary>
    private static readonly TimeSpan MarkPatience = TimeSpan.FromSeconds(5);

    private readonly StopLossLimit _stopLoss;
    private Instant _markAt;
    private VenueTime _markTime;
    private long _pardon;
    private Instant? _guardedAt;
    private NotionalGrant _grant;
    private LossVerdict _ofAccount = LossVerdict.Fine.Instance;
    private LossVerdict _lossSaid = LossVerdict.Fine.Instance;

    /// <summary>The stop in force, the symbol's own or the account's; null for none.</summary>
    public LossVerdict.Stop? Stop { get; private set; }

    /// <summary>What losses ask for, the symbol's and the account's.</summary>
    public LossVerdict Losses =>
        (LossVerdict?)Stop ?? LossVerdict.Worst(_stopLoss.Verdict, _ofAccount);

    /// <summary>For whoever judges the account.</summary>
    public DeskExposure Exposure() => new(
        _instrument.Symbol,
        _run,
        _instrument.MarginAsset,
        Books.Profit.EquityChange,
        Stop,
        _pardon,
        WorstNotional(),
        NeededNotional(),
        _grant.Number,
        _markTime);

    /// <summary>Whoever judges the account gave its word, which is a sign of life as well.</summary>
    public void OnRuling(RiskRuling ruling, Instant now, List<DeskEffect> effects)
    {
        _guardedAt = now;
        Clear(HaltCauses.Unguarded);
        if (ruling.Pardon > _pardon)
        {
            _pardon = ruling.Pardon;
            EndStop(now);
        }

        _decisionDue |= ruling.Account.Level != _ofAccount.Level || ruling.Grant != _grant;
        (_ofAccount, _grant) = (ruling.Account, ruling.Grant);
        if (ruling.Stop is { } stop)
        {
            BeginStop(stop, now);
        }

        Act(now, effects);
    }

    /// <summary>What position and orders may be worth together.</summary>
    private decimal NotionalMax => Math.Min(_symbol.Risk.NotionalMax, _grant.Notional);

    /// <summary>By the dearer of mark price and best ask; 0 before either is known.</summary>
    private decimal DearPrice =>
        Math.Max(Mark ?? 0, Book.BestAsk is { } ask ? _instrument.ToDecimal(ask.Price) : 0);

    private decimal WorstNotional()
    {
        var bought = _ledger.Position.Lots + _orders.Exposure(Side.Buy).Lots;
        var sold = _ledger.Position.Lots - _orders.Exposure(Side.Sell).Lots;
        return Math.Max(Math.Abs(bought), Math.Abs(sold)) * _instrument.LotSize * DearPrice;
    }

    private decimal NeededNotional()
    {
        var held = _instrument.ToDecimal(_ledger.Position.Size);
        return Math.Max(_symbol.Risk.WorstCaseFraction * _symbol.Risk.NetMax, held) * DearPrice;
    }

    private void JudgeGuard(Instant now)
    {
        if (_guardedAt is { } last && now - last >= _settings.Guard.Timeout)
        {
            Halt(HaltCauses.Unguarded);
        }
    }

    /// <summary>A position that has to be compared first may not be ours.</summary>
    private void JudgeLosses(Instant now, List<DeskEffect> effects)
    {
        if (!_adopted || IsHalted(HaltCauses.NotReconciled) || PriceToJudgeBy(now) is not { } price)
        {
            return;
        }

        var verdict = _stopLoss.Judge(_ledger.Position, _ledger.EntryPrice, price, _markTime);
        if ((verdict.Level, verdict.Why) != (_lossSaid.Level, _lossSaid.Why))
        {
            _decisionDue = true;
            effects.Add(new DeskEffect.Announce(new DeskEvent.LossJudged(verdict)));
        }

        _lossSaid = verdict;
        if (verdict is LossVerdict.Stop stop)
        {
            BeginStop(stop, now);
        }
    }

    private decimal? PriceToJudgeBy(Instant now) =>
        Mark is { } mark && now - _markAt < MarkPatience ? mark
        : !IsHalted(BookCauses) && Book is { BestBid: { } bid, BestAsk: { } ask }
            ? (_instrument.ToDecimal(bid.Price) + _instrument.ToDecimal(ask.Price)) / 2
            : null;

    private void BeginStop(LossVerdict.Stop stop, Instant now)
    {
        if (Stop is not null)
        {
            return; // it lasts, and the slices it asked for are on their way
        }

        Stop = stop;
        Stand(_stance);
        ProveAnew(now);
    }

    /// <summary>Whoever pardoned it may have traded by hand.</summary>
    private void EndStop(Instant now)
    {
        _stopLoss.Reset();
        _lossSaid = LossVerdict.Fine.Instance;
        if (Stop is null)
        {
            return;
        }

        Stop = null;
        Stand(_stance);
        Unprove(now);
    }
}
