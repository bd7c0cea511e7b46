using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor: state that only its own messages can reach, one at a time.</summary>
/// <remarks>Life: constructor, <see cref="PreStart"/>, messages, <see cref="PostStop"/>. On a restart the old instance
/// gets <see cref="PreRestart"/> (by default: stops the children, then <see cref="PostStop"/>), the new one
/// <see cref="PostRestart"/> (by default: <see cref="PreStart"/>); mailbox and reference stay.</remarks>
public abstract class ActorBase
{
    private readonly ActorCell _cell;
    private TimerScheduler? _timers;
    private AbstractStash? _stash;

    protected ActorBase()
    {
        _cell = ActorCell.Current ?? throw new ActorInitializationException(
            $"{GetType()} cannot be constructed with new; use ActorOf with props.");
        if (this is IWithTimers timed) timed.Timers = OwnTimers;
    }

    /// <summary>The context of the actor that is running on this thread.</summary>
    protected static IActorContext Context =>
        ActorCell.Current ?? throw NoContext();

    protected static Receive EmptyReceive { get; } = static _ => false;

    protected IActorRef Self => _cell.Self;

    protected IActorRef Sender => ReferenceEquals(ActorCell.Current, _cell) ? _cell.Sender : throw NoContext();

    /// <summary>The timers of an actor that keeps them to itself.</summary>
    private protected TimerScheduler OwnTimers => _timers ??= new TimerScheduler(_cell, this);

    /// <summary>The behaviour to begin with; declaring handlers ends here.</summary>
    internal virtual Receive TakeInitialBehaviour() => Receive;

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    /// <param name="message">What the failed instance was handling; null if it was not handling a message.</param>
    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    private static NotSupportedException NoContext() => new(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    internal SupervisorStrategy ChosenStrategy() => SupervisorStrategy();

    internal void RunReceive(Receive receive, object message) => AroundReceive(receive, message);

    /// <summary>Hands the instance what its marker interfaces ask for.</summary>
    internal void Equip(ActorCell cell)
    {
        if (this is IActorStash stashing) stashing.Stash = _stash = cell.NewStash(this);
    }

    internal void CancelTimers() => _timers?.CancelAll();

    internal bool IsDue(TimerTick tick) => _timers is not null && _timers.Accept(tick);

    internal void UnstashEverything() => _stash?.UnstashAll();

    protected abstract bool Receive(object message);

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled) Unhandled(message);
        return handled;
    }

    /// <summary>What becomes of a message no handler took: published as <see cref="UnhandledMessage"/>; an unhandled
    /// <see cref="Terminated"/> is a <see cref="DeathPactException"/>.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        _cell.SystemImpl.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected virtual void PreStart()
    {
    }

    protected virtual void PostStop()
    {
    }

    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in _cell.ChildRefs())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }

        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    protected void Become(Receive receive) => _cell.Become(receive);

    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);
}

/// <summary>An actor that looks at its messages itself; every message counts as handled unless it calls
/// <see cref="ActorBase.Unhandled"/>.</summary>
public abstract class UntypedActor : ActorBase
{
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    protected override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    protected abstract void OnReceive(object message);

    /// <summary>Runs work as this actor; no other message is handled before its end, and an exception fails the
    /// actor. <c>Context</c>, <c>Self</c> and <c>Sender</c> stay valid after every <c>await</c>.</summary>
    protected void RunTask(Func<Task> action) => ActorTaskScheduler.RunTask(action);

    protected void RunTask(Action action) => ActorTaskScheduler.RunTask(action);

    protected void Become(UntypedReceive receive) => Context.Become(receive);

    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
