namespace Akka.Actor;

/// <summary>The parent of all actors of one kind: the user's, or the system's own.</summary>
internal sealed class GuardianActor : ActorBase
{
    internal static readonly Props Recipe = Props.Create<GuardianActor>();

    protected override bool Receive(object message) => false;

    // A guardian has nothing of its own to lose; its children outlive a resume and end with its stop.
    protected override void PreRestart(Exception reason, object message)
    {
    }
}

/// <summary>The root: stops a guardian that fails, ends the system's actors after the user's.</summary>
internal sealed class RootGuardian : ActorBase
{
    internal static readonly Props Recipe = Props.Create<RootGuardian>();

    private Supervise? _guardians;

    protected override SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.StoppingStrategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Supervise guardians:
                _guardians = guardians;
                Context.Watch(guardians.User);
                Context.Watch(guardians.System);
                return true;
            case Terminated ended when ended.ActorRef.Equals(_guardians?.User):
                Context.Stop(_guardians.System);
                return true;
            case Terminated:
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    internal sealed record Supervise(IActorRef User, IActorRef System);
}

/// <summary>The supervisor of the root: its death is the end of the system.</summary>
internal sealed class AboveTheRoot(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path { get; } = path / "above";

    private protected override ActorSystemImpl? OwnerSystem => system;

    private protected override void OnSystemMessage(SystemMessage message)
    {
        if (message is ChildFailed failed) failed.Child.Stop();
        else if (message is ActorDied) system.FinishTermination();
    }
}
