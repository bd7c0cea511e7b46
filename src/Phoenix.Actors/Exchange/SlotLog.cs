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

    [LoggerMessage(2001, LogLevel.Warning, "{Slot} may not dial for {Seconds:0.0} s: the connect attempts are spent")]
    public static partial void DialDeferred(this ILogger log, string slot, double seconds);

    [LoggerMessage(2002, LogLevel.Error, "{Slot}: {Failures} incarnations in a row without good data, last {Cause}")]
    public static partial void Exhausted(this ILogger log, string slot, int failures, DeathCause cause);

    [LoggerMessage(2004, LogLevel.Error, "{Slot} {Epoch} does not end; the slot goes on without it")]
    public static partial void Abandoned(this ILogger log, string slot, Epoch epoch);

    [LoggerMessage(2003, LogLevel.Information, "{Slot} {Epoch} is condemned in {Seconds:0.0} s: {Cause} came before")]
    public static partial void Debounced(this ILogger log, string slot, Epoch epoch, double seconds, DeathCause cause);
}
