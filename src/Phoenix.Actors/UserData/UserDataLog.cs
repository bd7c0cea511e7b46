using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.UserData;

/// <summary>Log lines of the user data stream and its key.</summary>
internal static partial class UserDataLog
{
    [LoggerMessage(2300, LogLevel.Information, "listen key obtained from the venue for {Epoch}")]
    public static partial void Obtained(this ILogger log, Epoch epoch);

    [LoggerMessage(2301, LogLevel.Warning, "listen key {Call} failed ({Failures} in a row): {Error}")]
    public static partial void CallFailed(this ILogger log, string call, int failures, string error);

    [LoggerMessage(2302, LogLevel.Information, "listen key released (closed at the venue: {Closed})")]
    public static partial void Released(this ILogger log, bool closed);

    [LoggerMessage(2303, LogLevel.Information, "user stream {Epoch} subscribed")]
    public static partial void Subscribed(this ILogger log, Epoch epoch);

    [LoggerMessage(2304, LogLevel.Information, "user stream {Epoch} up")]
    public static partial void Up(this ILogger log, Epoch epoch);

    [LoggerMessage(2305, LogLevel.Warning, "user stream {Epoch} is suspect: {Detail}")]
    public static partial void Suspected(this ILogger log, Epoch epoch, string detail);

    [LoggerMessage(2306, LogLevel.Warning, "listen key of {Epoch} is gone ({Cause}): {Reason}")]
    public static partial void Lost(this ILogger log, Epoch epoch, DeathCause cause, string reason);

    [LoggerMessage(2307, LogLevel.Information, "user stream {Old} is succeeded by {New}")]
    public static partial void Succeeded(this ILogger log, Epoch old, Epoch @new);

    [LoggerMessage(2308, LogLevel.Warning, "the successor of the user stream is given up: {Reason}")]
    public static partial void SuccessorAbandoned(this ILogger log, string reason);

    [LoggerMessage(2309, LogLevel.Information, "{Epoch} tells of the end of {Key}, which it does not use")]
    public static partial void FormerKeyExpired(this ILogger log, Epoch epoch, ListenKey key);
}
