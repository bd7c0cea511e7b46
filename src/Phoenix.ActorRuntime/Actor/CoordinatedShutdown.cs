using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a system in phases: the tasks of one phase run at once, the next phase begins when all of them are
/// done or the phase's time is over.</summary>
/// <remarks>Phases and their order come from <c>akka.coordinated-shutdown.phases</c> over the standard ones; each has
/// <c>depends-on</c>, <c>timeout</c> (default <c>default-phase-timeout</c>), <c>recover</c> (default on: a failed or
/// late task does not stop the shutdown) and <c>enabled</c>.</remarks>
public sealed class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ActorSystemImpl _system;
    private readonly ShutdownPhases _phases;
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Task)>> _tasks =
        new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<Done> _done;

    internal CoordinatedShutdown(ActorSystemImpl system)
    {
        _system = system;
        _done = new TaskCompletionSource<Done>(system.Environment.Completion);
        _phases = ShutdownPhases.Read(system.Settings.Config.GetConfig("akka.coordinated-shutdown") ?? Config.Empty);
        if (system.Settings.CoordinatedShutdownTerminateActorSystem)
        {
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
        }
    }

    public ExtendedActorSystem System => _system;

    /// <summary>Why the shutdown runs; null before it does.</summary>
    public Reason? ShutdownReason { get; private set; }

    /// <summary>The sum of the phases' limits.</summary>
    public TimeSpan TotalTimeout =>
        _phases.InOrder.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Timeout);

    public static CoordinatedShutdown Get(ActorSystem sys) =>
        sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>The limit of a phase.</summary>
    public TimeSpan Timeout(string phase) => _phases.Find(phase).Timeout;

    /// <summary>Adds a task to a phase that has not begun.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        _ = _phases.Find(phase);
        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out var tasks)) _tasks[phase] = tasks = [];
            tasks.Add((taskName, task));
        }
    }

    /// <summary>Runs the phases, beginning with <paramref name="fromPhase"/> if it is given. Only the first call
    /// runs them; all get the same task.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        lock (_lock)
        {
            if (ShutdownReason is not null) return _done.Task;
            ShutdownReason = reason;
        }

        _system.Environment.Begin(() => _ = RunPhases(fromPhase));
        return _done.Task;
    }

    private async Task RunPhases(string? fromPhase)
    {
        try
        {
            var begun = fromPhase is null;
            foreach (var phase in _phases.InOrder)
            {
                begun = begun || string.Equals(phase.Name, fromPhase, StringComparison.Ordinal);
                if (begun && phase.Enabled) await RunPhase(phase);
            }

            _ = _done.TrySetResult(Done.Instance);
        }
        catch (Exception failure)
        {
            _ = _done.TrySetException(failure);
        }
    }

    private async Task RunPhase(ShutdownPhase phase)
    {
        (string Name, Func<Task<Done>> Task)[] tasks;
        lock (_lock) tasks = _tasks.TryGetValue(phase.Name, out var added) ? [.. added] : [];
        if (tasks.Length == 0) return;

        var all = Task.WhenAll(Array.ConvertAll(tasks, task => RunTask(phase, task.Name, task.Task)));
        var late = new TaskCompletionSource<Done>(_system.Environment.Completion);
        var timer = _system.Environment.After(
            phase.Timeout, _system.Scheduler, () => _ = late.TrySetResult(Done.Instance));
        var first = await Task.WhenAny(all, late.Task);
        timer.Cancel();
        if (ReferenceEquals(first, all))
        {
            await all;
        }
        else if (phase.Recover)
        {
            _system.Log.Warning("Coordinated shutdown: phase [{0}] timed out after {1}", phase.Name, phase.Timeout);
        }
        else
        {
            throw new TimeoutException($"Coordinated shutdown: phase [{phase.Name}] timed out after {phase.Timeout}.");
        }
    }

    private async Task RunTask(ShutdownPhase phase, string name, Func<Task<Done>> task)
    {
        try
        {
            _ = await task();
        }
        catch (Exception failure) when (phase.Recover)
        {
            _system.Log.Warning(failure, "Coordinated shutdown: task [{0}] in phase [{1}] failed", name, phase.Name);
        }
    }

    private async Task<Done> TerminateSystem()
    {
        _system.TerminateNow();
        await _system.WhenTerminated;
        return Done.Instance;
    }

    /// <summary>Why a system is shut down.</summary>
    public abstract class Reason
    {
        /// <summary>What the process ends with.</summary>
        public abstract int ExitCode { get; }
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }

        public override int ExitCode => 0;
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }

        public override int ExitCode => 0;
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }

        public override int ExitCode => 0;
    }
}

/// <summary>The key of <see cref="CoordinatedShutdown"/>.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
}
