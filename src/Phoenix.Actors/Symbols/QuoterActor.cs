using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
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
using Phoenix.Core.Recording;
using Phoenix.Core.Time;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Symbols;

/// <summary>
/// The desk of one symbol as an actor: translates messages into what happened and effects into messages; every decision
/// is <see cref="SymbolDesk"/>'s. Its death loses only what the venue can tell again, and a restarted desk may not
/// quote before it has asked.
/// </summary>
internal sealed partial class QuoterActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);

    private readonly DeskSetup _setup;
    private readonly IRateBudget _budget;
    private readonly DeskQuestions _questions;
    private readonly IDecisionSink _decisions;
    private readonly ILogger _log;
    private readonly DeskInputs _inputs;
    private readonly Tape _tape;
    private readonly StreamId _depth;
    private readonly List<DeskEffect> _effects = [];
    private readonly RecentLatencies _latencies = new();
    private readonly DeskTraces _traces;
    private TraceMark? _trace;
    private bool _quoted;

    public QuoterActor(DeskSetup setup, PhoenixPorts ports)
    {
        (_setup, _budget, _decisions) = (setup, ports.Budget, ports.Decisions);
        _log = ports.Logs.CreateLogger($"Phoenix.{setup.Instrument.Symbol}");
        _depth = new StreamId(Symbol, StreamKind.Depth);
        var told = setup.Roster.Find(Symbol) ?? setup.Symbol;
        var chosen = told with { Strategy = setup.Will.State.StrategyOf(Symbol) ?? told.Strategy };
        var seed = new DeskSeed(setup.Instrument, RunNumber(), chosen, setup.Will.State.Of(Symbol))
        {
            Terms = told == setup.Symbol ? null : DeskTerms.Of(chosen),
        };
        var desk = new SymbolDesk(seed.Instrument, chosen, setup.Settings, seed.Run, seed.Stance);
        _inputs = new DeskInputs(desk, Symbol, setup.Settings.Streams.PauseLimit);
        _tape = ports.Recorder.Open($"desk {Symbol}", TapeKind.Desk, seed);
        var time = new SchedulerTimeProvider(Context.System.Scheduler);
        _traces = new DeskTraces(ports.Traces, ports.Clock, time, Symbol, seed.Run);
        _questions = new DeskQuestions(setup, ports, Self);
        Receive<DeskQuestions.MassCancelFailed>(m => _log.MassCancelFailed(Symbol, m.Problem));
        Receive<Sample>(_ => Look());
        Receive<Expose>(_ => Report());
        Receive<SystemEvent.LookWanted>(_ => Publish(new SystemEvent.DeskLooked(TakeSample(), Now)));
        Receive<SymbolsProtocol.GetStanding>(m => Sender.Tell(new SymbolsProtocol.Stood(m.Round, Desk.Standing())));
        ReceiveAny(Feed);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private Symbol Symbol => _setup.Instrument.Symbol;

    private SymbolDesk Desk => _inputs.Desk;

    private static Instant Now => Context.System.Now();

    public static Props Create(DeskSetup setup, PhoenixPorts ports) =>
        Props.Create(() => new QuoterActor(setup, ports));

    protected override void PreStart()
    {
        var events = Context.System.EventStream;
        events.Subscribe<MarketDataProtocol.Down>(Self);
        events.Subscribe<StaleMonitorProtocol.IEvent>(Self);
        events.Subscribe<UserDataProtocol.IEvent>(Self);
        events.Subscribe<TradingProtocol.IEvent>(Self);
        events.Subscribe<ExchangeProtocol.IEvent>(Self);
        events.Subscribe<ClockProtocol.IEvent>(Self);
        events.Subscribe<SystemEvent.LookWanted>(Self);
        _setup.Exchange.Tell(ExchangeProtocol.Introduce.Instance);
        Timers.StartPeriodicTimer(DeskInputs.Tick.Instance, DeskInputs.Tick.Instance, TickInterval);
        Timers.StartPeriodicTimer(Sample.Instance, Sample.Instance, SampleInterval);
        Timers.StartPeriodicTimer(Expose.Instance, Expose.Instance, ExposeInterval);
    }

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        Context.Parent.Tell(new SymbolsProtocol.Restarted(Symbol));
    }

    protected override void PostStop()
    {
        _tape.End();
        Context.System.EventStream.Unsubscribe(Self);
    }

    /// <summary>Tells the desk what happened and carries out what follows.</summary>
    private void Feed(object message)
    {
        var now = Now;
        _effects.Clear();
        _tape.Input(now, message);
        if (!_inputs.Feed(message, now, _effects))
        {
            Unhandled(message);
        }

        foreach (var effect in _effects)
        {
            if (effect is not DeskEffect.Keep)
            {
                _tape.Effect(effect);
            }
        }

        _tape.Commit();
        _trace = _traces.Begin(message, _effects, now);
        var sends = false;
        foreach (var effect in _effects)
        {
            Perform(effect);
            sends |= effect is DeskEffect.Place or DeskEffect.Amend;
        }

        if (sends && message is MarketDataProtocol.Depth frame)
        {
            _latencies.Record(Now - frame.ReceivedAt);
        }

        _traces.Follow(message, Desk.Orders, now);
        NoteFirstQuote(message);
    }

    /// <summary>Once a second: what is left of the venue's limits, and how the desk stands.</summary>
    private void Look()
    {
        Feed(new DeskInputs.BudgetRead(_budget.Read()));
        Publish(new SystemEvent.DeskSampled(TakeSample(), Now));
    }

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    /// <summary>
    /// Greater than that of every earlier run and incarnation: wall clock first, incarnation of this process second.
    /// </summary>
    private long RunNumber() =>
        (Context.System.Scheduler.Now.ToUnixTimeMilliseconds() * 1000) + (_setup.Epochs.Next().Value % 1000);

    private void NoteFirstQuote(object message)
    {
        if (!_quoted && message is TradingProtocol.Outcome { Result: OrderInput.PlaceAccepted })
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
                _setup.Trading.Tell(new TradingProtocol.Place(place.Intent, place.ValidUntil, _trace));
                break;
            case DeskEffect.Amend amend:
                _setup.Trading.Tell(new TradingProtocol.Amend(amend.Intent, amend.Terms, amend.ValidUntil, _trace));
                break;
            case DeskEffect.Cancel cancel:
                _setup.Trading.Tell(new TradingProtocol.Cancel(Symbol, cancel.Id, _trace));
                break;
            case DeskEffect.SuspectUserStream suspect:
                _setup.Exchange.Tell(new UserDataProtocol.Suspect(suspect.Epoch, suspect.Cause, suspect.Detail));
                break;
            case DeskEffect.ReportConfirmed confirmed:
                _setup.Monitor.Tell(new StaleMonitorProtocol.Confirmed(_depth, confirmed.AsOf));
                break;
            case DeskEffect.AccuseStream accused:
                _setup.Monitor.Tell(new StaleMonitorProtocol.Accused(_depth, accused.Cause, accused.Evidence));
                break;
            case DeskEffect.MeasureClock:
                _setup.Exchange.Tell(ClockProtocol.Measure.Instance);
                break;
            case DeskEffect.Announce announce:
                Announce(announce.Occurrence);
                break;
            case DeskEffect.Keep keep:
                _decisions.Offer(Symbol, keep.Decision, Context.System.Scheduler.Now);
                break;
            default:
                _questions.Ask(effect);
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
}
