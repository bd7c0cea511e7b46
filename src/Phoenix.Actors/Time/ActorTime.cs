using Akka.Actor;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Time;

/// <summary>How actors read their clock and turn a machine's "wake me at" into their one timer for it.</summary>
internal static class ActorTime
{
    public static Instant Now(this ActorSystem system) => Instant.From(system.Scheduler.HighResMonotonicClock);

    /// <summary>
    /// Sends <paramref name="message"/> to the owner at <paramref name="at"/>; an earlier wish of the same message
    /// type is replaced.
    /// </summary>
    public static void StartWake<TMessage>(this ITimerScheduler timers, TMessage message, Instant at, Instant now)
        where TMessage : notnull
    {
        var delay = at - now;
        timers.StartSingleTimer(typeof(TMessage), message, delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
    }
}
