using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Treats each child as was asked for when it was made; stops those nothing was asked for.</summary>
internal sealed class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _byChild = [];

    public override IDecider Decider => StoppingStrategy.Decider;

    internal void Update(IActorRef child, SupervisorStrategy supervisorStrategy) =>
        _byChild[child] = supervisorStrategy;

    internal override bool HandleFailure(ActorCell supervisor, ChildStats child, Exception cause, ChildStats[] all) =>
        Of(child).HandleFailure(supervisor, child, cause, all);

    private protected override void Process(
        ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all) =>
        throw new InvalidOperationException("The strategy of the child processes its failures.");

    private SupervisorStrategy Of(ChildStats child) =>
        _byChild.TryGetValue(child.Child, out var strategy) ? strategy : StoppingStrategy;
}
