using Akka.Actor;

namespace Akka.Pattern;

/// <summary>When the count of restarts goes back to nothing.</summary>
public interface IBackoffReset;

/// <summary>How a <see cref="BackoffSupervisor"/> treats its child. Immutable: every <c>With</c> gives
/// another.</summary>
public abstract class BackoffOptions
{
    private protected BackoffOptions()
    {
    }

    /// <summary>The count goes back once the child has lived for <paramref name="resetBackoff"/>; the default, with
    /// the shortest backoff.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The count goes back when the child sends <see cref="BackoffSupervisor.Reset"/> to its parent.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>Failures the strategy restarts are backed off; its other directives apply as they are.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Every failure stops the child, and thereby is backed off.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>After so many restarts in a row the supervisor stops; -1: never.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>What senders get while there is no child; without it their messages go to the dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>If the child stops after such a message, the supervisor stops too.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    internal abstract Props CreateProps();
}

/// <summary>Begins the options of a <see cref="BackoffSupervisor"/>.</summary>
public static class Backoff
{
    /// <summary>Starts the child anew, after a growing delay, when it has failed.</summary>
    /// <param name="childProps">The child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first delay; each further one is twice as long.</param>
    /// <param name="maxBackoff">The longest delay, before jitter.</param>
    /// <param name="randomFactor">Up to this part of the delay is added at random, so that children of many parents
    /// do not come back in step.</param>
    /// <param name="maxNrOfRetries">After so many restarts the supervisor stops; -1: never.</param>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxNrOfRetries) =>
        Make(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries, onFailure: true);

    /// <inheritdoc cref="OnFailure(Props, string, TimeSpan, TimeSpan, double, int)"/>
    [Obsolete("Use the overload that takes a number of retries.")]
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <inheritdoc cref="OnFailure(Props, string, TimeSpan, TimeSpan, double, int)"/>
    [Obsolete("Use the overload that takes a number of retries.")]
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>Starts the child anew, after a growing delay, when it has stopped; failures are its
    /// strategy's.</summary>
    /// <inheritdoc cref="OnFailure(Props, string, TimeSpan, TimeSpan, double, int)"/>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxNrOfRetries) =>
        Make(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries, onFailure: false);

    private static BackoffOptionsImpl Make(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxNrOfRetries, bool onFailure)
    {
        if (minBackoff <= TimeSpan.Zero)
        {
            throw new ArgumentException("The shortest backoff must be positive.", nameof(minBackoff));
        }

        if (maxBackoff < minBackoff)
        {
            throw new ArgumentException("The longest backoff must not be below the shortest.", nameof(maxBackoff));
        }

        if (randomFactor is < 0 or > 1)
        {
            throw new ArgumentException("The random factor must be between 0 and 1.", nameof(randomFactor));
        }

        return new BackoffOptionsImpl(new BackoffSettings(
            childProps, childName, minBackoff, maxBackoff, randomFactor, onFailure,
            new OneForOneStrategy(maxNrOfRetries, -1, SupervisorStrategy.DefaultDecider),
            new BackoffReset(minBackoff), null, null));
    }
}

/// <param name="After">Null for a reset by hand.</param>
internal sealed record BackoffReset(TimeSpan? After) : IBackoffReset;

/// <summary>Everything a <see cref="BackoffSupervisor"/> is told.</summary>
internal sealed record BackoffSettings(
    Props Child, string Name, TimeSpan Min, TimeSpan Max, double RandomFactor, bool OnFailure,
    OneForOneStrategy Strategy, BackoffReset Reset, object? ReplyWhileStopped, Func<object, bool>? IsFinalStop)
{
    /// <summary>The delay before the next start, after <paramref name="restarts"/> earlier ones.</summary>
    internal TimeSpan Delay(int restarts, double random) => Delay(restarts, Min, Max, random * RandomFactor);

    internal static TimeSpan Delay(int failures, TimeSpan min, TimeSpan max, double jitter)
    {
        if (failures >= 30) return max;
        return TimeSpan.FromTicks((long)(Math.Min(max.Ticks, min.Ticks * Math.Pow(2, failures)) * (1 + jitter)));
    }
}

/// <summary>The options as a record.</summary>
internal sealed class BackoffOptionsImpl(BackoffSettings settings) : BackoffOptions
{
    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) =>
        With(settings with { Reset = new BackoffReset(resetBackoff) });

    public override BackoffOptions WithManualReset() => With(settings with { Reset = new BackoffReset(null) });

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) =>
        With(settings with { Strategy = supervisorStrategy });

    public override BackoffOptions WithDefaultStoppingStrategy() => With(settings with
    {
        Strategy = SupervisorStrategy.StoppingStrategy.WithMaxNrOfRetries(settings.Strategy.MaxNumberOfRetries),
    });

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        With(settings with { Strategy = settings.Strategy.WithMaxNrOfRetries(maxNrOfRetries) });

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) =>
        With(settings with { ReplyWhileStopped = replyWhileStopped });

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
        With(settings with { IsFinalStop = isFinalStopMessage });

    internal override Props CreateProps() => Props.CreateBy(new BackoffSupervisor.Producer(settings));

    private static BackoffOptionsImpl With(BackoffSettings changed) => new(changed);
}
