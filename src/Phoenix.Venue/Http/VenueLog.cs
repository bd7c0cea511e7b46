using Microsoft.Extensions.Logging;

namespace Phoenix.Venue.Http;

/// <summary>Log lines of the exchange on sockets.</summary>
internal static partial class VenueLog
{
    [LoggerMessage(5000, LogLevel.Error, "the embedded exchange failed and answers no more")]
    public static partial void LoopFailed(this ILogger log, Exception failure);
}
