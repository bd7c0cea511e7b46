namespace Akka.Actor;

/// <summary>What the runtime tells a cell; goes before every user message.</summary>
/// <remarks>An instance is sent once: it is a link of its receiver's queue while it waits.</remarks>
internal abstract class SystemMessage
{
    internal SystemMessage? Next { get; set; }
}

internal sealed class CreateActor : SystemMessage;

internal sealed class TerminateActor : SystemMessage;

internal sealed class SuspendActor : SystemMessage;

/// <param name="cause">Set if this answers the receiver's own failure, null if an ancestor's.</param>
internal sealed class ResumeActor(Exception? cause) : SystemMessage
{
    internal Exception? Cause => cause;
}

internal sealed class RestartActor(Exception cause) : SystemMessage
{
    internal Exception Cause => cause;
}

internal sealed class WatchActor(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    internal IInternalActorRef Watchee => watchee;

    internal IInternalActorRef Watcher => watcher;
}

internal sealed class UnwatchActor(IInternalActorRef watcher) : SystemMessage
{
    internal IInternalActorRef Watcher => watcher;
}

internal sealed class ActorDied(IActorRef actor, bool existenceConfirmed) : SystemMessage
{
    internal IActorRef Actor => actor;

    internal bool ExistenceConfirmed => existenceConfirmed;
}

internal sealed class ChildFailed(IInternalActorRef child, Exception cause) : SystemMessage
{
    internal IInternalActorRef Child => child;

    internal Exception Cause => cause;
}

/// <summary>Finding actors, and answering what comes too late for them.</summary>
internal static class SystemMessages
{
    internal static IActorRef Descend(IInternalActorRef from, IReadOnlyList<string> names)
    {
        IInternalActorRef? found = from;
        foreach (var name in names)
        {
            if (name.Length > 0) found = name == ".." ? found.Parent : found.GetSingleChild(name);
            if (found is null) return ActorRefs.Nobody;
        }

        return found;
    }

    /// <summary>A watch on the dead is answered at once; everything else has no addressee any more.</summary>
    internal static void AnswerForTheDead(SystemMessage message)
    {
        if (message is WatchActor watch)
        {
            watch.Watcher.SendSystemMessage(new ActorDied(watch.Watchee, existenceConfirmed: false));
        }
    }
}
