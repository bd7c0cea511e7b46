using Akka.Actor;

namespace Phoenix.Actors.Time;

/// <summary>
/// The actor system's clock for code that is not an actor: adapters read the same time, real or virtual, as the actors
/// they serve.
/// </summary>
public sealed class SchedulerTimeProvider(IScheduler scheduler) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => scheduler.HighResMonotonicClock.Ticks;

    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SchedulerTimer(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SchedulerTimer(IScheduler scheduler, Action callback) : ITimer
    {
        private readonly Lock _gate = new();
        private Cancelable? _running;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _running?.Cancel();
                _running = null;
                if (_disposed)
                {
                    return false;
                }

                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    _running = new Cancelable(scheduler.Advanced);
                    Start(dueTime, period, _running);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _disposed = true;
                _running?.Cancel();
                _running = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Start(TimeSpan dueTime, TimeSpan period, Cancelable running)
        {
            if (period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero)
            {
                scheduler.Advanced.ScheduleOnce(dueTime, callback, running);
            }
            else
            {
                scheduler.Advanced.ScheduleRepeatedly(dueTime, period, callback, running);
            }
        }
    }
}
