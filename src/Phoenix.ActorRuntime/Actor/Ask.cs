using System.Globalization;

namespace Akka.Actor;

/// <summary>Request and reply as a task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Sends <paramref name="message"/>; the task completes with the reply, fails with the cause of a
    /// <see cref="Status.Failure"/>, or with <see cref="AskTimeoutException"/>.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <param name="messageFactory">Gets the reference the reply must go to.</param>
    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        var system = SystemOf(self);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var limit = timeout ?? system.Settings.AskTimeout;
        var reply = new FutureActorRef<T>(system);
        if (limit != Timeout.InfiniteTimeSpan && limit != TimeSpan.MaxValue)
        {
            reply.ExpireAfter(limit);
        }

        if (cancellationToken.CanBeCanceled) reply.CancelWith(cancellationToken);
        self.Tell(messageFactory(reply), reply);
        return reply.Task;
    }

    internal static ActorSystemImpl SystemOf(ICanTell target) => target switch
    {
        IInternalActorRef { Owner: { } owner } => owner,
        ActorSelection { Anchor: IInternalActorRef { Owner: { } owner } } => owner,
        _ => ActorCell.Current?.SystemImpl ?? throw new ArgumentException(
            $"{target} belongs to no actor system that could wait for its reply.", nameof(target)),
    };
}

/// <summary>The reference a reply is sent to; the first message completes the task.</summary>
internal sealed class FutureActorRef<T> : MinimalActorRef
{
    private readonly ActorSystemImpl _system;
    private readonly TaskCompletionSource<T> _result;
    private RuntimeTimer _timer;
    private CancellationTokenRegistration _registration;

    internal FutureActorRef(ActorSystemImpl system)
    {
        _system = system;
        _result = new TaskCompletionSource<T>(system.Environment.Completion);
        Path = system.NextTempPath();
    }

    public override ActorPath Path { get; }

    internal Task<T> Task => _result.Task;

    private protected override ActorSystemImpl? OwnerSystem => _system;

    internal void ExpireAfter(TimeSpan limit) =>
        _timer = _system.Environment.After(limit, _system.Scheduler, () => Finish(_result.TrySetException(
            new AskTimeoutException(string.Create(
                CultureInfo.InvariantCulture, $"Timeout after {limit.TotalSeconds:F2} seconds")))));

    internal void CancelWith(CancellationToken token) =>
        _registration = token.Register(() => Finish(_result.TrySetCanceled(token)));

    protected override void TellInternal(object message, IActorRef? sender)
    {
        var (first, isLost) = message switch
        {
            T reply => (_result.TrySetResult(reply), false),
            Status.Failure failure => (_result.TrySetException(failure.Cause ?? new TaskCanceledException(
                "The actor answered with a failure without a cause.")), false),
            _ => (_result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")), true),
        };

        // Who canceled does not want to hear of the answer any more; a late or a wrong one is a loss.
        if (isLost || (!first && !_result.Task.IsCanceled)) _system.DeadLetterOffice.Publish(message, sender, this);
        Finish(first);
    }

    /// <summary>An answer as well: nothing.</summary>
    private protected override bool TakesNull()
    {
        Finish(_result.TrySetResult(default!));
        return true;
    }

    private protected override void OnSystemMessage(SystemMessage message)
    {
        if (message is ActorDied died) Tell(new Terminated(died.Actor, died.ExistenceConfirmed, false), died.Actor);
    }

    private void Finish(bool first)
    {
        if (!first) return;
        _timer.Cancel();
        _registration.Dispose();
    }
}

/// <summary>Stopping with a confirmation.</summary>
public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) =>
        target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends <paramref name="stopMessage"/> and completes once the actor has stopped.</summary>
    /// <returns>False if it has not within <paramref name="timeout"/>.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var watchee = (IInternalActorRef)target;
        var reply = new FutureActorRef<Terminated>(Futures.SystemOf(target));
        reply.ExpireAfter(timeout);
        watchee.SendSystemMessage(new WatchActor(watchee, reply));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            _ = await reply.Task;
            return true;
        }
        catch (AskTimeoutException)
        {
            watchee.SendSystemMessage(new UnwatchActor(reply));
            return false;
        }
    }
}
