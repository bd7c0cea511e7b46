using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>Treats each child as was asked for when it was made; stops those nothing was asked for.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _byChild = [];

    public override IDecider Decider => StoppingStrategy.Decider;

    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) =>
        _byChild[child] = supervisorStrategy;

    public override void HandleChildTerminated(
        IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        Of(child).HandleChildTerminated(actorContext, child, children);
        _ = _byChild.Remove(child);
    }

    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children) =>
        Of(child).ProcessFailure(context, restart, child, cause, stats, children);

    public override ISurrogate ToSurrogate(ActorSystem system) => StoppingStrategy.ToSurrogate(system);

    protected override Directive Handle(IActorRef child, Exception exception) =>
        Of(child).Decider.Decide(exception);

    private SupervisorStrategy Of(IActorRef child) =>
        _byChild.TryGetValue(child, out var strategy) ? strategy : StoppingStrategy;
}
