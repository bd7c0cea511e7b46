using Akka.Actor;
using Akka.Util;

namespace Akka.Pattern;

/// <summary>Tries again what failed.</summary>
public static class RetrySupport
{
    /// <summary>Tries at once, and after each failure again, at most <paramref name="attempts"/> times more; then fails
    /// as the last attempt did.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) => Try(attempt, attempts, null, null);

    /// <summary>As <see cref="Retry{T}(Func{Task{T}}, int)"/>, with a pause that doubles up to
    /// <paramref name="maxBackoff"/>, and up to <paramref name="randomFactor"/> of it added at random.</summary>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        IScheduler scheduler)
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

        return Retry(
            attempt, attempts,
            failures => BackoffSettings.Delay(failures, minBackoff, maxBackoff, scheduler.NextDouble() * randomFactor),
            scheduler);
    }

    /// <summary>As <see cref="Retry{T}(Func{Task{T}}, int)"/>, with a pause in between.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) =>
        Retry(attempt, attempts, _ => delay, scheduler);

    /// <param name="attempt">What may fail.</param>
    /// <param name="attempts">How often it is tried again.</param>
    /// <param name="delayFunction">From the number of failures so far to the pause, none for none.</param>
    /// <param name="scheduler">The clock of the pause.</param>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler) =>
        Try(attempt, attempts, delayFunction, scheduler);

    private static Task<T> Try<T>(
        Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>>? pause, IScheduler? scheduler)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempts < 0)
        {
            throw new ArgumentException("The number of attempts must not be negative.", nameof(attempts));
        }

        return TryAgain(attempt, attempts, pause, scheduler);
    }

    private static async Task<T> TryAgain<T>(
        Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>>? pause, IScheduler? scheduler)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await attempt().ConfigureAwait(RuntimeTasks.StayOnThread);
            }
            catch (Exception) when (failures < attempts)
            {
                if (pause is null) continue;
            }

            if (pause(failures + 1) is { HasValue: true } delay)
            {
                await FutureTimeoutSupport.After(delay.Value, scheduler!, static () => Task.FromResult(Done.Instance))
                    .ConfigureAwait(RuntimeTasks.StayOnThread);
            }
        }
    }
}

/// <summary>Work that begins later.</summary>
public static class FutureTimeoutSupport
{
    /// <summary>Calls <paramref name="value"/> after <paramref name="duration"/>; the task ends as its task
    /// does.</summary>
    public static async Task<T> After<T>(TimeSpan duration, IScheduler scheduler, Func<Task<T>> value)
    {
        if (duration > TimeSpan.Zero)
        {
            var due = new TaskCompletionSource(RuntimeTasks.Completion);
            scheduler.Advanced.ScheduleOnce(duration, due.SetResult);
            await due.Task.ConfigureAwait(RuntimeTasks.StayOnThread);
        }

        return await value().ConfigureAwait(RuntimeTasks.StayOnThread);
    }
}
