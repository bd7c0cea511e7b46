using Microsoft.Extensions.Logging;

namespace Phoenix.Actors.Exchange;

/// <summary>Log lines of the clock.</summary>
internal static partial class ClockLog
{
    [LoggerMessage(2070, LogLevel.Warning, "this process stood still for {Seconds:0.0} s")]
    public static partial void Paused(this ILogger log, double seconds);

    [LoggerMessage(2071, LogLevel.Warning, "the wall clock made a step of {Seconds:0.0} s")]
    public static partial void Stepped(this ILogger log, double seconds);

    [LoggerMessage(2072, LogLevel.Warning, "the venue's time could not be read: {Problem}")]
    public static partial void SyncFailed(this ILogger log, string problem);
}
