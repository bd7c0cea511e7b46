using Microsoft.Extensions.Logging;

namespace Phoenix.Venue.Http;

/// <summary>Log lines of the exchange on sockets. Next free id: 5003.</summary>
internal static partial class VenueLog
{
    [LoggerMessage(5000, LogLevel.Error, "the embedded exchange failed and answers no more")]
    public static partial void LoopFailed(this ILogger log, Exception failure);

    [LoggerMessage(5001, LogLevel.Error, "the embedded exchange could not do one piece of work and goes on")]
    public static partial void WorkFailed(this ILogger log, Exception failure);

    [LoggerMessage(5002, LogLevel.Error, "the embedded exchange could not end a socket's connection and goes on")]
    public static partial void SocketFailed(this ILogger log, Exception failure);
}
