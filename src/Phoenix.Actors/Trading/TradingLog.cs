using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Trading;

/// <summary>Log lines of order entry.</summary>
internal static partial class TradingLog
{
    [LoggerMessage(2400, LogLevel.Information, "trading session {Epoch} up")]
    public static partial void Up(this ILogger log, Epoch epoch);

    [LoggerMessage(2401, LogLevel.Warning, "no reply for {Order} on {Epoch}: its outcome is unknown")]
    public static partial void ReplyOverdue(this ILogger log, ClientOrderId order, Epoch epoch);
}
