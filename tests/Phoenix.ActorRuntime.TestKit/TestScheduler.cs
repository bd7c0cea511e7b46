using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time the test moves.</summary>
/// <remarks>A repeating entry fires once per move, however far it goes: move in steps no longer than the shortest
/// interval.</remarks>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly TimerQueue _queue = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private TimeSpan _elapsed;

    public TestScheduler(Config? schedulerConfig, ILoggingAdapter? log)
    {
        // The signature by which the configuration makes schedulers; this one has nothing to configure or log.
        _ = schedulerConfig;
        _ = log;
    }

    public DateTimeOffset Now => _start + _elapsed;

    public TimeSpan MonotonicClock => _elapsed;

    public TimeSpan HighResMonotonicClock => _elapsed;

    public IAdvancedScheduler Advanced => this;

    protected DateTimeOffset TimeNow => Now;

    /// <summary>Moves time and fires what has become due, in the order of due times.</summary>
    public void Advance(TimeSpan offset)
    {
        var due = new List<TimerEntry>();
        lock (_lock)
        {
            _elapsed += offset;
            while (_queue.Peek() is { } next && next.DueTicks <= _elapsed.Ticks) due.Add(_queue.Pop());
            foreach (var entry in due)
            {
                if (entry.IntervalTicks <= 0 || entry.IsCanceled) continue;
                var again = new TimerEntry(_elapsed.Ticks + entry.IntervalTicks, entry.IntervalTicks)
                {
                    Receiver = entry.Receiver,
                    Message = entry.Message,
                    Sender = entry.Sender,
                    Action = entry.Action,
                    Cancelable = entry.Cancelable,
                };
                _queue.Add(again);
            }
        }

        foreach (var entry in due)
        {
            if (!entry.IsCanceled) entry.Fire();
        }
    }

    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now) throw new InvalidOperationException("Time does not go back.");
        Advance(when - Now);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Tell(delay, TimeSpan.Zero, receiver, message, sender, cancelable);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender,
        ICancelable? cancelable) =>
        Tell(initialDelay, interval, receiver, message, sender, cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Run(delay, TimeSpan.Zero, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Run(initialDelay, interval, action, cancelable);

    private void Tell(
        TimeSpan delay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender,
        ICancelable? cancelable)
    {
        lock (_lock)
        {
            _queue.Add(new TimerEntry((_elapsed + delay).Ticks, interval.Ticks)
            {
                Receiver = receiver,
                Message = message,
                Sender = sender,
                Cancelable = cancelable,
            });
        }
    }

    private void Run(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        lock (_lock)
        {
            _queue.Add(new TimerEntry((_elapsed + delay).Ticks, interval.Ticks)
            {
                Action = action,
                Cancelable = cancelable,
            });
        }
    }
}
