using Phoenix.Actors.Account;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Risk;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Trading;
using Phoenix.Actors.UserData;
using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Symbols;

/// <summary>
/// What each message means to a desk. No actor is needed for it, so that the same table serves the live desk and the
/// replay of a recorded one; whatever changes a desk has to come through here.
/// </summary>
internal sealed class DeskInputs(SymbolDesk desk, Symbol symbol, TimeSpan pauseLimit)
{
    private readonly StreamId _depth = new(symbol, StreamKind.Depth);
    private Instant? _lastInput;
    private Epoch _userGone;
    private Epoch _tradingGone;

    public SymbolDesk Desk { get; } = desk;

    /// <returns>Whether the message is one for desks at all.</returns>
    public bool Feed(object message, Instant now, List<DeskEffect> effects)
    {
        if (now - (_lastInput ?? now) >= pauseLimit)
        {
            Desk.OnPaused(now, effects); // a tick comes every 50 ms; nothing the message says is as new as it looks
        }

        _lastInput = now;
        return FeedMarket(message, now, effects)
            || FeedAccount(message, now, effects)
            || FeedDeskItself(message, now, effects);
    }

    private bool FeedMarket(object message, Instant now, List<DeskEffect> effects)
    {
        switch (message)
        {
            case MarketDataProtocol.Depth m:
                Desk.OnDepth(m.Epoch, m.ReceivedAt, m.Diff, now, effects);
                return true;
            case MarketDataProtocol.Subscribed m:
                Desk.OnSubscribed(m.Epoch, now);
                return true;
            case MarketDataProtocol.Mark m:
                Desk.OnMark(m.Value, now, effects);
                return true;
            case MarketDataProtocol.Traded m:
                Desk.OnTrade(m.Value, now, effects);
                return true;
            case MarketDataProtocol.BestQuote m:
                Desk.OnBestQuote(m.Epoch, m.Value, now, effects);
                return true;
            case MarketDataProtocol.Down m:
                if (m.Streams.Contains(_depth))
                {
                    Desk.OnMarketDown(m.Epoch, now, effects);
                }

                return true;
            case StaleMonitorProtocol.Judged m:
                if (IsMyStale(m.Verdict))
                {
                    Desk.OnStale(m.Verdict.Epoch, now, effects);
                }

                return true;
            case StaleMonitorProtocol.Watched m:
                Desk.OnWatched(m.At, now, effects);
                return true;
            case SnapshotFetched m:
                Desk.OnSnapshot(m.Request, m.Reply, now, effects);
                return true;
            case BookProbed m:
                Desk.OnProbed(m.Request, m.Reply, now, effects);
                return true;
            case StatusTold m:
                Desk.OnStatus(m.Reply, now, effects);
                return true;
            default:
                return false;
        }
    }

    private bool FeedAccount(object message, Instant now, List<DeskEffect> effects)
    {
        switch (message)
        {
            case UserDataProtocol.OrderChanged m:
                if (m.Update.Report.Symbol == symbol)
                {
                    Desk.OnOrderUpdate(m.Update, now, effects);
                }

                return true;
            case UserDataProtocol.PositionChanged m:
                if (m.Report.Symbol == symbol)
                {
                    Desk.OnPositionUpdate(m.Report, now);
                }

                return true;
            case UserDataProtocol.FundingSettled m:
                if (m.Report.Symbol == symbol)
                {
                    Desk.OnFunding(m.Report);
                }

                return true;
            case UserDataProtocol.Up m:
                if (m.Epoch.CompareTo(_userGone) > 0)
                {
                    Desk.OnUserUp(m.Epoch, now, effects);
                }

                return true;
            case UserDataProtocol.Succeeded m:
                if (m.New.CompareTo(_userGone) > 0)
                {
                    Desk.OnUserSucceeded(m.New, now, effects);
                }

                return true;
            case UserDataProtocol.Proven m:
                Desk.OnUserProven(m.Epoch, now);
                return true;
            case UserDataProtocol.Down m:
                _userGone = m.Epoch;
                Desk.OnUserDown(now, effects);
                return true;
            case TradingProtocol.Up m:
                if (m.Epoch.CompareTo(_tradingGone) > 0)
                {
                    Desk.OnTradingUp(now, effects);
                }

                return true;
            case TradingProtocol.Down m:
                _tradingGone = m.Epoch;
                Desk.OnTradingDown(now, effects);
                return true;
            case TradingProtocol.Outcome m:
                Desk.OnOutcome(m.Id, m.Result, now, effects);
                return true;
            case TradingProtocol.BudgetSpent m:
                Desk.OnBudgetSpent(m.Until, m.ForReducing);
                return true;
            default:
                return false;
        }
    }

    private bool FeedDeskItself(object message, Instant now, List<DeskEffect> effects)
    {
        switch (message)
        {
            case AccountProtocol.Picture m:
                Desk.OnPicture(m.Value, m.Problem?.RetryAfter, now, effects);
                return true;
            case AccountProtocol.Funding m:
                Desk.OnFundingTold(m.From, m.Reply, now);
                return true;
            case OrderQueried m:
                Desk.OnQueried(m.Id, m.Reply, now, effects);
                return true;
            case CountdownArmed m:
                Desk.OnCountdown(m.Reply, m.SentAt, now, effects);
                return true;
            case ExchangeProtocol.SafeModeEntered or ExchangeProtocol.SafeModeLeft:
                Desk.OnSafeMode(message is ExchangeProtocol.SafeModeEntered, now, effects);
                return true;
            case BudgetRead m:
                Desk.OnBudget(m.Used, now, effects);
                return true;
            case DayVolumeTold m:
                Desk.OnDayVolume(m.Reply);
                return true;
            case VerdictTold m:
                Desk.OnVerdict(m.Reply, now, effects);
                return true;
            case ClockProtocol.Measured m:
                Desk.OnClock(m.Reading, now);
                return true;
            case ClockProtocol.Paused:
                Desk.OnPaused(now, effects);
                return true;
            case RiskProtocol.Ruled m:
                Desk.OnRuling(m.Ruling, now, effects);
                return true;
            case SymbolsProtocol.Follow m:
                Desk.OnStrategy(m.Strategy, now, effects);
                return true;
            case DeskTerms m:
                Desk.OnSettings(m.Read(), now, effects);
                return true;
            case SymbolsProtocol.Stand m:
                Desk.OnOperator(m.Stance, now, effects);
                return true;
            case SymbolsProtocol.Stop:
                Desk.OnStop(now, effects);
                return true;
            case Tick:
                Desk.OnTick(now, effects);
                return true;
            default:
                return false;
        }
    }

    private bool IsMyStale(FreshnessVerdict verdict) =>
        verdict.Stream == _depth && verdict.Freshness is (Freshness.Stale or Freshness.Dead);

    internal sealed record SnapshotFetched(int Request, VenueReply<BookSnapshot> Reply);

    internal sealed record BookProbed(int Request, VenueReply<BookSnapshot> Reply);

    internal sealed record StatusTold(VenueReply<SymbolStatus> Reply);

    internal sealed record BudgetRead(BudgetReading Used);

    internal sealed record DayVolumeTold(VenueReply<decimal> Reply);

    internal sealed record VerdictTold(VenueReply<TradingVerdict> Reply);

    internal sealed record OrderQueried(ClientOrderId Id, VenueReply<OrderReport> Reply);

    internal sealed record CountdownArmed(VenueReply<Done> Reply, Instant SentAt);

    internal sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
