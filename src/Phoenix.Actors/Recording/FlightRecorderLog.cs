using Microsoft.Extensions.Logging;

namespace Phoenix.Actors.Recording;

/// <summary>Log lines of the flight recorder.</summary>
internal static partial class FlightRecorderLog
{
    [LoggerMessage(2700, LogLevel.Warning, "incident {Number} began: {Trigger}; it is {Name}")]
    public static partial void IncidentBegan(this ILogger log, int number, string trigger, string name);

    [LoggerMessage(2701, LogLevel.Information, "incident {Number} is over after {Seconds:0.0} s, written as {Name}")]
    public static partial void IncidentOver(this ILogger log, int number, double seconds, string name);

    [LoggerMessage(2702, LogLevel.Warning, "incident {Number} lasts; what led to it is written as {Name}")]
    public static partial void IncidentLasts(this ILogger log, int number, string name);

    [LoggerMessage(2703, LogLevel.Warning, "incident papers {Name} are lost: too many wait to be written")]
    public static partial void PapersLost(this ILogger log, string name);

    [LoggerMessage(
        2704, LogLevel.Error, "a replayed machine decided otherwise than the live one ({Differences} times)")]
    public static partial void ReplicaDiffers(this ILogger log, long differences);

    [LoggerMessage(2705, LogLevel.Error, "incident {Number} is written without a recording: {Problem}")]
    public static partial void NotRecorded(this ILogger log, int number, string problem);
}
