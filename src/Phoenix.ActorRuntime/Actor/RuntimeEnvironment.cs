using Akka.Dispatch;
using Akka.Event;
using Phoenix.ActorRuntime.Deterministic;

namespace Akka.Actor;

/// <summary>Where an actor system takes threads, time and chance from.</summary>
internal abstract class RuntimeEnvironment
{
    /// <summary>The deterministic run this is; null on real threads.</summary>
    internal virtual DeterministicRuntime? Run => null;

    /// <summary>The one dispatcher of every actor; null if the configuration decides.</summary>
    internal abstract MessageDispatcher? OnlyDispatcher { get; }

    /// <summary>Whether the configured loggers are started although nobody asked for them.</summary>
    internal abstract bool HasDefaultLoggers { get; }

    /// <summary>How the tasks of asks and of termination hand on their completion.</summary>
    internal abstract TaskCreationOptions Completion { get; }

    internal abstract IScheduler CreateScheduler(Settings settings, Action<Exception> onError, ILoggingAdapter log);

    /// <summary>The clock of retry windows.</summary>
    internal abstract TimeSpan SupervisionClock(IScheduler scheduler);

    internal abstract double NextDouble();

    /// <summary>Runs the beginning of an asynchronous operation where its continuations will run.</summary>
    internal abstract void Begin(Action operation);

    /// <summary>What the pieces of an actor's asynchronous work run in.</summary>
    internal virtual SynchronizationContext? ContextOf(ActorTaskScheduler work) => null;

    /// <summary>Whether a piece of asynchronous work may be queued from this thread.</summary>
    internal virtual bool Admits(Task piece) => true;

    /// <summary>Calls <paramref name="action"/> after <paramref name="delay"/> of the time asks are measured
    /// in.</summary>
    internal abstract RuntimeTimer After(TimeSpan delay, IScheduler scheduler, Action action);
}

/// <summary>Real time on real threads.</summary>
internal sealed class ThreadedEnvironment : RuntimeEnvironment, IDisposable
{
    // One for all systems, and never stopped: an ask ends with its limit even if its system ended before.
    private static readonly Lazy<ThreadScheduler> Asks = new(() => new ThreadScheduler("asks", static _ => { }));

    private ThreadScheduler? _wallClock;

    internal override MessageDispatcher? OnlyDispatcher => null;

    internal override bool HasDefaultLoggers => true;

    internal override TaskCreationOptions Completion => TaskCreationOptions.RunContinuationsAsynchronously;

    internal override IScheduler CreateScheduler(Settings settings, Action<Exception> onError, ILoggingAdapter log)
    {
        var wallClock = _wallClock = new ThreadScheduler(settings.System.Name, onError);
        return settings.SchedulerClass.Length == 0
            ? wallClock
            : TypeNames.Create<IScheduler>(settings.SchedulerClass, settings.Config.GetConfig("akka.scheduler"), log);
    }

    internal override TimeSpan SupervisionClock(IScheduler scheduler) => MonotonicClock.Elapsed;

    internal override double NextDouble() => Random.Shared.NextDouble();

    internal override void Begin(Action operation) => operation();

    // A test's scheduler stands still until it is advanced; whoever asks must not hang with it.
    internal override RuntimeTimer After(TimeSpan delay, IScheduler scheduler, Action action) =>
        new(Asks.Value, Asks.Value.PlanAction(delay, action));

    public void Dispose() => _wallClock?.Dispose();
}
