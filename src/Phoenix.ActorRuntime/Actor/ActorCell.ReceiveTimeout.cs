using Akka.Event;

namespace Akka.Actor;

/// <summary>The receive timeout: one timer that looks, when it fires, how long ago the last message was.</summary>
internal sealed partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private TimeSpan _lastActivity;
    private RuntimeTimer _idleTimer;
    private int _idleTimerGeneration;

    TimeSpan? IActorContext.ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        CancelReceiveTimeout();
        if (timeout is not { } span || span <= TimeSpan.Zero) return;
        _receiveTimeout = span;
        _lastActivity = SystemImpl.Scheduler.MonotonicClock;
        LookAgainAfter(span);
    }

    private bool IsIdle(ReceiveTimeoutTick tick)
    {
        if (_receiveTimeout is not { } timeout || tick.Generation != _idleTimerGeneration) return false;
        var now = SystemImpl.Scheduler.MonotonicClock;
        var idle = now - _lastActivity;
        if (idle < timeout)
        {
            LookAgainAfter(timeout - idle);
            return false;
        }

        _lastActivity = now;
        LookAgainAfter(timeout);
        return true;
    }

    private void LookAgainAfter(TimeSpan delay) =>
        _idleTimer = SystemImpl.StartTimer(
            delay, TimeSpan.Zero, SelfRef, new ReceiveTimeoutTick(_idleTimerGeneration));

    private void CancelReceiveTimeout()
    {
        _receiveTimeout = null;
        _idleTimerGeneration++;
        _idleTimer.Cancel();
    }

    private sealed record ReceiveTimeoutTick(int Generation) : IDeadLetterSuppression;
}
