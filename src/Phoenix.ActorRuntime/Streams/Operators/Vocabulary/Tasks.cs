using Phoenix.ActorRuntime.Deterministic;

namespace Akka.Streams.Implementation;

/// <summary>How a task ended; a failure is the task's <see cref="AggregateException"/>, as in Akka.NET.</summary>
internal readonly record struct Outcome<T>(T Value, Exception? Failure)
{
    internal bool IsSuccess => Failure is null;
}

/// <summary>Tasks as stages see them: handed out with the run, or awaited without leaving its thread.</summary>
internal static class Tasks
{
    /// <summary>On the deterministic thread a continuation must come back to it.</summary>
    internal static bool StaysOnThread => SynchronizationContext.Current is DeterministicContext;

    internal static ConfigureAwaitOptions Affinity =>
        StaysOnThread ? ConfigureAwaitOptions.ContinueOnCapturedContext : ConfigureAwaitOptions.None;

    /// <summary>A promise to whoever runs the stream; its continuations do not run inside the stage.</summary>
    internal static TaskCompletionSource<T> Promise<T>() =>
        new(StaysOnThread ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells <paramref name="callback"/> how the task ended, at once if it has ended already.</summary>
    /// <remarks>The callback may run on any thread: it is the asynchronous callback of a stage.</remarks>
    internal static void WhenEnded<T>(this Task<T> task, Action<Outcome<T>> callback)
    {
        if (task.IsCompleted) callback(OutcomeOf(task));
        else _ = Await(task, callback);
    }

    internal static Outcome<T> OutcomeOf<T>(Task<T> task) => task.Status switch
    {
        TaskStatus.RanToCompletion => new Outcome<T>(task.Result, null),
        TaskStatus.Canceled => new Outcome<T>(default!, new TaskCanceledException(task)),
        _ => new Outcome<T>(default!, task.Exception),
    };

    /// <summary>A task that only ends, as one with a result.</summary>
    internal static async Task<Done> AsDone(this Task task)
    {
        await task.ConfigureAwait(StaysOnThread);
        return Done.Instance;
    }

    /// <summary>A value task as a task that is awaited here and now, so that its source knows the thread.</summary>
    internal static async Task<T> Here<T>(this ValueTask<T> task) => await task.ConfigureAwait(StaysOnThread);

    /// <summary>Blocking work: on a thread of the pool, unless the run has but one.</summary>
    internal static Task Elsewhere(Action action)
    {
        if (!StaysOnThread) return Task.Run(action);
        action();
        return Task.CompletedTask;
    }

    internal static Exception Unwrapped(this Exception cause) =>
        cause is AggregateException { InnerExceptions: [var only] } ? only : cause;

    /// <summary>With the cause itself, as Akka.NET has it of a task that was awaited.</summary>
    internal static Outcome<T> Unwrapped<T>(this Outcome<T> outcome) =>
        outcome with { Failure = outcome.Failure?.Unwrapped() };

    private static async Task Await<T>(Task<T> task, Action<Outcome<T>> callback)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | Affinity);
        callback(OutcomeOf(task));
    }
}
