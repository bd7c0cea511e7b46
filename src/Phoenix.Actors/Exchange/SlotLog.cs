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

    [LoggerMessage(2010, LogLevel.Information, "{Slot} {Epoch} is to be replaced: {Heir} dials beside it")]
    public static partial void Rotating(this ILogger log, string slot, Epoch epoch, Epoch heir);

    [LoggerMessage(2011, LogLevel.Information, "{Slot} {Epoch} is closed, {Heir} carries on: {Cause}")]
    public static partial void Rotated(this ILogger log, string slot, Epoch epoch, Epoch heir, DeathCause cause);

    [LoggerMessage(2012, LogLevel.Warning, "{Slot} keeps its connection, successor {Heir} died of {Cause}: {Detail}")]
    public static partial void RotationFailed(
        this ILogger log, string slot, Epoch heir, DeathCause cause, string detail);
}
