using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Time;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Subscriptions;

namespace Phoenix.Actors.MarketData;

/// <summary>
/// One incarnation of one market-data socket: gets its plan, dials, passes events on to the symbols, and dies with a
/// typed cause. It never reconnects; its slot decides what follows.
/// </summary>
internal sealed partial class MarketConnectionActor : ReceiveActor, IWithTimers
{
    private readonly SlotId _slot;
    private readonly Epoch _epoch;
    private readonly IMarketDataPort _port;
    private readonly StreamSettings _settings;
    private readonly IActorRef _subscriptions;
    private readonly IActorRef _monitor;
    private readonly ILogger _log;
    private readonly FlightRecorder _recorder;
    private readonly IChance _chance;
    private Tape _tape = Tape.Off;
    private ImmutableDictionary<Symbol, IActorRef> _routes = ImmutableDictionary<Symbol, IActorRef>.Empty;
    private ConnectionState? _state;
    private IMarketConnection? _handle;

    public MarketConnectionActor(
        SlotId slot,
        Epoch epoch,
        StreamSettings settings,
        IActorRef subscriptions,
        IActorRef monitor,
        PhoenixPorts ports)
    {
        (_slot, _epoch, _settings, _subscriptions, _monitor) = (slot, epoch, settings, subscriptions, monitor);
        (_port, _recorder, _chance) = (ports.MarketData, ports.Recorder, ports.Chance);
        _log = ports.Logs.CreateLogger("Phoenix.MarketData");
        Receive<MarketEvent.Depth>(Deliver);
        Receive<MarketEvent.Mark>(Deliver);
        Receive<MarketEvent.Trade>(m => Route(m.Value.Symbol)?.Tell(new MarketDataProtocol.Traded(m.Value)));
        Receive<MarketEvent.Ticker>(Deliver);
        Receive<SubscriptionsProtocol.Plan>(Dial);
        Receive<SubscriptionsProtocol.Carry>(Carry);
        Receive<MarketEvent.Opened>(_ => Feed(new ConnectionInput.Opened()));
        Receive<MarketEvent.Subscribed>(_ => Feed(new ConnectionInput.Acknowledged()));
        Receive<MarketEvent.SubscriptionRefused>(m => Feed(new ConnectionInput.Refused(m.Reason)));
        Receive<MarketEvent.Malformed>(m => Feed(new ConnectionInput.Malformed(m.Reason)));
        Receive<SubscriptionsProtocol.Leave>(_ => Feed(new ConnectionInput.Dismissed()));
        Receive<MarketEvent.Closed>(m => Feed(new ConnectionInput.Closed(m.Cause, m.Detail)));
        Receive<MarketEvent.ControlAnswered>(
            m => FeedSubscriptions(new SubscriptionInput.Answered(m.Request, m.Listed)));
        Receive<MarketEvent.ControlRefused>(
            m => FeedSubscriptions(new SubscriptionInput.Refused(m.Request, m.Reason)));
        Receive<SubscriptionWake>(_ => FeedSubscriptions(new SubscriptionInput.Wake()));
        Receive<SlotProtocol.Condemn>(m => Feed(new ConnectionInput.Condemned(m.Cause, m.Detail)));
        Receive<StaleMonitorProtocol.Judged>(m => Excuse(m.Verdict));
        Receive<Wake>(_ => Feed(new ConnectionInput.Wake()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(
        SlotId slot,
        Epoch epoch,
        StreamSettings settings,
        IActorRef subscriptions,
        IActorRef monitor,
        PhoenixPorts ports) =>
        Props.Create(() => new MarketConnectionActor(slot, epoch, settings, subscriptions, monitor, ports));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<StaleMonitorProtocol.Judged>(Self);
        _subscriptions.Tell(new SubscriptionsProtocol.GetPlan(_slot, _epoch));
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _tape.End();
        _subscriptionTape.End();
        _handle?.Close();
        _monitor.Tell(new StaleMonitorProtocol.Forget(_slot, _epoch));
        _subscriptions.Tell(new SubscriptionsProtocol.Gone(_slot, _epoch));
    }

    private void Dial(SubscriptionsProtocol.Plan plan)
    {
        (_routes, _promised) = (plan.Routes, [.. plan.Connection.Streams]);
        _wanted = _promised;
        var owed = plan.Connection.Streams.RemoveAll(stream => !stream.MustFlow);
        var step = ConnectionMachine.Dial(owed, Context.System.Now(), _settings);
        _state = step.State;
        _tape = _recorder.Open($"connection {_slot} {_epoch}", TapeKind.Connection, step.State);
        _monitor.Tell(new StaleMonitorProtocol.Expect(_slot, _epoch, owed));
        _log.Dialing(_slot, _epoch, plan.Connection.Streams.Length);
        _handle = _port.Open(plan.Connection, new ActorSink<MarketEvent>(Self));
        PerformAll(step.Effects);
    }

    private void Deliver(MarketEvent.Depth frame)
    {
        FeedDelivery(new StreamId(frame.Diff.Symbol, StreamKind.Depth));
        Route(frame.Diff.Symbol)?.Tell(new MarketDataProtocol.Depth(frame.Epoch, frame.At, frame.Diff));
    }

    private void Deliver(MarketEvent.Ticker quote)
    {
        FeedDelivery(new StreamId(quote.Value.Symbol, StreamKind.BookTicker));
        Route(quote.Value.Symbol)?.Tell(new MarketDataProtocol.BestQuote(quote.Epoch, quote.Value));
    }

    private void Deliver(MarketEvent.Mark mark)
    {
        var stream = new StreamId(mark.Value.Symbol, StreamKind.MarkPrice);
        FeedDelivery(stream);
        _monitor.Tell(new StaleMonitorProtocol.Seen(stream, mark.Epoch, mark.Value.EventTime.Milliseconds, mark.At));
        Route(mark.Value.Symbol)?.Tell(new MarketDataProtocol.Mark(mark.Value));
    }

    private void Excuse(FreshnessVerdict verdict)
    {
        if (verdict.Epoch == _epoch && verdict.Freshness == Freshness.Quiet)
        {
            Feed(new ConnectionInput.Excused(verdict.Stream));
            FeedSubscriptions(new SubscriptionInput.Excused(verdict.Stream));
        }
    }

    private IActorRef? Route(Symbol symbol) => _routes.TryGetValue(symbol, out var receiver) ? receiver : null;

    /// <summary>
    /// Once everything flows, single deliveries are the stale monitor's business and cost nothing here.
    /// </summary>
    private void FeedDelivery(StreamId stream)
    {
        if (_state is not ConnectionState.Flowing)
        {
            Feed(new ConnectionInput.Delivered(stream));
        }
        else if (_subscribed is { AwaitsData: true })
        {
            FeedSubscriptions(new SubscriptionInput.Delivered(stream));
        }
    }

    private void Feed(ConnectionInput input)
    {
        if (_state is null)
        {
            return; // nothing was dialled yet, so there is nothing this could be about
        }

        var now = Context.System.Now();
        _tape.Input(now, input);
        (_state, var effects) = ConnectionMachine.Next(_state, input, now, _settings);
        _tape.Commit(effects);
        PerformAll(effects);
    }

    private void PerformAll(ImmutableArray<ConnectionEffect> effects)
    {
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(ConnectionEffect effect)
    {
        switch (effect)
        {
            case ConnectionEffect.ReportSubscribed:
                _log.Subscribed(_slot, _epoch);
                _subscriptions.Tell(new SubscriptionsProtocol.Acknowledged(_slot, _epoch));
                TellSubscribed(_promised);
                break;
            case ConnectionEffect.ReportUp:
                _log.Flowing(_slot, _epoch);
                _subscriptions.Tell(new SubscriptionsProtocol.Flowing(_slot, _epoch));
                Context.Parent.Tell(new SlotProtocol.Good(_epoch));
                BeginSubscriptions();
                break;
            case ConnectionEffect.AskToLeave:
                _subscriptions.Tell(new SubscriptionsProtocol.MayLeave(_slot, _epoch));
                Context.Parent.Tell(new SlotProtocol.Useful(_epoch));
                break;
            case ConnectionEffect.WakeAt wake:
                Timers.StartWake(Wake.Instance, wake.At, Context.System.Now());
                break;
            case ConnectionEffect.Die die:
                throw new StreamDiedException(die.Cause, die.Detail);
        }
    }

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
