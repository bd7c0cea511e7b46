using Akka.Actor;
using Phoenix.Actors.Account;
using Phoenix.Actors.Control;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Risk;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Symbols;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Actors.UserData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Actors;

/// <summary>
/// The root: creates the parts in the order in which they need one another, and stops them in the order that leaves
/// nothing behind: desks drain first, then the user stream and its key end.
/// </summary>
internal sealed class PhoenixActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(4);

    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly SymbolRoster _roster;
    private readonly OperatorWill _will;
    private readonly RiskBook _book;
    private readonly PhoenixPorts _ports;
    private IActorRef _telemetry = ActorRefs.Nobody;
    private IActorRef _exchange = ActorRefs.Nobody;
    private IActorRef _symbols = ActorRefs.Nobody;
    private IActorRef _control = ActorRefs.Nobody;
    private IActorRef _stopper = ActorRefs.Nobody;
    private bool _drained;
    private bool _keyClosed;

    public PhoenixActor(
        PhoenixSettings settings,
        EpochSource epochs,
        SymbolRoster roster,
        OperatorWill will,
        RiskBook book,
        PhoenixPorts ports)
    {
        (_settings, _epochs, _roster, _will, _book, _ports) = (settings, epochs, roster, will, book, ports);
        Running();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>
    /// What reaches the root is a bug, not a dead stream. The parts know one another's state by having been told, so
    /// they start over together: desks ask the venue what rests, and quote only after they have compared.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(error =>
    {
        Context.System.EventStream.Publish(
            new SystemEvent.PartFailed("phoenix", error.Message, Context.System.Now()));
        return Directive.Restart;
    });

    protected override void PreStart()
    {
        _telemetry = Context.ActorOf(TelemetryActor.Create(), "telemetry");
        var monitor = Context.ActorOf(MonitorKeeperActor.Create(_settings.Streams, _ports), "stale-monitor");
        var account = Context.ActorOf(AccountActor.Create(_ports), "account");
        var risk = Context.ActorOf(RiskGuardActor.Create(_settings.Guard, _book, _ports), "risk");
        _symbols = Context.ActorOf(
            SymbolsActor.Create(_settings, _epochs, _roster, _will, account, monitor, risk, _ports),
            "symbols");
        _control = Context.ActorOf(ControlActor.Create(_will, _roster, _symbols, risk, _book, _ports), "control");
        _exchange = Context.ActorOf(
            ExchangeActor.Create(_settings, _epochs, _roster, _symbols, monitor, _ports), "exchange");
    }

    private void Running()
    {
        Inform();
        Receive<PhoenixProtocol.AddSymbol>(m => _exchange.Forward(m));
        Receive<PhoenixProtocol.RemoveSymbol>(m => _exchange.Forward(m));
        Receive<PhoenixProtocol.Shutdown>(_ => BeginStop());
    }

    /// <summary>What may be asked, and what the operator may say, at any time.</summary>
    private void Inform()
    {
        Receive<PhoenixProtocol.GetStatus>(m => _telemetry.Forward(m));
        Receive<ControlProtocol.ICommand>(m => _control.Forward(m));
    }

    private void BeginStop()
    {
        _stopper = Sender;
        _symbols.Tell(new SymbolsProtocol.Stop());
        Timers.StartSingleTimer(Overdue.Instance, Overdue.Instance, DrainTimeout);
        Become(Draining);
    }

    private void RefuseChanges()
    {
        Receive<PhoenixProtocol.AddSymbol>(m => Refuse(m.Settings.Symbol));
        Receive<PhoenixProtocol.RemoveSymbol>(m => Refuse(m.Symbol));
    }

    private void Refuse(Symbol symbol) =>
        Sender.Tell(new PhoenixProtocol.SymbolRefused(symbol, SymbolRefusal.Stopping, "the system stops"));

    private void Draining()
    {
        RefuseChanges();
        Inform();
        Receive<SymbolsProtocol.AllDrained>(_ => BeginRelease(drained: true));
        Receive<Overdue>(_ => BeginRelease(drained: false));
    }

    private void BeginRelease(bool drained)
    {
        _drained = drained;
        _exchange.Tell(new ExchangeProtocol.Release());
        Timers.StartSingleTimer(Overdue.Instance, Overdue.Instance, ReleaseTimeout);
        Become(Releasing);
    }

    private void Releasing()
    {
        RefuseChanges();
        Inform();
        Receive<UserDataProtocol.Released>(m => CollectStatus(m.KeyClosed));
        Receive<Overdue>(_ => CollectStatus(keyClosed: false));
        Receive<PhoenixStatus>(Finish);
    }

    private void CollectStatus(bool keyClosed)
    {
        _keyClosed = keyClosed;
        Timers.Cancel(Overdue.Instance);
        _telemetry.Tell(PhoenixProtocol.GetStatus.Instance);
    }

    private void Finish(PhoenixStatus status)
    {
        _stopper.Tell(new PhoenixProtocol.ShutdownDone(_drained, _keyClosed, status));
        Context.Stop(Self);
    }

    private sealed record Overdue
    {
        public static Overdue Instance { get; } = new();
    }
}
