using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Holds the user messages of one mailbox: any thread puts in, one at a time takes out.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }

    int Count { get; }

    /// <param name="receiver">The actor the message is for, in case the queue cannot take it.</param>
    /// <param name="envelope">The message and its sender.</param>
    void Enqueue(IActorRef receiver, Envelope envelope);

    bool TryDequeue(out Envelope envelope);

    /// <summary>The actor has ended: hands what is left to the dead letters.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
