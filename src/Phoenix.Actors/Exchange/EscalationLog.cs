using Microsoft.Extensions.Logging;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Actors.Exchange;

/// <summary>Log lines of the escalation ladder.</summary>
internal static partial class EscalationLog
{
    [LoggerMessage(2060, LogLevel.Information, "escalation {From} -> {To}: {Reason}")]
    public static partial void Moved(this ILogger log, EscalationLevel from, EscalationLevel to, string reason);

    [LoggerMessage(2061, LogLevel.Error, "safe mode: nothing is quoted, connections do not come back: {Cause}")]
    public static partial void SafeModeEntered(this ILogger log, DeathCause cause);

    [LoggerMessage(2062, LogLevel.Information, "safe mode is over: everything flows")]
    public static partial void SafeModeLeft(this ILogger log);
}
