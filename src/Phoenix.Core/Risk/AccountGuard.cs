using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// Judges the account as a whole: its drawdown, and which stops are in force. It is told what desks report and what the
/// venue says of the equity, and tells each desk its ruling again and again; a desk that hears nothing stops quoting.
/// Owned by one writer.
/// </summary>
/// <param name="settings">How often it looks.</param>
/// <param name="book">What outlives it.</param>
public sealed class AccountGuard(GuardSettings settings, RiskBook book)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<Symbol, DeskExposure> _desks = [];
    private readonly SortedSet<string> _assets = new(StringComparer.Ordinal);
    private readonly AccountEquity _equity = new(settings);
    private LossVerdict _announced = LossVerdict.Fine.Instance;
    private Instant _nextRead;
    private bool _isAsked;

    /// <summary>How the account stands; null before its equity is known.</summary>
    public AccountStanding? Standing => _equity.Value is { } equity
        ? new AccountStanding(
            equity,
            book.Drawdown.DayPeak ?? equity,
            book.Drawdown.RunPeak ?? equity,
            Verdict,
            book.Stops,
            _desks.Values.Sum(desk => desk.Notional),
            MostNotional(equity))
        : null;

    private LossVerdict Verdict => (LossVerdict?)book.Stops.Account ?? book.Drawdown.Verdict;

    /// <summary>A desk told how it stands.</summary>
    public void OnExposure(DeskExposure desk, Instant now, List<GuardEffect> effects)
    {
        var isNew = !_desks.ContainsKey(desk.Symbol);
        _desks[desk.Symbol] = desk;
        if (_assets.Add(desk.MarginAsset))
        {
            _equity.Transferred(now); // one more asset counts, which is no profit
        }

        _equity.Note(desk);
        book.Shares.Note(desk.Symbol, desk.Notional, desk.NotionalNeeded, desk.Grant);
        if (desk.Stop is { } stop && book.Stop(desk.Symbol, stop, desk.Pardon))
        {
            effects.Add(new GuardEffect.Keep(book.Stops));
            effects.Add(new GuardEffect.Announce(new GuardEvent.Stopped(desk.Symbol, stop)));
        }

        Judge(effects);
        Read(now, effects);
        if (isNew)
        {
            Rule(effects);
        }
    }

    /// <summary>What the venue says of the equity.</summary>
    public void OnRead(
        VenueReply<ImmutableArray<EquityReport>> reply, Instant askedAt, Instant now, List<GuardEffect> effects)
    {
        _isAsked = false;
        if (reply is VenueReply<ImmutableArray<EquityReport>>.Failed(var error))
        {
            _nextRead = now + (error.RetryAfter > RetryInterval ? error.RetryAfter.Value : RetryInterval);
        }
        else if (reply is VenueReply<ImmutableArray<EquityReport>>.Ok(var assets))
        {
            var counted = assets.Where(asset => _assets.Contains(asset.Asset)).Sum(asset => asset.MarginBalance);
            var reading = _equity.Read(counted, askedAt);
            _nextRead = now + (reading == EquityReading.AskAgain ? RetryInterval : settings.ReadInterval);
            if (reading is EquityReading.Moved(var amount))
            {
                book.Drawdown.Transferred(amount);
                effects.Add(new GuardEffect.Announce(new GuardEvent.Transferred(amount)));
            }

            Judge(effects);
            Rule(effects);
        }
    }

    /// <summary>The venue told that money came in or went out.</summary>
    public void OnTransfer(Instant now, List<GuardEffect> effects)
    {
        _equity.Transferred(now);
        _nextRead = now;
        Read(now, effects);
    }

    /// <summary>The operator accepts the loss of a symbol, or of all: its stop is over.</summary>
    public void OnPardon(Symbol? symbol, List<GuardEffect> effects)
    {
        var before = book.Stops;
        book.Pardon(symbol);
        if (before != book.Stops)
        {
            effects.Add(new GuardEffect.Keep(book.Stops));
            effects.Add(new GuardEffect.Announce(new GuardEvent.Pardoned(symbol)));
        }

        Rule(effects);
    }

    /// <summary>The symbol is traded no more; what it holds stays, and counts.</summary>
    public void OnGone(Symbol symbol)
    {
        _desks.Remove(symbol);
        book.Shares.Leave(symbol);
    }

    /// <summary>Time passed.</summary>
    public void OnTick(Instant now, List<GuardEffect> effects)
    {
        Read(now, effects);
        Rule(effects);
    }

    private void Read(Instant now, List<GuardEffect> effects)
    {
        if (!_isAsked && now >= _nextRead && _desks.Count > 0)
        {
            _isAsked = true;
            effects.Add(new GuardEffect.ReadEquity(now));
        }
    }

    private void Judge(List<GuardEffect> effects)
    {
        var at = _desks.Count == 0 ? default : _desks.Values.Max(desk => desk.VenueTime);
        if (_equity.Value is not { } equity || at == default)
        {
            return; // no mark price has told the venue's day yet
        }

        if (book.EndsWithDay(at))
        {
            effects.Add(new GuardEffect.Keep(book.Stops));
            effects.Add(new GuardEffect.Announce(new GuardEvent.Pardoned(null)));
        }

        var verdict = book.Drawdown.Judge(equity, at);
        if (verdict is LossVerdict.Stop stop && book.StopAll(stop))
        {
            effects.Add(new GuardEffect.Keep(book.Stops));
            effects.Add(new GuardEffect.Announce(new GuardEvent.Stopped(null, stop)));
            Rule(effects);
        }
        else if (verdict is not LossVerdict.Stop && (verdict.Level, verdict.Why) != (_announced.Level, _announced.Why))
        {
            effects.Add(new GuardEffect.Announce(new GuardEvent.Judged(verdict, equity)));
        }

        _announced = verdict;
    }

    private decimal MostNotional(decimal equity) =>
        Math.Min(settings.AccountNotionalMax, settings.LeverageMax * Math.Max(0, equity));

    /// <summary>Nobody may quote before the equity is known.</summary>
    private void Rule(List<GuardEffect> effects)
    {
        if (_equity.Value is not { } equity)
        {
            return;
        }

        book.Shares.Divide(MostNotional(equity));
        var verdict = book.Drawdown.Verdict is LossVerdict.Stop ? LossVerdict.Fine.Instance : book.Drawdown.Verdict;
        foreach (var symbol in _desks.Keys)
        {
            effects.Add(new GuardEffect.Rule(
                symbol, new RiskRuling(
                    verdict, book.Stops.Of(symbol), book.PardonOf(symbol), book.Shares.Of(symbol))));
        }
    }
}
