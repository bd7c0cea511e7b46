using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Puts messages aside for later.</summary>
public interface IStash
{
    /// <summary>-1: without limit.</summary>
    int Capacity { get; }

    int Count { get; }

    bool IsEmpty { get; }

    bool IsFull { get; }

    bool NonEmpty { get; }

    /// <summary>Takes everything out without putting it back into the mailbox.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts envelopes into the stash, before what is there.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);

    /// <summary>Puts the current message aside.</summary>
    void Stash();

    /// <summary>Puts the oldest one back, before everything that waits in the mailbox.</summary>
    void Unstash();

    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);
}

/// <summary>An actor with a stash; the runtime sets it before <c>PreStart</c>.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>An actor with a stash over whatever mailbox it has.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor with a stash.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash without limit.</summary>
public interface IWithUnboundedStash
    : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash and a bounded mailbox.</summary>
[Obsolete("Use `IWithStash` with a configured BoundedDeque-based mailbox instead.")]
public interface IWithBoundedStash
    : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;

/// <summary>The stash holds as many messages as it may; what is to be stashed now is lost unless the actor catches
/// this.</summary>
public class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);
