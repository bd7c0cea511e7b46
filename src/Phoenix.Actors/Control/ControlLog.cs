using Microsoft.Extensions.Logging;

namespace Phoenix.Actors.Control;

/// <summary>Log lines of control.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(2900, LogLevel.Error, "the kill switch is not written: {Problem}")]
    public static partial void KillNotKept(this ILogger log, string problem);

    [LoggerMessage(2901, LogLevel.Warning, "everything is killed since an earlier run: {Reason}")]
    public static partial void BeginsKilled(this ILogger log, string reason);
}
