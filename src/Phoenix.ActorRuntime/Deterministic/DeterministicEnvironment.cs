using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>One thread, virtual time, chance from the seed.</summary>
internal sealed class DeterministicEnvironment(DeterministicRuntime runtime, VirtualScheduler scheduler)
    : RuntimeEnvironment
{
    internal override DeterministicRuntime Run => runtime;

    internal override MessageDispatcher OnlyDispatcher { get; } = new RuntimeDispatcher(runtime);

    internal override bool HasDefaultLoggers => false;

    internal override TaskCreationOptions Completion => TaskCreationOptions.None;

    internal override IScheduler CreateScheduler(Settings settings, Action<Exception> onError, ILoggingAdapter log)
    {
        scheduler.OnError = onError;
        return scheduler;
    }

    internal override TimeSpan SupervisionClock(IScheduler scheduler) => scheduler.MonotonicClock;

    internal override double NextDouble() => runtime.NextSystemDouble();

    internal override void Begin(Action operation) =>
        runtime.MakeReady(static state => ((Action)state!)(), operation);

    internal override SynchronizationContext ContextOf(ActorTaskScheduler work) =>
        new ActorWorkContext(runtime, work);

    internal override bool Admits(Task piece) => runtime.Admits(piece);

    internal override RuntimeTimer After(TimeSpan delay, IScheduler scheduler, Action action)
    {
        var own = (VirtualScheduler)scheduler;
        return new RuntimeTimer(own, own.PlanAction(delay, action));
    }

    private sealed class RuntimeDispatcher(DeterministicRuntime runtime) : MessageDispatcher(1)
    {
        internal override void Dispatch(Mailbox mailbox) => runtime.MakeReady(mailbox);

        protected override void ExecuteTask(IRunnable run) =>
            runtime.MakeReady(static state => ((IRunnable)state!).Run(), run);

        protected override void Shutdown()
        {
            // There is only the one thread, which is not the dispatcher's.
        }
    }
}

/// <summary>The scheduler of virtual time: holds what is planned; the runtime decides when to go on.</summary>
/// <param name="ties">Draws the order of what is due at the same instant; null for the order of scheduling.</param>
internal sealed class VirtualScheduler(DeterministicRuntime runtime, DateTimeOffset start, SeededSource? ties)
    : RuntimeScheduler
{
    private readonly TimerQueue _queue = new();
    private readonly bool _drawsTies = ties is not null;
    private SeededSource _ties = ties ?? default;
    private long _elapsedTicks;

    public override DateTimeOffset Now => TrueNow + WallStep;

    internal DateTimeOffset TrueNow => start.AddTicks(_elapsedTicks);

    /// <summary>How far the system's wall clock was set ahead of true time.</summary>
    internal TimeSpan WallStep { get; set; }

    public override TimeSpan MonotonicClock => new(_elapsedTicks);

    internal long ElapsedTicks => _elapsedTicks;

    internal Action<Exception>? OnError { get; set; }

    public override void Dispose()
    {
        // Virtual time ends with the run, not with the actor system: simulated networks go on without it.
    }

    /// <summary>Whether something is due now.</summary>
    internal bool IsDue =>
        _queue.Peek() is { } next && next.DueTicks <= _elapsedTicks && Peek()?.DueTicks <= _elapsedTicks;

    internal override double NextDouble() => runtime.NextSystemDouble();

    internal override void Plan(TimerEntry entry)
    {
        runtime.CheckTimerThread();
        Add(entry);
    }

    internal override void Remove(TimerEntry entry)
    {
        runtime.CheckTimerThread();
        _ = _queue.Remove(entry);
    }

    /// <summary>The next entry that will fire; canceled ones are dropped on the way.</summary>
    internal TimerEntry? Peek()
    {
        while (_queue.Peek() is { } next)
        {
            if (!next.IsCanceled) return next;
            _ = _queue.Pop();
        }

        return null;
    }

    /// <summary>Goes to the time of the next entry and fires it.</summary>
    internal void FireNext()
    {
        var entry = _queue.Pop();
        _elapsedTicks = Math.Max(_elapsedTicks, entry.DueTicks);
        if (entry.IntervalTicks > 0)
        {
            entry.DueTicks += entry.IntervalTicks;
            Add(entry);
        }

        try
        {
            entry.Fire();
        }
        catch (Exception error) when (!entry.IsEnvironment && OnError is not null)
        {
            _ = _queue.Remove(entry);
            OnError(error);
        }
    }

    internal int CountPending() => _queue.CountOf(entry => !entry.IsEnvironment && !entry.IsCanceled);

    /// <summary>Takes out the next entry, to be given back by <see cref="Release"/>.</summary>
    internal TimerEntry Hold() => _queue.Pop();

    internal void Release(TimerEntry entry) => _queue.Add(entry);

    internal void AdvanceTo(long elapsedTicks) => _elapsedTicks = Math.Max(_elapsedTicks, elapsedTicks);

    internal void PlanWork(TimeSpan delay, Action work) =>
        Plan(new TimerEntry(DueAfter(delay), 0) { Action = work, IsEnvironment = true });

    private void Add(TimerEntry entry)
    {
        if (_drawsTies) entry.Tie = _ties.Next();
        _queue.Add(entry);
    }
}
