using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Symbols;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Actors.Trading;
using Phoenix.Actors.UserData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// One venue account. Owns the order of start-up, each step resting on the one before, and the order of shutdown; and
/// re-creates a whole part of the account (order entry, market data, user data), or all of them, when the ladder says
/// so.
/// </summary>
internal sealed partial class ExchangeActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly IActorRef _symbols;
    private readonly IActorRef _monitor;
    private readonly PhoenixPorts _ports;
    private readonly ILogger _log;
    private readonly SortedSet<StartUpStep> _reached = [];
    private IActorRef _trading = ActorRefs.Nobody;
    private IActorRef _marketData = ActorRefs.Nobody;
    private IActorRef _userData = ActorRefs.Nobody;
    private IActorRef _ladder = ActorRefs.Nobody;
    private IActorRef _clock = ActorRefs.Nobody;
    private IActorRef _releasedTo = ActorRefs.Nobody;
    private TradingProtocol.Up? _tradingUp;
    private UserDataProtocol.Up? _userUp;

    public ExchangeActor(
        PhoenixSettings settings,
        EpochSource epochs,
        SymbolRoster roster,
        IActorRef symbols,
        IActorRef monitor,
        PhoenixPorts ports)
    {
        (_settings, _epochs, _roster) = (settings, epochs, roster);
        (_symbols, _monitor, _ports) = (symbols, monitor, ports);
        _log = ports.Logs.CreateLogger("Phoenix.Exchange");
        Receive<TradingProtocol.Up>(m => OnTradingUp(m));
        Receive<TradingProtocol.Down>(_ => _tradingUp = null);
        Receive<Connect>(_ => RequestInstruments());
        Receive<InstrumentsFetched>(m => OnInstruments(m.Reply));
        Receive<SymbolsProtocol.Begun>(m => OnDesks(m.Desks));
        On<MarketDataProtocol.DepthSubscribed>(StartUpStep.DepthSubscribed);
        Receive<MarketDataProtocol.Up>(_ => StartUserData());
        On<UserDataProtocol.KeyObtained>(StartUpStep.ListenKeyObtained);
        On<UserDataProtocol.Subscribed>(StartUpStep.UserStreamSubscribed);
        Receive<UserDataProtocol.Up>(OnUserUp);
        Receive<UserDataProtocol.Down>(_ => _userUp = null);
        On<SymbolsProtocol.AllReconciled>(StartUpStep.Reconciled);
        On<SymbolsProtocol.AllQuoting>(StartUpStep.Quoting);
        Receive<UserDataProtocol.Suspect>(m => _userData.Tell(m));
        Receive<ExchangeProtocol.Introduce>(_ => Introduce());
        Receive<ClockProtocol.Measure>(m => _clock.Forward(m));
        Receive<ExchangeProtocol.Release>(_ => Release());
        Receive<ExchangeProtocol.Recreate>(Recreate);
        Receive<UserDataProtocol.Released>(m => _releasedTo.Tell(m));
        ReceiveSymbolChanges();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(
        PhoenixSettings settings,
        EpochSource epochs,
        SymbolRoster roster,
        IActorRef symbols,
        IActorRef monitor,
        PhoenixPorts ports) =>
        Props.Create(() => new ExchangeActor(settings, epochs, roster, symbols, monitor, ports));

    /// <summary>A part that fails, by a bug or because it was told to, is re-created whole.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        error =>
        {
            _log.PartFailed(error.Message);
            Context.System.EventStream.Publish(
                new SystemEvent.PartFailed("exchange", error.Message, Context.System.Now()));
            return Directive.Restart;
        },
        loggingEnabled: false);

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<TradingProtocol.Down>(Self);
        Context.System.EventStream.Subscribe<UserDataProtocol.Down>(Self);
        _clock = Context.ActorOf(ClockActor.Create(_settings.Streams, _ports), "clock");
        _ladder = Context.ActorOf(EscalationActor.Create(_settings.Reconnect, _ports), "escalation");
        _trading = Context.ActorOf(TradingActor.Create(_settings, _epochs, _ports), "trading");
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <summary>The message says that a step was reached, again after a reconnect.</summary>
    private void On<TMessage>(StartUpStep step) => Receive<TMessage>(message =>
    {
        Reach(step);
    });

    private void OnTradingUp(TradingProtocol.Up up)
    {
        _tradingUp = up;
        Reach(StartUpStep.TradingUp);
        if (!_reached.Contains(StartUpStep.ExchangeConnected))
        {
            RequestInstruments();
        }
    }

    private void RequestInstruments() =>
        FetchInstruments(_ports.Rest, [.. _roster.All.Select(symbol => symbol.Symbol)])
            .PipeTo(Self, success: reply => new InstrumentsFetched(reply));

    /// <summary>The clock first: every signed request needs it.</summary>
    private static async Task<VenueReply<ImmutableArray<Instrument>>> FetchInstruments(
        IVenueRest rest, ImmutableArray<Symbol> symbols) =>
        await rest.GetServerTime() is VenueReply<VenueTime>.Failed(var error)
            ? new VenueReply<ImmutableArray<Instrument>>.Failed(error)
            : await rest.GetInstruments(symbols);

    private void OnInstruments(VenueReply<ImmutableArray<Instrument>> reply)
    {
        switch (reply)
        {
            case VenueReply<ImmutableArray<Instrument>>.Ok(var instruments):
                if (Reach(StartUpStep.ExchangeConnected))
                {
                    _symbols.Tell(
                        new SymbolsProtocol.Begin([.. instruments.Where(IsQuotable)], _roster.All, _trading));
                }

                break;
            case VenueReply<ImmutableArray<Instrument>>.Failed(var error):
                _log.ConnectFailed(error.ToString());
                Timers.StartSingleTimer(Connect.Instance, Connect.Instance, error.RetryAfter ?? RetryInterval);
                break;
        }
    }

    /// <summary>A grid that does not fit the venue's rules leaves its symbol out; the others are quoted.</summary>
    private bool IsQuotable(Instrument instrument)
    {
        var grid = _roster.Find(instrument.Symbol)!.Grid;
        if (GridShape.Misfit(grid, instrument) is not { } reason)
        {
            return true;
        }

        _log.SymbolLeftOut(instrument.Symbol, reason);
        Context.System.EventStream.Publish(
            new SystemEvent.SymbolLeftOut(instrument.Symbol, reason, Context.System.Now()));
        return false;
    }

    private void StartUserData()
    {
        Reach(StartUpStep.MarketStreamUp);
        if (_userData.IsNobody())
        {
            _userData = Context.ActorOf(UserDataActor.Create(_settings, _epochs, _trading, _ports), "user-data");
        }
    }

    private void OnUserUp(UserDataProtocol.Up up)
    {
        _userUp = up;
        Reach(StartUpStep.UserStreamUp);
    }

    private void Recreate(ExchangeProtocol.Recreate order)
    {
        if (!_releasedTo.IsNobody())
        {
            return; // the last orderly stop goes before everything
        }

        var parts = new[] { ActorRefs.Nobody, _trading, _marketData, _userData }; // by their number
        Array.ForEach(order.Part is { } part ? [parts[(int)part]] : parts, actor => actor.Tell(order));
        if (order.Part is null)
        {
            RequestInstruments(); // the rules may be what changed, and the clock what is wrong
        }
    }

    private void Introduce()
    {
        _ladder.Forward(ExchangeProtocol.Introduce.Instance);
        _clock.Forward(ExchangeProtocol.Introduce.Instance);
        if (_tradingUp is { } trading)
        {
            Sender.Tell(trading);
        }

        if (_userUp is { } user)
        {
            Sender.Tell(user);
        }
    }

    private void Release()
    {
        _releasedTo = Sender;
        Context.Stop(_marketData);
        if (_userData.IsNobody())
        {
            _releasedTo.Tell(new UserDataProtocol.Released(KeyClosed: false));
        }
        else
        {
            _userData.Tell(new UserDataProtocol.Release());
        }
    }

    /// <summary>Notes the first time each step is reached.</summary>
    private bool Reach(StartUpStep step)
    {
        var isNew = _reached.Add(step);
        if (isNew)
        {
            _log.StepReached((int)step, step);
            Context.System.EventStream.Publish(new SystemEvent.StepReached(step, Context.System.Now()));
        }

        return isNew;
    }

    private sealed record Connect
    {
        public static Connect Instance { get; } = new();
    }

    private sealed record InstrumentsFetched(VenueReply<ImmutableArray<Instrument>> Reply);
}
