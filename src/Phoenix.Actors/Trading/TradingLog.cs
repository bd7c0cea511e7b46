using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Trading;

/// <summary>Log lines of order entry.</summary>
internal static partial class TradingLog
{
    [LoggerMessage(2400, LogLevel.Information, "trading session {Epoch} up")]
    public static partial void Up(this ILogger log, Epoch epoch);

    [LoggerMessage(
        2401,
        LogLevel.Warning,
        "no reply to {Requests} requests, the first for {Order}, on {Epoch}: their outcome is unknown")]
    public static partial void RepliesOverdue(this ILogger log, int requests, ClientOrderId order, Epoch epoch);
}
