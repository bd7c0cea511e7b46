using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Account;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
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
/// The desk of one symbol as an actor: translates messages into what happened and effects into messages; every decision
/// is <see cref="SymbolDesk"/>'s. Its death loses only what the venue can tell again, and a restarted desk may not
/// quote before it has asked.
/// </summary>
internal sealed class QuoterActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);
    private const int SnapshotLevels = 1000;

    private readonly DeskSetup _setup;
    private readonly IVenueRest _rest;
    private readonly ILogger _log;
    private readonly SymbolDesk _desk;
    private readonly StreamId _depth;
    private readonly List<DeskEffect> _effects = [];
    private Epoch _userGone;
    private Epoch _tradingGone;
    private bool _quoted;

    public QuoterActor(DeskSetup setup, PhoenixPorts ports)
    {
        (_setup, _rest) = (setup, ports.Rest);
        _log = ports.Logs.CreateLogger($"Phoenix.{setup.Instrument.Symbol}");
        _depth = new StreamId(Symbol, StreamKind.Depth);
        _desk = new SymbolDesk(setup.Instrument, setup.Symbol, setup.Settings, RunNumber());
        On<MarketDataProtocol.Depth>(m => _desk.OnDepth(m.Epoch, m.ReceivedAt, m.Diff, Now, _effects));
        On<MarketDataProtocol.Mark>(m => _desk.OnMark(m.Value.Mark));
        On<MarketDataProtocol.Down>(m => _desk.OnMarketDown(m.Epoch, Now, _effects), m => m.Streams.Contains(_depth));
        On<StaleMonitorProtocol.Judged>(m => _desk.OnStale(m.Verdict.Epoch, Now, _effects), IsMyStale);
        On<SnapshotFetched>(m => _desk.OnSnapshot(m.Request, m.Reply, Now, _effects));
        On<UserDataProtocol.OrderChanged>(
            m => _desk.OnOrderUpdate(m.Update, Now, _effects), m => m.Update.Report.Symbol == Symbol);
        On<UserDataProtocol.PositionChanged>(
            m => _desk.OnPositionUpdate(m.Report, Now), m => m.Report.Symbol == Symbol);
        On<UserDataProtocol.Up>(m => _desk.OnUserUp(m.Epoch, Now, _effects), m => m.Epoch.CompareTo(_userGone) > 0);
        On<UserDataProtocol.Down>(m => LoseUser(m.Epoch));
        On<TradingProtocol.Up>(_ => _desk.OnTradingUp(Now, _effects), m => m.Epoch.CompareTo(_tradingGone) > 0);
        On<TradingProtocol.Down>(m => LoseTrading(m.Epoch));
        On<TradingProtocol.Outcome>(m => NoteOutcome(m.Id, m.Result));
        On<TradingProtocol.BudgetSpent>(m => _desk.OnBudgetSpent(m.Until));
        On<AccountProtocol.Picture>(m => _desk.OnPicture(m.Value, m.Problem?.RetryAfter, Now, _effects));
        On<OrderQueried>(m => _desk.OnQueried(m.Id, m.Reply, Now, _effects));
        On<CountdownArmed>(m => _desk.OnCountdown(m.Reply, m.SentAt, Now, _effects));
        On<SymbolsProtocol.Stop>(_ => _desk.OnStop(Now, _effects));
        On<Tick>(_ => _desk.OnTick(Now, _effects));
        Receive<MassCancelAnswered>(m => _log.MassCancelFailed(Symbol, m.Problem));
        Receive<Sample>(_ => Publish(new SystemEvent.DeskSampled(TakeSample(), Now)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private Symbol Symbol => _setup.Instrument.Symbol;

    private static Instant Now => Context.System.Now();

    public static Props Create(DeskSetup setup, PhoenixPorts ports) =>
        Props.Create(() => new QuoterActor(setup, ports));

    protected override void PreStart()
    {
        var events = Context.System.EventStream;
        events.Subscribe<MarketDataProtocol.Down>(Self);
        events.Subscribe<StaleMonitorProtocol.Judged>(Self);
        events.Subscribe<UserDataProtocol.IEvent>(Self);
        events.Subscribe<TradingProtocol.IEvent>(Self);
        _setup.Exchange.Tell(ExchangeProtocol.Introduce.Instance);
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);
        Timers.StartPeriodicTimer(Sample.Instance, Sample.Instance, SampleInterval);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <summary>Tells the desk what happened and carries out what follows.</summary>
    private void On<TMessage>(Action<TMessage> happened, Predicate<TMessage>? concernsUs = null) =>
        Receive<TMessage>(message =>
        {
            if (concernsUs?.Invoke(message) == false)
            {
                return;
            }

            _effects.Clear();
            happened(message);
            foreach (var effect in _effects)
            {
                Perform(effect);
            }
        });

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    /// <summary>
    /// Greater than that of every earlier run and incarnation: wall clock first, incarnation of this process second.
    /// </summary>
    private long RunNumber() =>
        (Context.System.Scheduler.Now.ToUnixTimeMilliseconds() * 1000) + (_setup.Epochs.Next().Value % 1000);

    private bool IsMyStale(StaleMonitorProtocol.Judged judged) =>
        judged.Verdict.Stream == _depth && judged.Verdict.Freshness is (Freshness.Stale or Freshness.Dead);

    private void LoseUser(Epoch epoch)
    {
        _userGone = epoch;
        _desk.OnUserDown(Now, _effects);
    }

    private void LoseTrading(Epoch epoch)
    {
        _tradingGone = epoch;
        _desk.OnTradingDown(Now, _effects);
    }

    private void NoteOutcome(ClientOrderId id, OrderInput result)
    {
        _desk.OnOutcome(id, result, Now, _effects);
        if (!_quoted && result is OrderInput.PlaceAccepted)
        {
            _quoted = true;
            Context.Parent.Tell(new SymbolsProtocol.Quoting(Symbol));
        }
    }

    private void Perform(DeskEffect effect)
    {
        switch (effect)
        {
            case DeskEffect.ReportFrame frame:
                Report(frame);
                break;
            case DeskEffect.Place place:
                _setup.Trading.Tell(new TradingProtocol.Place(place.Intent, place.ValidUntil));
                break;
            case DeskEffect.Cancel cancel:
                _setup.Trading.Tell(new TradingProtocol.Cancel(Symbol, cancel.Id));
                break;
            case DeskEffect.SuspectUserStream suspect:
                _setup.Exchange.Tell(new UserDataProtocol.Suspect(suspect.Epoch, suspect.Cause, suspect.Detail));
                break;
            case DeskEffect.Announce announce:
                Announce(announce.Occurrence);
                break;
            default:
                Ask(effect);
                break;
        }
    }

    private void Report(DeskEffect.ReportFrame frame)
    {
        _setup.Monitor.Tell(new StaleMonitorProtocol.Seen(_depth, frame.Epoch, frame.FinalUpdateId, frame.At));
        if (frame.IsNew)
        {
            Publish(new SystemEvent.BookAdvanced(_depth, frame.Epoch, frame.FinalUpdateId, frame.At));
        }
    }

    /// <summary>Requests by REST; each answer comes back as a message to ourselves.</summary>
    private void Ask(DeskEffect effect)
    {
        switch (effect)
        {
            case DeskEffect.FetchSnapshot fetch:
                _rest.GetDepth(Symbol, SnapshotLevels)
                    .PipeTo(Self, success: reply => new SnapshotFetched(fetch.Request, reply));
                break;
            case DeskEffect.FetchPicture fetch:
                _setup.Account.Tell(new AccountProtocol.FetchPicture(Symbol, fetch.From, fetch.UserEpoch));
                break;
            case DeskEffect.Query query:
                _rest.GetOrder(Symbol, query.Id).PipeTo(Self, success: reply => new OrderQueried(query.Id, reply));
                break;
            case DeskEffect.CancelAll:
                _rest.CancelAll(Symbol).PipeTo(Self, success: reply => reply is VenueReply<Done>.Failed(var error)
                    ? new MassCancelAnswered(error.ToString())
                    : Tick.Instance);
                break;
            case DeskEffect.ArmCountdown arm:
                _rest.ArmCountdown(Symbol, arm.Countdown)
                    .PipeTo(Self, success: reply => new CountdownArmed(reply, arm.SentAt));
                break;
        }
    }

    private void Announce(DeskEvent occurrence)
    {
        _log.Report(_setup.Instrument, occurrence);
        Publish(new SystemEvent.DeskReported(Symbol, occurrence, Now));
        switch (occurrence)
        {
            case DeskEvent.Reconciled:
                Context.Parent.Tell(new SymbolsProtocol.Reconciled(Symbol));
                break;
            case DeskEvent.Halted or DeskEvent.Resumed or DeskEvent.Pulled or DeskEvent.FillBooked:
                Publish(new SystemEvent.DeskSampled(TakeSample(), Now)); // who looks must not see the second before
                break;
            case DeskEvent.Drained:
                Publish(new SystemEvent.DeskSampled(TakeSample(), Now)); // the last word on position and fills
                Context.Parent.Tell(new SymbolsProtocol.Drained(Symbol));
                break;
        }
    }

    private DeskSample TakeSample() => DeskSample.Of(_setup.Instrument, _desk, Now);

    private sealed record SnapshotFetched(int Request, VenueReply<BookSnapshot> Reply);

    private sealed record OrderQueried(ClientOrderId Id, VenueReply<OrderReport> Reply);

    private sealed record CountdownArmed(VenueReply<Done> Reply, Instant SentAt);

    private sealed record MassCancelAnswered(string Problem);

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }

    private sealed record Sample
    {
        public static Sample Instance { get; } = new();
    }
}
