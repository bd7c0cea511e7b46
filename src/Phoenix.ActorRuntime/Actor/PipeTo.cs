namespace Akka.Actor;

/// <summary>The outcome of a task as a message: the only way from asynchronous work back into an actor.</summary>
/// <remarks>Without <c>success</c> the result itself is sent (nothing for a task without one), without <c>failure</c> a
/// <see cref="Status.Failure"/>. Of a task with several failures the first is told, as an await shows it.</remarks>
public static class PipeToSupport
{
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null,
        Func<Exception, object>? failure = null) =>
        Pipe(new ValueTask<T>(taskToPipe), recipient, sender, success, failure);

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null,
        Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null,
        Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(new ValueTask<T>(taskToPipe), recipient, sender, success, failure);

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null,
        Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null,
        Func<Exception, object>? failure = null) =>
        Pipe(new ValueTask(taskToPipe), recipient, sender, success, failure);

    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null,
        Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null,
        Func<object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(new ValueTask(taskToPipe), recipient, sender, success, failure);

    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null,
        Func<object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    private static async Task Pipe<T>(
        ValueTask<T> task, ICanTell recipient, IActorRef? sender, Func<T, object>? success,
        Func<Exception, object>? failure)
    {
        object message;
        try
        {
            var result = await task.ConfigureAwait(RuntimeTasks.StayOnThread);
            message = success is not null ? success(result) : result!;
        }
        catch (Exception cause)
        {
            message = failure is not null ? failure(cause) : new Status.Failure(cause);
        }

        recipient.Tell(message, sender);
    }

    private static async Task Pipe(
        ValueTask task, ICanTell recipient, IActorRef? sender, Func<object>? success, Func<Exception, object>? failure)
    {
        object message;
        try
        {
            await task.ConfigureAwait(RuntimeTasks.StayOnThread);
            if (success is null) return;
            message = success();
        }
        catch (Exception cause)
        {
            message = failure is not null ? failure(cause) : new Status.Failure(cause);
        }

        recipient.Tell(message, sender);
    }
}
