using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Symbols;

/// <summary>
/// Supervises one desk per symbol. A desk that fails is restarted with nothing in its hands: it pulls, reconciles and
/// goes on, while the others do not notice.
/// </summary>
internal sealed class SymbolsActor : ReceiveActor
{
    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly IActorRef _account;
    private readonly IActorRef _monitor;
    private readonly PhoenixPorts _ports;
    private readonly SortedSet<Symbol> _reconciled = [];
    private readonly SortedSet<Symbol> _quoting = [];
    private readonly SortedSet<Symbol> _drained = [];
    private ImmutableDictionary<Symbol, IActorRef> _desks = ImmutableDictionary<Symbol, IActorRef>.Empty;
    private IActorRef _exchange = ActorRefs.Nobody;
    private IActorRef _stopper = ActorRefs.Nobody;

    public SymbolsActor(
        PhoenixSettings settings, EpochSource epochs, IActorRef account, IActorRef monitor, PhoenixPorts ports)
    {
        (_settings, _epochs, _account, _monitor, _ports) = (settings, epochs, account, monitor, ports);
        Receive<SymbolsProtocol.Begin>(Begin);
        Receive<SymbolsProtocol.Reconciled>(m => Count(_reconciled, m.Symbol, new SymbolsProtocol.AllReconciled()));
        Receive<SymbolsProtocol.Quoting>(m => Count(_quoting, m.Symbol, new SymbolsProtocol.AllQuoting()));
        Receive<SymbolsProtocol.Stop>(_ => Stop());
        Receive<SymbolsProtocol.Drained>(m => Drain(m.Symbol));
    }

    public static Props Create(
        PhoenixSettings settings, EpochSource epochs, IActorRef account, IActorRef monitor, PhoenixPorts ports) =>
        Props.Create(() => new SymbolsActor(settings, epochs, account, monitor, ports));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(error =>
        {
            Context.System.EventStream.Publish(
                new SystemEvent.PartFailed("symbols", error.Message, Context.System.Now()));
            return Directive.Restart; // a desk is never given up: its orders would be
        });

    private void Begin(SymbolsProtocol.Begin begin)
    {
        _exchange = Sender;
        foreach (var instrument in begin.Instruments)
        {
            if (!_desks.ContainsKey(instrument.Symbol))
            {
                var desk = new DeskSetup(
                    instrument,
                    _settings.Symbols.First(symbol => symbol.Symbol == instrument.Symbol),
                    _settings,
                    _epochs,
                    _exchange,
                    begin.Trading,
                    _account,
                    _monitor);
                _desks = _desks.Add(
                    instrument.Symbol, Context.ActorOf(QuoterActor.Create(desk, _ports), instrument.Symbol.Name));
            }
        }

        _exchange.Tell(new SymbolsProtocol.Begun(_desks));
    }

    private void Count(SortedSet<Symbol> reached, Symbol symbol, SymbolsProtocol.IEvent whenAll)
    {
        if (reached.Add(symbol) && reached.Count == _desks.Count)
        {
            _exchange.Tell(whenAll);
        }
    }

    private void Stop()
    {
        _stopper = Sender;
        foreach (var symbol in _desks.Keys.Order())
        {
            _desks[symbol].Tell(new SymbolsProtocol.Stop());
        }

        if (_desks.IsEmpty)
        {
            _stopper.Tell(new SymbolsProtocol.AllDrained());
        }
    }

    private void Drain(Symbol symbol)
    {
        if (_drained.Add(symbol) && _drained.Count == _desks.Count)
        {
            _stopper.Tell(new SymbolsProtocol.AllDrained());
        }
    }
}
