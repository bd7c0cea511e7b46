using Akka.Actor;
using Phoenix.Core.Ports;

namespace Phoenix.Actors.Exchange;

/// <summary>Turns what an adapter publishes into messages to one incarnation of an actor.</summary>
internal sealed class ActorSink<TEvent>(IActorRef receiver) : IEventSink<TEvent>
    where TEvent : notnull
{
    public void Publish(TEvent occurrence) => receiver.Tell(occurrence, ActorRefs.NoSender);
}
