using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic.Planted;

/// <summary>A desk keeps its position by the venue's fills and, now and then, by a snapshot it asks for. Both come
/// from the venue, but by different routes: a fill that happens after the snapshot was taken may be handled
/// before.</summary>
/// <remarks>The bug: the snapshot replaces the position, and the fill is lost. The cure: both carry the venue's
/// version, and the older one does not count.</remarks>
internal static class StaleReply
{
    internal static void Run(DeterministicRuntime runtime, bool isCured)
    {
        var (desk, venue) = (new Holder(), new Holder());
        var system = runtime.System;
        var deskRef = system.ActorOf(Props.Create(() => new Desk(desk, isCured)), "desk");
        var stream = system.ActorOf(Props.Create(() => new Route(deskRef)), "stream");
        var rest = system.ActorOf(Props.Create(() => new Route(deskRef)), "rest");
        var venueRef = system.ActorOf(Props.Create(() => new Venue(venue, stream, rest)), "venue");
        system.ActorOf(Props.Create(() => new Trader(venueRef, 6)), "trader");
        system.ActorOf(Props.Create(() => new Reconciler(venueRef)), "reconciler");

        runtime.RunFor(TimeSpan.FromSeconds(10));

        desk.Position.ShouldBe(venue.Position, "the desk's position is not the venue's");
    }

    private sealed record Trade(int Quantity);

    private sealed record TakeSnapshot;

    private sealed record Fill(int Quantity, int Version);

    private sealed record Snapshot(int Position, int Version);

    private sealed class Holder
    {
        internal int Position { get; set; }
    }

    private sealed class Venue : ReceiveActor
    {
        private int _version;

        public Venue(Holder truth, IActorRef stream, IActorRef rest)
        {
            Receive<Trade>(trade =>
            {
                truth.Position += trade.Quantity;
                stream.Tell(new Fill(trade.Quantity, ++_version));
            });
            Receive<TakeSnapshot>(_ => rest.Tell(new Snapshot(truth.Position, _version)));
        }
    }

    private sealed class Route : ReceiveActor
    {
        public Route(IActorRef desk) => ReceiveAny(desk.Tell);
    }

    private sealed class Desk : ReceiveActor
    {
        private int _version;

        public Desk(Holder belief, bool isCured)
        {
            Receive<Fill>(fill =>
            {
                if (isCured && fill.Version <= _version) return;
                belief.Position += fill.Quantity;
                _version = fill.Version;
            });
            Receive<Snapshot>(snapshot =>
            {
                if (isCured && snapshot.Version <= _version) return;
                belief.Position = snapshot.Position;
                _version = snapshot.Version;
            });
        }
    }

    private sealed class Trader : ReceiveActor, IWithTimers
    {
        public Trader(IActorRef venue, int trades) => Receive<Trade>(trade =>
        {
            venue.Tell(trade);
            if (--trades == 0) Timers.CancelAll();
        });

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() =>
            Timers.StartPeriodicTimer("trade", new Trade(1), TimeSpan.FromSeconds(1));
    }

    private sealed class Reconciler : ReceiveActor, IWithTimers
    {
        public Reconciler(IActorRef venue) => Receive<TakeSnapshot>(venue.Tell);

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() =>
            Timers.StartSingleTimer("reconcile", new TakeSnapshot(), TimeSpan.FromSeconds(6));
    }
}
