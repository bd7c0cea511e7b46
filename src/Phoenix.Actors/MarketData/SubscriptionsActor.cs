using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.MarketData;

/// <summary>
/// Owns the set of wanted streams and knows of each how far it has come. Connections get what they carry from here and
/// from nowhere else, whole, each time they are created: a connection that starts without streams cannot exist, and a
/// reconnect cannot forget one.
/// </summary>
internal sealed class SubscriptionsActor : ReceiveActor
{
    private readonly ImmutableDictionary<Symbol, IActorRef> _routes;
    private readonly SortedDictionary<StreamId, (Epoch Epoch, Progress Progress)> _streams = [];
    private (bool DepthSubscribed, bool AllFlowing) _told;

    public SubscriptionsActor(ImmutableArray<StreamId> wanted, ImmutableDictionary<Symbol, IActorRef> routes)
    {
        _routes = routes;
        foreach (var stream in wanted)
        {
            _streams[stream] = (Epoch.None, Progress.Wanted);
        }

        Receive<SubscriptionsProtocol.GetPlan>(m => HandOut(m.Slot, m.Epoch));
        Receive<SubscriptionsProtocol.Acknowledged>(m => Advance(m.Epoch, Progress.Acknowledged));
        Receive<SubscriptionsProtocol.Flowing>(m => Advance(m.Epoch, Progress.Flowing));
        Receive<SubscriptionsProtocol.Gone>(m => Advance(m.Epoch, Progress.Wanted));
    }

    private enum Progress
    {
        Wanted,
        Asked,
        Acknowledged,
        Flowing,
    }

    public static Props Create(ImmutableArray<StreamId> wanted, ImmutableDictionary<Symbol, IActorRef> routes) =>
        Props.Create(() => new SubscriptionsActor(wanted, routes));

    private void HandOut(SlotId slot, Epoch epoch)
    {
        var streams = _streams.Keys.Where(stream => stream.Route == slot.Route).ToImmutableArray();
        foreach (var stream in streams)
        {
            _streams[stream] = (epoch, Progress.Asked);
        }

        Sender.Tell(new SubscriptionsProtocol.Plan(new MarketConnectionPlan(epoch, slot.Route, streams), _routes));
    }

    private void Advance(Epoch epoch, Progress progress)
    {
        foreach (var (stream, state) in _streams.ToArray())
        {
            if (state.Epoch == epoch)
            {
                _streams[stream] = (epoch, progress);
            }
        }

        var depthSubscribed = _streams.All(s =>
            s.Key.Kind != StreamKind.Depth || s.Value.Progress >= Progress.Acknowledged);
        var allFlowing = depthSubscribed && _streams.Values.All(s => s.Progress == Progress.Flowing);
        Tell(depthSubscribed && !_told.DepthSubscribed, new SubscriptionsProtocol.DepthSubscribed());
        Tell(allFlowing && !_told.AllFlowing, new SubscriptionsProtocol.AllFlowing());
        _told = (depthSubscribed, allFlowing);
    }

    private static void Tell(bool when, SubscriptionsProtocol.IEvent occurrence)
    {
        if (when)
        {
            Context.Parent.Tell(occurrence);
        }
    }
}
