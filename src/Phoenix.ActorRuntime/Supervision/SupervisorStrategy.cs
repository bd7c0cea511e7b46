using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>How an actor treats the failures of its children; usually made by
/// <see cref="OneForOneStrategy"/> or <see cref="AllForOneStrategy"/>.</summary>
public abstract class SupervisorStrategy : ISurrogated
{
    /// <summary>Stops what cannot start, was killed or lost whom it depends on; restarts everything else.</summary>
    public static readonly IDecider DefaultDecider = new LocalOnlyDecider(cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>One for one, <see cref="DefaultDecider"/>, no limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>One for one, every failure stops the child.</summary>
    public static readonly OneForOneStrategy StoppingStrategy =
        new(new LocalOnlyDecider(static _ => Directive.Stop));

    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are written to the log.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>A child has stopped, whoever stopped it.</summary>
    /// <param name="children">Those that are left.</param>
    public abstract void HandleChildTerminated(
        IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>Carries out <see cref="Directive.Restart"/>, or <see cref="Directive.Stop"/> if
    /// <paramref name="restart"/> is false.</summary>
    /// <param name="stats">Of the child that failed.</param>
    /// <param name="children">Of all children, the one that failed included.</param>
    public abstract void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children);

    public abstract ISurrogate ToSurrogate(ActorSystem system);

    /// <summary>Decides and acts.</summary>
    /// <returns>False if the failure is to be escalated.</returns>
    internal bool HandleFailure(
        ActorCell supervisor, ChildRestartStats stats, Exception cause, ChildRestartStats[] children)
    {
        var directive = Handle(stats.Child, cause);
        LogFailure(supervisor, stats.Child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                ResumeChild(stats.Child, cause);
                return true;
            case Directive.Restart or Directive.Stop:
                ProcessFailure(supervisor, directive == Directive.Restart, stats.Child, cause, stats, children);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What to do about a failure.</summary>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <param name="suspendFirst">True for a child that did not fail itself.</param>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var actor = (IInternalActorRef)child;
        if (suspendFirst) actor.Suspend();
        actor.Restart(cause);
    }

    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    /// <summary>Writes a failure to the log, if <see cref="LoggingEnabled"/>.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled) return;
        var source = child.Path.ToString();
        var type = typeof(SupervisorStrategy);
        LogEvent entry = directive switch
        {
            Directive.Resume => new Warning(cause, source, type, cause.Message),
            Directive.Escalate => new Debug(cause, source, type, cause.Message),
            _ => new Error(cause, source, type, cause.Message),
        };
        context.System.EventStream.Publish(entry);
    }
}
