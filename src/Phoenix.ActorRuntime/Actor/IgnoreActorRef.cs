namespace Akka.Actor;

/// <summary>Takes every message and does nothing with it; never stops.</summary>
internal sealed class IgnoreActorRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    private protected override ActorSystemImpl? OwnerSystem => system;

    private protected override bool TakesNull() => true;
}

/// <summary>Looking into messages that carry others.</summary>
public static class WrappedMessage
{
    /// <returns>The innermost message.</returns>
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped) message = wrapped.Message;
        return message;
    }
}

/// <summary>Waiting for the end of an actor.</summary>
public static class WatchAsyncSupport
{
    /// <returns>True when the actor has stopped, false if <paramref name="token"/> was canceled before.</returns>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        var watchee = (IInternalActorRef)target;
        var end = new FutureActorRef<Terminated>(Futures.SystemOf(target));
        if (token.CanBeCanceled) end.CancelWith(token);
        watchee.SendSystemMessage(new WatchActor(watchee, end));
        try
        {
            _ = await end.Task.ConfigureAwait(RuntimeTasks.StayOnThread);
            return true;
        }
        catch (OperationCanceledException)
        {
            watchee.SendSystemMessage(new UnwatchActor(end));
            return false;
        }
    }
}
