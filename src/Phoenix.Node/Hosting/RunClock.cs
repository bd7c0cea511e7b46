using System.Diagnostics;
using Phoenix.Core.Primitives;

namespace Phoenix.Node.Hosting;

/// <summary>Translates the actor system's monotonic clock into time since the start of the process.</summary>
/// <param name="ProcessStart">As the host's wall clock told it; a stamp, nothing is decided by it.</param>
/// <param name="Reference">The monotonic clock when it was compared.</param>
/// <param name="SinceStart">Time since the start of the process at that moment.</param>
internal sealed record RunClock(DateTimeOffset ProcessStart, Instant Reference, TimeSpan SinceStart)
{
    public static RunClock At(Instant now)
    {
        using var process = Process.GetCurrentProcess();
        var start = new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero);
        return new RunClock(start, now, Elapsed());
    }

    public static long ElapsedMs() => (long)Elapsed().TotalMilliseconds;

    /// <summary>Milliseconds from the start of the process to <paramref name="at"/>.</summary>
    public long Ms(Instant at) => (long)(SinceStart + (at - Reference)).TotalMilliseconds;

    private static TimeSpan Elapsed()
    {
        using var process = Process.GetCurrentProcess();
        return DateTime.UtcNow - process.StartTime.ToUniversalTime();
    }
}
