using System.Runtime.ExceptionServices;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Failure, suspension, restart and the end.</summary>
internal sealed partial class ActorCell
{
    private SupervisorStrategy? _strategy;
    private Failure? _failure;
    private Phase _phase;
    private Exception? _restartCause;

    private enum Phase
    {
        /// <summary>Handling messages, or suspended by a failure.</summary>
        Running,

        /// <summary>The old instance is gone; waiting for the last stopping child before making a new one.</summary>
        Restarting,

        /// <summary>Waiting for the last child before the end.</summary>
        Terminating,

        Terminated,
    }

    /// <summary>The message at hand has thrown.</summary>
    internal void FailBy(Exception cause) => Fail(cause, perpetrator: null);

    /// <summary>Suspends this actor and its children and reports the cause to the supervisor.</summary>
    /// <param name="perpetrator">The child whose escalated failure this is; it is suspended already.</param>
    private void Fail(Exception cause, IInternalActorRef? perpetrator)
    {
        if (_phase is Phase.Terminating or Phase.Terminated)
        {
            LogError(cause, "failed while stopping");
            return;
        }

        if (_failure is not null) return;
        _failure = new Failure(_envelope, perpetrator);
        Mailbox.Suspend();
        foreach (var stats in ChildrenInOrder())
        {
            if (!stats.Child.Equals(perpetrator)) stats.Child.Suspend();
        }

        ParentRef.SendSystemMessage(new ChildFailed(SelfRef, cause));
    }

    private void OnChildFailed(ChildFailed failed)
    {
        if (_children?.Find(failed.Child) is not { } stats) return;
        var strategy = _strategy ?? Actor?.ChosenStrategy() ?? SupervisorStrategy.DefaultStrategy;
        if (!strategy.HandleFailure(this, stats, failed.Cause, ChildrenInOrder()))
        {
            ExceptionDispatchInfo.Throw(failed.Cause);
        }
    }

    private void SuspendSelfAndChildren()
    {
        Mailbox.Suspend();
        foreach (var stats in ChildrenInOrder()) stats.Child.Suspend();
    }

    private void OnResume(Exception? cause)
    {
        if (_actor is null && _phase == Phase.Running)
        {
            RecreateFromNothing();
            return;
        }

        Mailbox.Resume();
        var perpetrator = _failure?.Perpetrator;
        if (cause is not null) _failure = null;
        foreach (var stats in ChildrenInOrder())
        {
            stats.Child.Resume(stats.Child.Equals(perpetrator) ? cause : null);
        }
    }

    private void OnRestart(Exception cause)
    {
        if (_phase is Phase.Terminating or Phase.Terminated) return;
        if (_phase == Phase.Restarting)
        {
            // One restart is under way already; this one only has its suspension to give back.
            Mailbox.Resume();
            return;
        }

        if (_actor is null)
        {
            RecreateFromNothing();
            return;
        }

        if (!Mailbox.IsSuspended) Mailbox.Suspend();
        var old = _actor;
        var failed = _failure?.Envelope ?? default;
        try
        {
            _envelope = failed;
            old.AroundPreRestart(cause, failed.Message);
        }
        catch (Exception thrown)
        {
            LogError(new PreRestartException(SelfRef, thrown, cause, failed.Message), thrown.Message);
        }
        finally
        {
            _envelope = default;
            old.UnstashEverything();
            Discard(old);
        }

        (_phase, _restartCause) = (Phase.Restarting, cause);
        if (!IsWaitingForChildren()) FinishRestart();
    }

    /// <summary>The constructor or <c>PreStart</c> had failed: begin anew, without the children it may have
    /// left.</summary>
    private void RecreateFromNothing()
    {
        StopAllChildren();
        (_phase, _restartCause) = (Phase.Restarting, null);
        if (!IsWaitingForChildren()) FinishRestart();
    }

    private void FinishRestart()
    {
        var (cause, survivors) = (_restartCause, ChildrenInOrder());
        (_phase, _restartCause) = (Phase.Running, null);
        _failure = null;
        Mailbox.Resume();
        if (cause is null)
        {
            Create();
            return;
        }

        try
        {
            _actor = NewInstance();
            _actor.AroundPostRestart(cause, null!);
        }
        catch (Exception thrown)
        {
            Discard(_actor);
            throw new PostRestartException(SelfRef, thrown, cause);
        }

        foreach (var stats in survivors) stats.Child.Restart(cause);
    }

    private void OnTerminate()
    {
        if (_phase is Phase.Terminating or Phase.Terminated) return;
        CancelReceiveTimeout();
        UnwatchAll();
        CloseToChildren();
        StopAllChildren();
        _phase = Phase.Terminating;
        Mailbox.Suspend();
        if (!IsWaitingForChildren()) FinishTerminate();
    }

    private void FinishTerminate()
    {
        _phase = Phase.Terminated;
        try
        {
            _actor?.AroundPostStop();
        }
        catch (Exception thrown)
        {
            LogError(thrown, thrown.Message);
        }
        finally
        {
            _actor?.UnstashEverything();
            Discard(_actor);
            if (SubscribedToEventStream) SystemImpl.EventStream.Unsubscribe(SelfRef);
            Mailbox.Close();
            ParentRef.SendSystemMessage(new ActorDied(SelfRef, existenceConfirmed: true));
            TellWatchers();
        }
    }

    private void Discard(ActorBase? actor)
    {
        actor?.CancelTimers();
        CancelReceiveTimeout();
        AbandonWork();
        Props.Release(actor);
        _actor = null;
        ForgetBehaviours();
    }

    private void LogError(Exception cause, string message) =>
        SystemImpl.EventStream.Publish(new Error(cause, Self.Path.ToString(), Props.Type, message));

    /// <summary>What failed the living instance, until the supervisor has decided.</summary>
    private sealed class Failure(Envelope envelope, IInternalActorRef? perpetrator)
    {
        internal Envelope Envelope => envelope;

        /// <summary>The child that escalated it, if one did.</summary>
        internal IInternalActorRef? Perpetrator => perpetrator;
    }
}
