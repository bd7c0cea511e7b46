namespace Akka.TestKit;

/// <summary>How long expectations wait.</summary>
public abstract partial class TestKitBase
{
    /// <summary>What is left of the enclosing <c>Within</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end
        ? Left(end)
        : throw new InvalidOperationException(@"Remaining may not be called outside of ""within""");

    /// <summary>What is left of the enclosing <c>Within</c>; outside of one, the default of a single
    /// expectation.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>Stretches a wait by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero) throw new ArgumentException("Must not be negative", nameof(duration));
        return duration == TimeSpan.MaxValue ? duration : duration * TestKitSettings.TestTimeFactor;
    }

    /// <summary><paramref name="duration"/> stretched; what remains if it is null.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given) return RemainingOrDefault;
        if (given < TimeSpan.Zero) throw new ArgumentException("Must be positive TimeSpan", nameof(duration));
        return Dilated(given);
    }

    /// <summary><paramref name="timeout"/> as it is; the default of a single expectation, stretched, if it is
    /// null.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) =>
        timeout ?? Dilated(TestKitSettings.SingleExpectDefault);

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? Left(end) : duration;

    // Less than nothing would mean to wait without end.
    private static TimeSpan Left(TimeSpan end)
    {
        var left = end - Now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private void LogCall(string text)
    {
        if (TestKitSettings.LogTestKitCalls) Log.Log(Event.LogLevel.DebugLevel, null, text);
    }
}
