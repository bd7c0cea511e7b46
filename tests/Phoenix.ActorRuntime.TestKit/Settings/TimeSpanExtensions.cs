namespace Akka.TestKit.Internal;

/// <summary>What a duration means as a timeout: less than nothing is without end.</summary>
public static class TimeSpanExtensions
{
    public static bool IsPositiveFinite(this TimeSpan timeSpan) => timeSpan >= TimeSpan.Zero;

    public static bool IsPositiveFinite(this TimeSpan? timeSpan) => timeSpan is { } given && given.IsPositiveFinite();

    public static bool IsInfinite(this TimeSpan timeSpan) => timeSpan < TimeSpan.Zero;

    public static bool IsInfinite(this TimeSpan? timeSpan) => timeSpan is { } given && given.IsInfinite();

    /// <summary>Whether it is exactly <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan timeSpan) => timeSpan == Timeout.InfiniteTimeSpan;

    public static bool IsInfiniteTimeout(this TimeSpan? timeSpan) => timeSpan is { } given && given.IsInfiniteTimeout();

    public static bool IsZero(this TimeSpan timeSpan) => timeSpan == TimeSpan.Zero;

    public static bool IsUndefined(this TimeSpan? timeSpan) => timeSpan is null;

    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (timeSpan.IsPositiveFinite()) return;
        throw new ArgumentException(
            $"The timespan must be greater than zero. Actual value: {timeSpan}", parameterName);
    }

    /// <summary>The shorter of the two; <paramref name="a"/> if there is no <paramref name="b"/>.</summary>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b)
    {
        if (b is not { } other || other.IsInfinite()) return a;
        return a.IsInfinite() || other < a ? other : a;
    }
}
