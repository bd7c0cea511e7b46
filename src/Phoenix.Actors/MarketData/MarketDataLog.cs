using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.MarketData;

/// <summary>Log lines of market data.</summary>
internal static partial class MarketDataLog
{
    [LoggerMessage(2100, LogLevel.Information, "{Slot} {Epoch} dialling for {Streams} streams")]
    public static partial void Dialing(this ILogger log, SlotId slot, Epoch epoch, int streams);

    [LoggerMessage(2101, LogLevel.Information, "{Slot} {Epoch} subscription acknowledged")]
    public static partial void Subscribed(this ILogger log, SlotId slot, Epoch epoch);

    [LoggerMessage(2102, LogLevel.Information, "{Slot} {Epoch} every promised stream flows")]
    public static partial void Flowing(this ILogger log, SlotId slot, Epoch epoch);

    [LoggerMessage(
        2103, LogLevel.Warning, "{Slot} {Epoch} subscriptions repaired; missing: {Missing}; unknown: {Unknown}")]
    public static partial void Repaired(this ILogger log, SlotId slot, Epoch epoch, string missing, string unknown);

    [LoggerMessage(2104, LogLevel.Error, "{Slot} {Epoch} goes on without {Streams}: {Reason}")]
    public static partial void GivenUp(this ILogger log, SlotId slot, Epoch epoch, string streams, string reason);

    [LoggerMessage(2105, LogLevel.Error, "{Slot} died {Count} times in a row of {Cause}: {Detail}")]
    public static partial void Stuck(this ILogger log, string slot, int count, DeathCause cause, string detail);
}
