using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.Time;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;

namespace Phoenix.Actors.MarketData;

/// <summary>
/// Owns the set of wanted streams and knows of each how far it has come. Connections get what they carry from here and
/// from nowhere else, whole, each time they are created: a connection that starts without streams cannot exist, and a
/// reconnect cannot forget one.
/// </summary>
internal sealed class SubscriptionsActor : ReceiveActor
{
    private ImmutableDictionary<Symbol, IActorRef> _routes;
    private ImmutableArray<StreamId> _wanted;

    /// <summary>How far each incarnation has come with all that it carries.</summary>
    private readonly SortedDictionary<SlotId, Carrier> _slots = [];
    private readonly ReplacementTurns _turns;
    private readonly HostChoice _hosts = new();
    private readonly SortedDictionary<SlotId, IActorRef> _asking = [];
    private (bool DepthSubscribed, bool AllFlowing) _told;

    public SubscriptionsActor(
        ImmutableArray<StreamId> wanted, ImmutableDictionary<Symbol, IActorRef> routes, StreamSettings settings)
    {
        (_wanted, _routes, _turns) = (wanted, routes, new ReplacementTurns(settings.DeathDebounce));
        Receive<SubscriptionsProtocol.GetPlan>(m => HandOut(m.Slot, m.Epoch));
        Receive<SubscriptionsProtocol.Want>(m => Change(m.Streams, m.Routes));
        Receive<SubscriptionsProtocol.Acknowledged>(m => Advance(m.Slot, m.Epoch, Progress.Acknowledged));
        Receive<SubscriptionsProtocol.Flowing>(m => Advance(m.Slot, m.Epoch, Progress.Flowing));
        Receive<SubscriptionsProtocol.MayLeave>(m => Queue(m.Slot, m.Epoch));
        Receive<SubscriptionsProtocol.Gone>(m => Advance(m.Slot, m.Epoch, Progress.Wanted));
    }

    private enum Progress
    {
        Wanted,
        Asked,
        Acknowledged,
        Flowing,
    }

    public static Props Create(
        ImmutableArray<StreamId> wanted, ImmutableDictionary<Symbol, IActorRef> routes, StreamSettings settings) =>
        Props.Create(() => new SubscriptionsActor(wanted, routes, settings));

    private void HandOut(SlotId slot, Epoch epoch)
    {
        _slots[slot] = new Carrier(epoch, Progress.Asked, Sender);
        _turns.Dialed(slot);
        var streams = _wanted.Where(stream => stream.Route == slot.Route).Order().ToImmutableArray();
        var plan = new MarketConnectionPlan(epoch, slot.Route, streams) { Host = _hosts.For(slot) };
        Sender.Tell(new SubscriptionsProtocol.Plan(plan, _routes));
    }

    /// <summary>Every connection that lives or comes up hears of it, the successors in a rotation too.</summary>
    private void Change(ImmutableArray<StreamId> wanted, ImmutableDictionary<Symbol, IActorRef> routes)
    {
        (_wanted, _routes) = (wanted, routes);
        foreach (var (slot, carrier) in _slots.Where(pair => pair.Value.Progress != Progress.Wanted))
        {
            carrier.Connection.Tell(new SubscriptionsProtocol.Carry(
                carrier.Epoch, [.. wanted.Where(stream => stream.Route == slot.Route)], routes));
        }
    }

    private void Advance(SlotId slot, Epoch epoch, Progress progress)
    {
        if (_slots.TryGetValue(slot, out var state) && state.Epoch == epoch)
        {
            _slots[slot] = state with { Progress = progress };
            TakeTurns(slot, epoch, progress);
            JudgeHost(slot, state.Progress, progress);
        }

        var depthSubscribed = Reached(Progress.Acknowledged, stream => stream.Kind == StreamKind.Depth);
        var allFlowing = depthSubscribed && Reached(Progress.Flowing, _ => true);
        Tell(depthSubscribed && !_told.DepthSubscribed, new SubscriptionsProtocol.DepthSubscribed());
        Tell(allFlowing && !_told.AllFlowing, new SubscriptionsProtocol.AllFlowing());
        _told = (depthSubscribed, allFlowing);
    }

    private void Queue(SlotId slot, Epoch epoch)
    {
        _asking[slot] = Sender;
        _turns.Asks(slot, epoch);
        GrantTurns();
    }

    private void TakeTurns(SlotId slot, Epoch epoch, Progress progress)
    {
        switch (progress)
        {
            case Progress.Flowing:
                _turns.Flows(slot, epoch);
                GrantTurns();
                break;
            case Progress.Wanted:
                _turns.Gone(slot, epoch);
                break;
        }
    }

    private void JudgeHost(SlotId slot, Progress before, Progress after)
    {
        if (after == Progress.Flowing)
        {
            _hosts.Flowed(slot);
        }
        else if (after == Progress.Wanted && before is (Progress.Asked or Progress.Acknowledged))
        {
            _hosts.Failed(slot);
        }
    }

    private void GrantTurns()
    {
        foreach (var (slot, epoch) in _turns.Granted(Context.System.Now()))
        {
            _asking[slot].Tell(new SubscriptionsProtocol.Leave(epoch));
        }
    }

    /// <summary>Whether each such stream has come so far on at least one connection.</summary>
    private bool Reached(Progress progress, Func<StreamId, bool> concerns) =>
        _wanted.Where(concerns).All(stream =>
            _slots.Any(slot => slot.Key.Route == stream.Route && slot.Value.Progress >= progress));

    private static void Tell(bool when, SubscriptionsProtocol.IEvent occurrence)
    {
        if (when)
        {
            Context.Parent.Tell(occurrence);
        }
    }

    private sealed record Carrier(Epoch Epoch, Progress Progress, IActorRef Connection);
}
