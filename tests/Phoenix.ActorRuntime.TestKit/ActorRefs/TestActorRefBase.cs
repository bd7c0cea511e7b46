using Akka.Actor;

namespace Akka.TestKit;

/// <summary>An actor on the test's own thread, whose instance the test can see.</summary>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly LocalActorRef _inner;

    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        var props = actorProps.Dispatcher is null or "" or "akka.actor.default-dispatcher"
            ? actorProps.WithDispatcher(CallingThreadDispatcher.Id)
            : actorProps;
        var parent = supervisor is null ? ((ActorSystemImpl)system).UserGuardian.Cell : Cell(supervisor);
        _inner = (LocalActorRef)(name is null
            ? parent.AttachChild(props, UniqueNames.Next())
            : parent.CreateChild(props, name));
    }

    public ActorPath Path => _inner.Path;

    public IActorRef Ref => _inner;

    /// <summary>The living instance; another one after a restart.</summary>
    public TActor UnderlyingActor => (TActor?)_inner.Cell.Actor ??
        throw new InvalidOperationException($"{_inner} has no instance: it has not started or has stopped.");

    ActorSystemImpl? IInternalActorRef.Owner => _inner.Owner;

    IInternalActorRef? IInternalActorRef.Parent => _inner.Parent;

    bool IInternalActorRef.IsTerminated => _inner.IsTerminated;

    IReadOnlyList<IInternalActorRef> IInternalActorRef.Children => _inner.Children;

    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        !(testActorRef == actorRef);

    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) =>
        testActorRef == actorRef;

    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) =>
        !(testActorRef == actorRef);

    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef._inner;

    /// <summary>Handles a message here and now; its exception is the caller's.</summary>
    public void Receive(object message, IActorRef? sender = null) =>
        _inner.Cell.InvokeForTest(new Envelope(message, sender));

    /// <summary>As <see cref="Receive"/>, with the asynchronous work that the message begins.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null)
    {
        _inner.Cell.LastWork = null;
        Receive(message, sender);
        return _inner.Cell.LastWork ?? Task.CompletedTask;
    }

    public void Tell(object message) => ((IActorRef)_inner).Tell(message);

    public void Tell(object message, IActorRef? sender) => _inner.Tell(message, sender);

    /// <summary>Sends a message with the sender of the current one.</summary>
    public void Forward(object message) => ((IActorRef)_inner).Forward(message);

    public void Watch(IActorRef subject) => _inner.Cell.Watch(subject);

    public void Unwatch(IActorRef subject) => _inner.Cell.Unwatch(subject);

    public bool Equals(IActorRef? other) => _inner.Equals(other);

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => _inner.GetHashCode();

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _inner.CompareTo(other);

    public int CompareTo(object? obj) => _inner.CompareTo(obj);

    public override string ToString() => $"TestActor[{_inner.Path}]";

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _inner.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => _inner.Resume(causedByFailure);

    void IInternalActorRef.Suspend() => _inner.Suspend();

    void IInternalActorRef.Restart(Exception cause) => _inner.Restart(cause);

    void IInternalActorRef.Stop() => _inner.Stop();

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => _inner.SendSystemMessage(message);

    IInternalActorRef? IInternalActorRef.GetSingleChild(string name) => _inner.GetSingleChild(name);

    /// <summary>Does something as this actor.</summary>
    private protected void Inside(Action action)
    {
        var outer = ActorCell.Enter(_inner.Cell);
        try
        {
            action();
        }
        finally
        {
            _ = ActorCell.Enter(outer);
        }
    }

    private static ActorCell Cell(IActorRef actor) => actor switch
    {
        LocalActorRef local => local.Cell,
        TestProbe probe => Cell(probe.Ref),
        TestActorRefBase<TActor> test => test._inner.Cell,
        _ => throw new ArgumentException($"{actor} cannot be a supervisor.", nameof(actor)),
    };
}
