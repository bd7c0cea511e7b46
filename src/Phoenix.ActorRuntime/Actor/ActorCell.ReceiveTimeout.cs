using Akka.Event;

namespace Akka.Actor;

/// <summary>The receive timeout: one timer that looks, when it fires, how long ago the last message was.</summary>
internal sealed partial class ActorCell
{
    private IdleWatch? _idle;

    TimeSpan? IActorContext.ReceiveTimeout => _idle?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        CancelReceiveTimeout();
        if (timeout is not { } span || span <= TimeSpan.Zero) return;
        _idle = new IdleWatch(span) { LastActivity = SystemImpl.Scheduler.MonotonicClock };
        LookAgainAfter(_idle, span);
    }

    private bool IsIdle(ReceiveTimeoutTick tick)
    {
        if (_idle is not { } watch || !ReferenceEquals(tick.Watch, watch)) return false;
        var now = SystemImpl.Scheduler.MonotonicClock;
        var idle = now - watch.LastActivity;
        if (idle < watch.Timeout)
        {
            LookAgainAfter(watch, watch.Timeout - idle);
            return false;
        }

        watch.LastActivity = now;
        LookAgainAfter(watch, watch.Timeout);
        return true;
    }

    private void NoteActivity() => _idle!.LastActivity = SystemImpl.Scheduler.MonotonicClock;

    private void LookAgainAfter(IdleWatch watch, TimeSpan delay) =>
        watch.Timer = SystemImpl.StartTimer(delay, TimeSpan.Zero, SelfRef, new ReceiveTimeoutTick(watch));

    private void CancelReceiveTimeout()
    {
        if (_idle is null) return;
        _idle.Timer.Cancel();
        _idle = null;
    }

    /// <summary>One setting of the timeout; what fires for an earlier one is ignored.</summary>
    private sealed class IdleWatch(TimeSpan timeout)
    {
        internal TimeSpan Timeout => timeout;

        internal TimeSpan LastActivity { get; set; }

        internal RuntimeTimer Timer { get; set; }
    }

    private sealed record ReceiveTimeoutTick(IdleWatch Watch) : IDeadLetterSuppression;
}
