using Phoenix.ActorRuntime.Deterministic;

namespace Akka.Actor;

/// <summary>How the runtime's own asynchronous code treats threads.</summary>
internal static class RuntimeTasks
{
    /// <summary>On the deterministic thread a continuation must come back to it; elsewhere any thread will
    /// do.</summary>
    internal static bool StayOnThread => SynchronizationContext.Current is DeterministicContext;

    internal static TaskCreationOptions Completion =>
        StayOnThread ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>A number in [0, 1) from the system a scheduler belongs to.</summary>
    internal static double NextDouble(this IScheduler scheduler) =>
        scheduler is RuntimeScheduler own ? own.NextDouble() : Random.Shared.NextDouble();
}
