using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.Control;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Risk;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
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
    private readonly SymbolRoster _roster;
    private readonly OperatorWill _will;
    private readonly IActorRef _account;
    private readonly IActorRef _monitor;
    private readonly IActorRef _risk;
    private readonly PhoenixPorts _ports;
    private readonly SortedSet<Symbol> _reconciled = [];
    private readonly SortedSet<Symbol> _quoting = [];
    private readonly SortedSet<Symbol> _drained = [];
    private readonly SortedSet<Symbol> _leaving = [];
    private readonly SortedDictionary<Symbol, Instrument> _instruments = [];
    private ImmutableDictionary<Symbol, IActorRef> _desks = ImmutableDictionary<Symbol, IActorRef>.Empty;
    private IActorRef _exchange = ActorRefs.Nobody;
    private IActorRef _stopper = ActorRefs.Nobody;

    public SymbolsActor(
        PhoenixSettings settings,
        EpochSource epochs,
        SymbolRoster roster,
        OperatorWill will,
        IActorRef account,
        IActorRef monitor,
        IActorRef risk,
        PhoenixPorts ports)
    {
        (_settings, _epochs, _roster, _will) = (settings, epochs, roster, will);
        (_account, _monitor, _risk, _ports) = (account, monitor, risk, ports);
        Receive<SymbolsProtocol.Begin>(Begin);
        Receive<SymbolsProtocol.Reconciled>(m => Count(_reconciled, m.Symbol, new SymbolsProtocol.AllReconciled()));
        Receive<SymbolsProtocol.Quoting>(m => Count(_quoting, m.Symbol, new SymbolsProtocol.AllQuoting()));
        Receive<SymbolsProtocol.Stop>(_ => Stop());
        Receive<SymbolsProtocol.Drained>(m => Drain(m.Symbol));
        Receive<SymbolsProtocol.Remove>(m => Remove(m.Symbol));
        Receive<SymbolsProtocol.Dismiss>(m => Context.Stop(_desks[m.Symbol]));
        Receive<Ended>(m => Forget(m.Symbol));
        Receive<SymbolsProtocol.Restarted>(m => Remind(m.Symbol));
        Receive<SymbolsProtocol.Obey>(Obey);
        Receive<SymbolsProtocol.Assign>(Assign);
        Receive<SymbolsProtocol.Resettle>(Resettle);
        Receive<SymbolsProtocol.GetStandings>(m => AskStandings(m.Round));
    }

    public static Props Create(
        PhoenixSettings settings,
        EpochSource epochs,
        SymbolRoster roster,
        OperatorWill will,
        IActorRef account,
        IActorRef monitor,
        IActorRef risk,
        PhoenixPorts ports) =>
        Props.Create(() => new SymbolsActor(settings, epochs, roster, will, account, monitor, risk, ports));

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
                    begin.Settings.First(symbol => symbol.Symbol == instrument.Symbol),
                    _settings,
                    _epochs,
                    _roster,
                    _will,
                    _exchange,
                    begin.Trading,
                    _account,
                    _monitor,
                    _risk);
                _instruments[instrument.Symbol] = instrument;
                _desks = _desks.Add(
                    instrument.Symbol, Context.ActorOf(QuoterActor.Create(desk, _ports), instrument.Symbol.Name));
            }
        }

        _exchange.Tell(new SymbolsProtocol.Begun(_desks.RemoveRange(_leaving.Where(_drained.Contains))));
    }

    private void Count(SortedSet<Symbol> reached, Symbol symbol, SymbolsProtocol.IEvent whenAll)
    {
        if (reached.Add(symbol))
        {
            TellIfAll(reached, whenAll);
        }
    }

    private void TellIfAll(SortedSet<Symbol> reached, SymbolsProtocol.IEvent whenAll)
    {
        if (_desks.Keys.All(reached.Contains))
        {
            _exchange.Tell(whenAll);
        }
    }

    private void Remove(Symbol symbol)
    {
        _leaving.Add(symbol);
        _desks[symbol].Tell(new SymbolsProtocol.Stop());
    }

    /// <summary>A desk that fails while it pulls begins anew and has to be told again.</summary>
    private void Remind(Symbol symbol)
    {
        if (_leaving.Contains(symbol) || !_stopper.IsNobody())
        {
            _desks[symbol].Tell(new SymbolsProtocol.Stop());
        }
    }

    private void Assign(SymbolsProtocol.Assign choice)
    {
        foreach (var symbol in _desks.Keys.Where(key => choice.Symbol is null || key == choice.Symbol).Order())
        {
            if (choice.State.StrategyOf(symbol) is { } strategy)
            {
                _desks[symbol].Tell(new SymbolsProtocol.Follow(strategy));
            }
        }
    }

    /// <summary>A desk that fails in between begins anew with what the roster says.</summary>
    private void Resettle(SymbolsProtocol.Resettle order)
    {
        var problem = order.Wish.Settings.Select(Misfit).FirstOrDefault(found => found is not null);
        if (problem is null)
        {
            foreach (var settings in order.Wish.Settings)
            {
                _roster.Change(settings);
                _desks[settings.Symbol].Tell(DeskTerms.Of(settings));
            }
        }

        Sender.Tell(new SymbolsProtocol.Resettled(order.Wish, order.Asker, problem));
    }

    private string? Misfit(SymbolSettings settings) => !_desks.ContainsKey(settings.Symbol)
        ? $"{settings.Symbol} is not traded now"
        : GridShape.Misfit(settings.Grid, _instruments[settings.Symbol]) is { } misfit
            ? $"{settings.Symbol}: {misfit}"
            : null;

    private void Obey(SymbolsProtocol.Obey will)
    {
        foreach (var symbol in _desks.Keys.Where(key => will.Symbol is null || key == will.Symbol).Order())
        {
            _desks[symbol].Tell(new SymbolsProtocol.Stand(will.State.Of(symbol)));
        }
    }

    private void AskStandings(long round)
    {
        Sender.Tell(new SymbolsProtocol.Desks(round, [.. _desks.Keys.Order()]));
        foreach (var symbol in _desks.Keys.Order())
        {
            _desks[symbol].Forward(new SymbolsProtocol.GetStanding(round));
        }
    }

    private void Forget(Symbol symbol)
    {
        _desks = _desks.Remove(symbol);
        foreach (var marks in new[] { _reconciled, _quoting, _drained, _leaving })
        {
            marks.Remove(symbol);
        }

        _risk.Tell(new RiskProtocol.Gone(symbol));
        _exchange.Tell(new SymbolsProtocol.Dismissed(symbol));
        TellIfAll(_reconciled, new SymbolsProtocol.AllReconciled());
        TellIfAll(_quoting, new SymbolsProtocol.AllQuoting());
        TellWhenDrained();
    }

    private void Stop()
    {
        _stopper = Sender;
        foreach (var symbol in _desks.Keys.Order())
        {
            _desks[symbol].Tell(new SymbolsProtocol.Stop());
        }

        TellWhenDrained();
    }

    private void Drain(Symbol symbol)
    {
        if (_drained.Add(symbol) && _leaving.Contains(symbol))
        {
            Context.WatchWith(_desks[symbol], new Ended(symbol));
            _exchange.Tell(new SymbolsProtocol.Emptied(symbol));
        }

        TellWhenDrained();
    }

    private void TellWhenDrained()
    {
        if (!_stopper.IsNobody() && _desks.Keys.All(_drained.Contains))
        {
            _stopper.Tell(new SymbolsProtocol.AllDrained());
        }
    }

    private sealed record Ended(Symbol Symbol);
}
