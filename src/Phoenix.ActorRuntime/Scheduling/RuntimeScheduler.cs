namespace Akka.Actor;

/// <summary>The scheduler's surface over one operation: plan an entry.</summary>
internal abstract class RuntimeScheduler : IScheduler, IAdvancedScheduler, IDisposable
{
    public IAdvancedScheduler Advanced => this;

    public abstract DateTimeOffset Now { get; }

    public abstract TimeSpan MonotonicClock { get; }

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Plan(Tell(delay, TimeSpan.Zero, receiver, message, sender, cancelable));

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender,
        ICancelable? cancelable) =>
        Plan(Tell(initialDelay, CheckInterval(interval), receiver, message, sender, cancelable));

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Plan(Run(delay, TimeSpan.Zero, action, cancelable));

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Plan(Run(initialDelay, CheckInterval(interval), action, cancelable));

    public abstract void Dispose();

    /// <summary>Plans a message that can be taken back at no cost.</summary>
    internal TimerEntry PlanTell(
        TimeSpan delay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        var entry = Tell(delay, interval, receiver, message, sender, null);
        Plan(entry);
        return entry;
    }

    internal TimerEntry PlanAction(TimeSpan delay, Action action)
    {
        var entry = Run(delay, TimeSpan.Zero, action, null);
        Plan(entry);
        return entry;
    }

    /// <summary>Chance, for those who have nothing of the system but its scheduler.</summary>
    internal abstract double NextDouble();

    internal abstract void Plan(TimerEntry entry);

    internal abstract void Remove(TimerEntry entry);

    protected long DueAfter(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "A delay must not be negative.");
        }

        var now = MonotonicClock.Ticks;
        return delay.Ticks > long.MaxValue - now ? long.MaxValue : now + delay.Ticks;
    }

    private static TimeSpan CheckInterval(TimeSpan interval) =>
        interval > TimeSpan.Zero
            ? interval
            : throw new ArgumentOutOfRangeException(nameof(interval), interval, "An interval must be positive.");

    private TimerEntry Tell(
        TimeSpan delay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender,
        ICancelable? cancelable) =>
        new(DueAfter(delay), interval.Ticks)
        {
            Receiver = receiver,
            Message = message,
            Sender = sender,
            Cancelable = cancelable,
        };

    private TimerEntry Run(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        new(DueAfter(delay), interval.Ticks) { Action = action, Cancelable = cancelable };
}

/// <summary>A timer of the runtime's own; costs nothing once canceled, if the scheduler is ours.</summary>
internal readonly struct RuntimeTimer
{
    private readonly RuntimeScheduler? _scheduler;
    private readonly object? _plan;

    internal RuntimeTimer(RuntimeScheduler scheduler, TimerEntry entry) => (_scheduler, _plan) = (scheduler, entry);

    internal RuntimeTimer(ICancelable cancelable) => (_scheduler, _plan) = (null, cancelable);

    internal void Cancel()
    {
        if (_plan is TimerEntry entry) _scheduler!.Remove(entry);
        else (_plan as ICancelable)?.Cancel();
    }
}
