using Microsoft.Extensions.Logging;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Staleness;

/// <summary>Log lines of the stale monitor.</summary>
internal static partial class StaleMonitorLog
{
    [LoggerMessage(2201, LogLevel.Error, "the stale monitor is replaced: {Reason}")]
    public static partial void MonitorReplaced(this ILogger log, string reason);

    [LoggerMessage(2200, LogLevel.Information, "{Stream} on {Slot} {Epoch} is {Freshness} (age {AgeSeconds:0.00} s)")]
    public static partial void Judged(
        this ILogger log, StreamId stream, SlotId slot, Epoch epoch, Freshness freshness, double ageSeconds);
}
