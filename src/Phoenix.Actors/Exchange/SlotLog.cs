using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Exchange;

/// <summary>Log lines of connection slots.</summary>
internal static partial class SlotLog
{
    [LoggerMessage(2000, LogLevel.Warning, "{Slot} {Epoch} died of {Cause}: {Detail}")]
    public static partial void ConnectionDied(
        this ILogger log, string slot, Epoch epoch, DeathCause cause, string detail);
}
