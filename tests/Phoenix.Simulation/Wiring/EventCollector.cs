using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;

namespace Phoenix.Simulation.Wiring;

/// <summary>Hands everything that is published in the tree, errors included, to the world outside the actors.</summary>
internal sealed class EventCollector : ReceiveActor
{
    public EventCollector(Action<SystemEvent> hand, Action<Instant> handBeat, Action<Error> handError)
    {
        Receive<SystemEvent>(hand);
        Receive<StaleMonitorProtocol.Watched>(beat => handBeat(beat.At));
        Receive<Error>(handError);
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<SystemEvent>(Self);
        Context.System.EventStream.Subscribe<StaleMonitorProtocol.Watched>(Self);
        Context.System.EventStream.Subscribe<Error>(Self);
    }
}
