using Microsoft.Extensions.Logging;

namespace Phoenix.Venue.Http;

/// <summary>Log lines of the exchange on sockets. Next free id: 5005.</summary>
internal static partial class VenueLog
{
    [LoggerMessage(5000, LogLevel.Error, "the embedded exchange failed and answers no more")]
    public static partial void LoopFailed(this ILogger log, Exception failure);

    [LoggerMessage(5001, LogLevel.Error, "the embedded exchange could not do one piece of work and goes on")]
    public static partial void WorkFailed(this ILogger log, Exception failure);

    [LoggerMessage(5002, LogLevel.Error, "the embedded exchange could not end a socket's connection and goes on")]
    public static partial void SocketFailed(this ILogger log, Exception failure);

    [LoggerMessage(5003, LogLevel.Information, "fault {Id} injected: {Verb} on {Target}, {Duration}")]
    public static partial void FaultInjected(this ILogger log, long id, string verb, string target, string duration);

    [LoggerMessage(5004, LogLevel.Information, "fault {Id} is over after {ElapsedMs} ms: {Verb} on {Target}")]
    public static partial void FaultEnded(this ILogger log, long id, long elapsedMs, string verb, string target);
}
