using System.Runtime.ExceptionServices;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Failure, suspension, restart and the end.</summary>
internal sealed partial class ActorCell
{
    private SupervisorStrategy? _strategy;
    private bool _failed;
    private Envelope _failedEnvelope;
    private IInternalActorRef? _perpetrator;
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

    /// <summary>Suspends this actor and its children and reports the cause to the supervisor.</summary>
    /// <param name="perpetrator">The child whose escalated failure this is; it is suspended already.</param>
    private void Fail(Exception cause, IInternalActorRef? perpetrator)
    {
        if (_phase is Phase.Terminating or Phase.Terminated)
        {
            LogError(cause, "failed while stopping");
            return;
        }

        if (_failed) return;
        (_failed, _failedEnvelope, _perpetrator) = (true, _envelope, perpetrator);
        Mailbox.Suspend();
        foreach (var stats in ChildrenInOrder())
        {
            if (!stats.Child.Equals(perpetrator)) stats.Child.Suspend();
        }

        ParentRef.SendSystemMessage(new ChildFailed(SelfRef, cause));
    }

    private void OnChildFailed(ChildFailed failed)
    {
        ChildStats? stats;
        lock (_childLock) stats = FindStats(failed.Child);
        if (stats is null) return;
        var strategy = _strategy ?? Actor?.Strategy() ?? SupervisorStrategy.DefaultStrategy;
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
        if (cause is not null) _failed = false;
        var perpetrator = _perpetrator;
        if (cause is not null) _perpetrator = null;
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
        try
        {
            old.CancelTimers();
            _envelope = _failedEnvelope;
            old.AroundPreRestart(cause, _failedEnvelope.Message);
        }
        catch (Exception thrown)
        {
            LogError(new PreRestartException(SelfRef, thrown, cause, _failedEnvelope.Message), thrown.Message);
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
        (_failed, _failedEnvelope, _perpetrator) = (false, default, null);
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
            _actor?.CancelTimers();
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
        Props.Release(actor);
        _actor = null;
        _behaviours.Clear();
    }

    private void LogError(Exception cause, string message) =>
        SystemImpl.EventStream.Publish(new Error(cause, Self.Path.ToString(), Props.Type, message));
}
