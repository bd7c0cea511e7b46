using Akka.Event;

namespace Akka.Actor;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>Go on as if nothing had happened; the message that failed is lost.</summary>
    Resume = 0,

    /// <summary>Replace the instance; mailbox and reference stay.</summary>
    Restart = 1,

    /// <summary>Fail oneself, with the same cause.</summary>
    Escalate = 2,

    /// <summary>Stop the child.</summary>
    Stop = 3,
}

/// <summary>From cause to directive.</summary>
public interface IDecider
{
    Directive Decide(Exception cause);
}

/// <summary>A decider that is a function.</summary>
public class LocalOnlyDecider(Func<Exception, Directive> decider) : IDecider
{
    public Directive Decide(Exception cause) => decider(cause);
}

/// <summary>A decider that is a table of exception types; the first that fits wins.</summary>
public class DeployableDecider : IDecider
{
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) =>
        (DefaultDirective, Pairs) = (defaultDirective, pairs);

    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs)
        : this(defaultDirective, pairs.ToArray())
    {
    }

    public Directive DefaultDirective { get; }

    public KeyValuePair<Type, Directive>[] Pairs { get; }

    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs)
        {
            if (type.IsInstanceOfType(cause)) return directive;
        }

        return DefaultDirective;
    }
}

/// <summary>Makes deciders.</summary>
public static class Decider
{
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);

    public static DeployableDecider From(
        Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new(defaultDirective, pairs);

    public static DeployableDecider From(
        Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => new(defaultDirective, pairs);
}

/// <summary>Writes a row of a <see cref="DeployableDecider"/>:
/// <c>Directive.Stop.When&lt;IOException&gt;()</c>.</summary>
public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}

/// <summary>How an actor treats the failures of its children; made by
/// <see cref="OneForOneStrategy"/> and <see cref="AllForOneStrategy"/>.</summary>
public abstract class SupervisorStrategy
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

    private protected SupervisorStrategy()
    {
    }

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; private protected init; } = true;

    /// <summary>Decides and acts.</summary>
    /// <returns>False if the failure is to be escalated.</returns>
    internal virtual bool HandleFailure(ActorCell supervisor, ChildStats child, Exception cause, ChildStats[] all)
    {
        var directive = Decider.Decide(cause);
        if (LoggingEnabled) Log(supervisor, child.Child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                child.Child.Resume(cause);
                return true;
            case Directive.Restart or Directive.Stop:
                Process(supervisor, directive == Directive.Restart, child, cause, all);
                return true;
            default:
                return false;
        }
    }

    private protected abstract void Process(
        ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all);

    private static void Log(ActorCell supervisor, IActorRef child, Exception cause, Directive directive)
    {
        var source = child.Path.ToString();
        var type = typeof(SupervisorStrategy);
        LogEvent entry = directive switch
        {
            Directive.Resume => new Warning(cause, source, type, cause.Message),
            Directive.Escalate => new Debug(cause, source, type, cause.Message),
            _ => new Error(cause, source, type, cause.Message),
        };
        supervisor.SystemImpl.EventStream.Publish(entry);
    }
}

/// <summary>The directive applies to the child that failed.</summary>
/// <remarks><c>maxNrOfRetries</c> restarts (-1: no limit, or one per window if there is a window) within the window
/// (not positive: ever); beyond that the child is stopped.</remarks>
public class OneForOneStrategy : SupervisorStrategy
{
    public OneForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, RetryWindow.Milliseconds(withinTimeRange), decider)
    {
    }

    public OneForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled)
    {
    }

    public OneForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(-1, -1, localOnlyDecider, loggingEnabled)
    {
    }

    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    public override IDecider Decider { get; }

    public int MaxNumberOfRetries { get; }

    public int WithinTimeRangeMilliseconds { get; }

    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) =>
        new(maxNrOfRetries, WithinTimeRangeMilliseconds, Decider, LoggingEnabled);

    private protected override void Process(
        ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all)
    {
        var now = supervisor.SystemImpl.SupervisionClock;
        if (restart && child.RequestRestart(MaxNumberOfRetries, WithinTimeRangeMilliseconds, now))
        {
            child.Child.Restart(cause);
        }
        else
        {
            supervisor.Stop(child.Child);
        }
    }
}

/// <summary>The directive applies to the child that failed and to all its siblings.</summary>
/// <remarks>Limits as in <see cref="OneForOneStrategy"/>; they count per child.</remarks>
public class AllForOneStrategy : SupervisorStrategy
{
    public AllForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, RetryWindow.Milliseconds(withinTimeRange), decider)
    {
    }

    public AllForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled)
    {
    }

    public AllForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    public override IDecider Decider { get; }

    public int MaxNumberOfRetries { get; }

    public int WithinTimeRangeMilliseconds { get; }

    private protected override void Process(
        ActorCell supervisor, bool restart, ChildStats child, Exception cause, ChildStats[] all)
    {
        var permitted = restart;
        foreach (var stats in all)
        {
            permitted = permitted && stats.RequestRestart(
                MaxNumberOfRetries, WithinTimeRangeMilliseconds, supervisor.SystemImpl.SupervisionClock);
        }

        foreach (var stats in all)
        {
            if (!permitted)
            {
                supervisor.Stop(stats.Child);
                continue;
            }

            if (!ReferenceEquals(stats, child)) stats.Child.Suspend();
            stats.Child.Restart(cause);
        }
    }
}

/// <summary>A retry window as the strategies keep it.</summary>
internal static class RetryWindow
{
    /// <returns>-1 if there is none.</returns>
    internal static int Milliseconds(TimeSpan? window) =>
        window is { } span && span != Timeout.InfiniteTimeSpan
            ? (int)Math.Min(int.MaxValue, span.TotalMilliseconds)
            : -1;
}

/// <summary>Names a strategy in the configuration (<c>akka.actor.guardian-supervisor-strategy</c>).</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    internal static SupervisorStrategy Named(string typeName)
    {
        var bare = typeName.Split(',')[0].Trim();
        if (bare.EndsWith(nameof(DefaultSupervisorStrategy), StringComparison.Ordinal))
        {
            return new DefaultSupervisorStrategy().Create();
        }

        if (bare.EndsWith(nameof(StoppingSupervisorStrategy), StringComparison.Ordinal))
        {
            return new StoppingSupervisorStrategy().Create();
        }

        return TypeNames.Create<SupervisorStrategyConfigurator>(typeName).Create();
    }
}

/// <summary><see cref="SupervisorStrategy.DefaultStrategy"/> by name.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary><see cref="SupervisorStrategy.StoppingStrategy"/> by name.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
