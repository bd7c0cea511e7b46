using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic.Planted;

/// <summary>The venue acknowledges an order to whoever sent it and reports its fill, many hands later, on the user
/// stream. The tracker hears of both.</summary>
/// <remarks>The bug: a fill of an order that is not known yet is taken for somebody else's, and the order then stays
/// open forever. There is order per pair of sender and receiver, and there are two senders. The cure: the tracker
/// remembers early fills.</remarks>
internal static class Reordering
{
    private const int Orders = 4;
    private const int Hands = 12;

    internal static void Run(DeterministicRuntime runtime, bool isCured)
    {
        var open = new SortedSet<int>();
        var known = new SortedSet<int>();
        var system = runtime.System;
        var tracker = system.ActorOf(Props.Create(() => new Tracker(open, known, isCured)), "tracker");
        var gateway = system.ActorOf(Props.Create(() => new Passing(tracker)), "gateway");
        var stream = system.ActorOf(Props.Create(() => new Passing(tracker)), "stream");
        for (var hand = 2; hand <= Hands; hand++)
        {
            var next = stream;
            stream = system.ActorOf(Props.Create(() => new Passing(next)), $"hand-{hand}");
        }

        var fills = stream;
        var venue = system.ActorOf(Props.Create(() => new Venue(gateway, fills)), "venue");
        for (var id = 1; id <= Orders; id++) venue.Tell(new Order(id));

        runtime.RunUntilIdle();

        known.Count.ShouldBe(Orders);
        open.ShouldBeEmpty("an order that is filled counts as open");
    }

    private sealed record Order(int Id);

    private sealed record Accepted(int Id);

    private sealed record Filled(int Id);

    private sealed class Venue : ReceiveActor
    {
        public Venue(IActorRef gateway, IActorRef fills) => Receive<Order>(order =>
        {
            gateway.Tell(new Accepted(order.Id));
            fills.Tell(new Filled(order.Id));
        });
    }

    private sealed class Passing : ReceiveActor
    {
        public Passing(IActorRef next) => ReceiveAny(next.Tell);
    }

    private sealed class Tracker : ReceiveActor
    {
        public Tracker(SortedSet<int> open, SortedSet<int> known, bool isCured)
        {
            var early = new HashSet<int>();
            Receive<Accepted>(accepted =>
            {
                known.Add(accepted.Id);
                if (!early.Remove(accepted.Id)) open.Add(accepted.Id);
            });
            Receive<Filled>(filled =>
            {
                if (!open.Remove(filled.Id) && isCured) early.Add(filled.Id);
            });
        }
    }
}
