using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Telemetry;

namespace Phoenix.Simulation.Wiring;

/// <summary>Hands everything that is published in the tree, errors included, to the world outside the actors.</summary>
internal sealed class EventCollector : ReceiveActor
{
    public EventCollector(Action<SystemEvent> hand, Action<Error> handError)
    {
        Receive<SystemEvent>(hand);
        Receive<Error>(handError);
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<SystemEvent>(Self);
        Context.System.EventStream.Subscribe<Error>(Self);
    }
}
