using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Actors.MarketData;

/// <summary>
/// Supervises the subscriptions and the slots, some side by side per route; turns the stale monitor's verdicts into
/// condemned connections and tells the tree which streams are gone. When the ladder says so all of market data is
/// re-created.
/// </summary>
internal sealed partial class MarketDataActor : ReceiveActor, IWithTimers
{
    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly IActorRef _monitor;
    private readonly PhoenixPorts _ports;
    private readonly SortedDictionary<SlotId, IActorRef> _slots = [];
    private readonly RepeatedDeaths _repeated = new(limit: 3);
    private readonly ILogger _log;
    private readonly SortedSet<(SlotId Slot, Epoch Epoch)> _dialed = [];
    private MarketDataProtocol.Wants _wants = new([], ImmutableDictionary<Symbol, IActorRef>.Empty);
    private IActorRef _subscriptions = ActorRefs.Nobody;

    public MarketDataActor(PhoenixSettings settings, EpochSource epochs, IActorRef monitor, PhoenixPorts ports)
    {
        (_settings, _epochs, _monitor, _ports) = (settings, epochs, monitor, ports);
        _log = ports.Logs.CreateLogger("Phoenix.MarketData");
        _rotation = new RotationPlanner(settings.Streams, SlotsOf(settings));
        Receive<MarketDataProtocol.Wants>(Follow);
        Receive<SubscriptionsProtocol.DepthSubscribed>(
            _ => Context.Parent.Tell(new MarketDataProtocol.DepthSubscribed()));
        Receive<SubscriptionsProtocol.AllFlowing>(_ => Context.Parent.Tell(new MarketDataProtocol.Up()));
        Receive<StaleMonitorProtocol.Judged>(m => OnJudged(m.Verdict));
        Receive<SlotProtocol.Dialed>(m => _dialed.Add((SlotNamed(m.Slot), m.Epoch)));
        Receive<SlotProtocol.Up>(Announce);
        Receive<SlotProtocol.Lost>(Announce);
        Receive<SlotProtocol.Rotating>(Announce);
        Receive<SlotProtocol.Rotated>(Announce);
        Receive<SlotProtocol.RotationFailed>(Announce);
        Receive<LookForRotation>(_ => RotateWhatIsDue());
        Receive<ExchangeProtocol.Recreate>(m => throw new PartRecreatedException(m.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(
        PhoenixSettings settings, EpochSource epochs, IActorRef monitor, PhoenixPorts ports) =>
        Props.Create(() => new MarketDataActor(settings, epochs, monitor, ports));

    /// <summary>A child that failed by a bug: the exchange re-creates this part whole.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        _ => Directive.Escalate, loggingEnabled: false);

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<StaleMonitorProtocol.Judged>(Self);
        Context.Parent.Tell(MarketDataProtocol.GetWants.Instance);
    }

    /// <summary>With the first wants the connections begin; later ones change what these carry.</summary>
    private void Follow(MarketDataProtocol.Wants wants)
    {
        _rotation.Forget(_wants.Streams.Except(wants.Streams));
        _wants = wants;
        if (_subscriptions.IsNobody())
        {
            Begin();
        }
        else
        {
            _subscriptions.Tell(new SubscriptionsProtocol.Want(wants.Streams, wants.Routes));
        }
    }

    private void Begin()
    {
        _subscriptions = Context.ActorOf(
            SubscriptionsActor.Create(_wants.Streams, _wants.Routes, _settings.Streams), "subscriptions");
        foreach (var slot in SlotsOf(_settings))
        {
            var props = SlotActor.CreateRotating(
                slot.ToString(),
                (epoch, second) => Connection(slot with { IsSecondBerth = second }, epoch),
                _settings.Reconnect,
                _epochs,
                _ports);
            _slots[slot] = Context.ActorOf(props, slot.ToString());
        }

        StartRotation();
    }

    /// <summary>Books must not wait for connections that ended with this part.</summary>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        foreach (var (slot, epoch) in _dialed.ToArray())
        {
            PublishDown(slot, epoch);
        }
    }

    /// <summary>Every symbol has a stream on each route, so the routes do not change with the symbols.</summary>
    private static IEnumerable<SlotId> SlotsOf(PhoenixSettings settings) =>
        new[] { StreamRoute.Public, StreamRoute.Market }
            .SelectMany(route => SlotId.Of(route, settings.Streams.Connections));

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private Props Connection(SlotId slot, Epoch epoch) =>
        MarketConnectionActor.Create(slot, epoch, _settings.Streams, _subscriptions, _monitor, _ports);

    private SlotId SlotNamed(string name) => _slots.Keys.First(id => id.ToString() == name);

    private void OnJudged(FreshnessVerdict verdict)
    {
        if (_wants.Streams.Contains(verdict.Stream))
        {
            _rotation.Judged(verdict);
        }

        if (verdict.CountsAsDeath && _slots.TryGetValue(verdict.Slot.Slot, out var slot))
        {
            var cause = verdict.Cause ?? DeathCause.SilentStream;
            var what = cause == DeathCause.BehindSibling ? "behind its sibling" : "silent";
            var detail = $"{verdict.Stream} {verdict.Evidence ?? $"{what} for {verdict.Age.TotalSeconds:0.00} s"}";
            slot.Tell(new SlotProtocol.Condemn(verdict.Epoch, cause, detail, verdict.Age));
        }
    }

    private void Announce(SlotProtocol.Up up)
    {
        var now = Context.System.Now();
        _rotation.Up(SlotNamed(up.Slot), _ports.Chance.NextUnit(), now);
        _repeated.Flowed(up.Slot);
        Publish(new SystemEvent.ConnectionUp(up.Slot, up.Epoch, now));
    }

    private void Announce(SlotProtocol.Lost lost)
    {
        var slot = SlotNamed(lost.Slot);
        _rotation.Lost(slot);
        PublishDown(slot, lost.Epoch);
        Publish(new SystemEvent.ConnectionLost(
            lost.Slot, lost.Epoch, lost.Cause, lost.Detail, lost.SilentFor, Context.System.Now()));
        if (_repeated.Died(lost.Slot, lost.Cause, lost.Detail) is { } count)
        {
            _log.Stuck(lost.Slot, count, lost.Cause, lost.Detail);
            Publish(new SystemEvent.SlotStuck(lost.Slot, lost.Cause, lost.Detail, count, Context.System.Now()));
        }
    }

    private void PublishDown(SlotId slot, Epoch epoch)
    {
        _dialed.Remove((slot, epoch));
        Publish(new MarketDataProtocol.Down(
            slot, epoch, [.. _wants.Streams.Where(stream => stream.Route == slot.Route)]));
    }
}
