using Akka.Dispatch;
using Akka.Event;
using Phoenix.ActorRuntime.Deterministic;

namespace Akka.Actor;

/// <summary>Identity of references: two are equal when they name the same incarnation.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef? sender)
    {
        if (message is not null) TellInternal(message, sender);
        else if (!TakesNull()) throw new ArgumentNullException(nameof(message), "The message cannot be null.");
    }

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Path.GetHashCode(), Path.Uid);

    public int CompareTo(IActorRef? other)
    {
        if (other is null) return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        IActorRef other => CompareTo(other),
        _ => throw new ArgumentException($"Cannot compare an actor reference with a {obj.GetType()}.", nameof(obj)),
    };

    public override string ToString() =>
        Path.Uid == 0 ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    protected abstract void TellInternal(object message, IActorRef? sender);

    /// <summary>Told null, which is a message to no actor.</summary>
    /// <returns>True if that is no error.</returns>
    private protected virtual bool TakesNull() => false;
}

/// <summary>What the runtime needs to know of every reference, all of which are its own.</summary>
public interface IInternalActorRef : IActorRef
{
    IInternalActorRef? Parent { get; }

    bool IsTerminated { get; }

    /// <summary>The owning system; null for <see cref="Nobody"/> only.</summary>
    internal ActorSystemImpl? Owner { get; }

    internal IReadOnlyList<IInternalActorRef> Children { get; }

    /// <summary>The actor that so many names lead to, <c>..</c> to the parent; nobody if there is none.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Goes on after a suspension.</summary>
    /// <param name="causedByFailure">The failure this answers; null if it was not this actor's own.</param>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Handles no more messages until it is resumed, restarted or stopped.</summary>
    void Suspend();

    void Restart(Exception cause);

    void Stop();

    internal void SendSystemMessage(SystemMessage message);

    internal IInternalActorRef? GetSingleChild(string name);
}

/// <summary>A reference without a cell behind it.</summary>
public abstract class MinimalActorRef : ActorRefBase, IInternalActorRef
{
    private protected MinimalActorRef()
    {
    }

    ActorSystemImpl? IInternalActorRef.Owner => OwnerSystem;

    IInternalActorRef? IInternalActorRef.Parent => null;

    bool IInternalActorRef.IsTerminated => false;

    IReadOnlyList<IInternalActorRef> IInternalActorRef.Children => [];

    private protected virtual ActorSystemImpl? OwnerSystem => null;

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => SystemMessages.Descend(this, name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => OnSystemMessage(new ResumeActor(causedByFailure));

    void IInternalActorRef.Suspend() => OnSystemMessage(new SuspendActor());

    void IInternalActorRef.Restart(Exception cause) => OnSystemMessage(new RestartActor(cause));

    void IInternalActorRef.Stop() => OnSystemMessage(new TerminateActor());

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => OnSystemMessage(message);

    IInternalActorRef? IInternalActorRef.GetSingleChild(string name) => OnGetChild(name);

    private protected virtual void OnSystemMessage(SystemMessage message)
    {
    }

    private protected virtual IInternalActorRef? OnGetChild(string name) => null;

    protected override void TellInternal(object message, IActorRef? sender)
    {
    }
}

/// <summary>The reference that stands for no actor; what it is told is lost.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private readonly RootActorPath _path = new(new Address("akka", "all-systems"), "/Nobody");

    private Nobody()
    {
    }

    public override ActorPath Path => _path;

    private protected override bool TakesNull() => true;
}

/// <summary>The reference of an actor with a cell in this process.</summary>
internal sealed class LocalActorRef : ActorRefBase, IInternalActorRef
{
    // Beside the cell, so that a tell does not read the cell that the running actor is writing to.
    private readonly Mailbox _mailbox;

    /// <summary>Looks at who tells, in deterministic mode; null on real threads.</summary>
    private readonly DeterministicRuntime? _run;

    internal LocalActorRef(ActorSystemImpl system, Props props, IInternalActorRef parent, ActorPath path)
    {
        (Path, _run) = (path, system.Environment.Run);
        Cell = new ActorCell(system, this, props, parent);
        _mailbox = Cell.Mailbox;
    }

    public override ActorPath Path { get; }

    public ActorSystemImpl? Owner => Cell.SystemImpl;

    public IInternalActorRef? Parent => Cell.ParentRef;

    public bool IsTerminated => Cell.IsTerminated;

    public IReadOnlyList<IInternalActorRef> Children => Cell.ChildRefs();

    internal ActorCell Cell { get; }

    public IActorRef GetChild(IReadOnlyList<string> name) => SystemMessages.Descend(this, name);

    public void Resume(Exception? causedByFailure = null) => SendSystemMessage(new ResumeActor(causedByFailure));

    public void Suspend() => SendSystemMessage(new SuspendActor());

    public void Restart(Exception cause) => SendSystemMessage(new RestartActor(cause));

    public void Stop() => SendSystemMessage(new TerminateActor());

    public void SendSystemMessage(SystemMessage message)
    {
        if (_run?.Accepts(this, message) == false) return;
        _mailbox.EnqueueSystem(message);
    }

    public IInternalActorRef? GetSingleChild(string name) =>
        Cell.ChildRef(name) ?? (Path.Depth == 0 ? Cell.SystemImpl.BesideTheGuardians(name) : null);

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (_run?.Accepts(this, message) == false) return;
        _mailbox.Enqueue(message, sender);
    }
}

/// <summary>Where messages without a living receiver end: published as <see cref="DeadLetter"/>.</summary>
internal sealed class DeadLetterRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    private protected override ActorSystemImpl? OwnerSystem => system;

    /// <summary>Publishes what could not reach <paramref name="recipient"/>.</summary>
    internal void Publish(object message, IActorRef? sender, IActorRef recipient)
    {
        if (message is Identify identify)
        {
            sender?.Tell(new ActorIdentity(identify.MessageId, null), recipient);
            return;
        }

        system.PublishDeadLetter(message, sender ?? this, recipient);
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is DeadLetter letter) system.EventStream.Publish(letter);
        else if (message is not Identify identify) Publish(message, sender, this);
        else sender?.Tell(new ActorIdentity(identify.MessageId, Nobody.Instance), this);
    }

    private protected override bool TakesNull() => throw new InvalidMessageException("Message is null");

    private protected override void OnSystemMessage(SystemMessage message) =>
        SystemMessages.AnswerForTheDead(message);
}

/// <summary>Where no actor is: names the place in the dead letters of what is sent there.</summary>
internal sealed class MissingActorRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    private protected override ActorSystemImpl? OwnerSystem => system;

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is DeadLetter letter) system.EventStream.Publish(letter);
        else system.DeadLetterOffice.Publish(message, sender, this);
    }

    private protected override bool TakesNull() => true;

    private protected override void OnSystemMessage(SystemMessage message) =>
        SystemMessages.AnswerForTheDead(message);
}
