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

/// <summary>An actor with a stash that has a limit.</summary>
public interface IWithBoundedStash : IWithUnrestrictedStash;

/// <summary>The stash of one instance of an actor; what it holds goes back to the mailbox when the instance
/// ends.</summary>
internal sealed class Stash(ActorCell cell) : IStash
{
    private List<Envelope> _stashed = [];
    private long _stashedDuring = -1;

    public int Capacity => -1;

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool IsFull => false;

    public bool NonEmpty => _stashed.Count > 0;

    void IStash.Stash()
    {
        var current = cell.CurrentEnvelope;
        if (current.Message is null) throw new IllegalActorStateException("There is no message to stash.");
        if (_stashedDuring == cell.MessageCount)
        {
            throw new IllegalActorStateException($"Can't stash the same message {current.Message} more than once.");
        }

        _stashed.Add(current);
        _stashedDuring = cell.MessageCount;
    }

    public void Prepend(IEnumerable<Envelope> envelopes) => _stashed.InsertRange(0, envelopes);

    public void Unstash()
    {
        if (_stashed.Count == 0) return;
        cell.Mailbox.Prepend([_stashed[0]]);
        _stashed.RemoveAt(0);
    }

    public void UnstashAll()
    {
        cell.Mailbox.Prepend(_stashed);
        _stashed.Clear();
    }

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        cell.Mailbox.Prepend(_stashed.FindAll(envelope => predicate(envelope)));
        _stashed.Clear();
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed;
        _stashed = [];
        return all;
    }
}
