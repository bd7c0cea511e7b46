using Microsoft.Extensions.Logging;

namespace Phoenix.Node.Logs;

/// <summary>What the process itself reports.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        PhoenixEventId.Starting, LogLevel.Information, "Phoenix {Version} trades {Symbols} on {Venue}, seed {Seed}")]
    public static partial void Starting(this ILogger log, string version, string symbols, string venue, long seed);

    [LoggerMessage(
        PhoenixEventId.ExchangeUp, LogLevel.Information, "Exchange listens on {Address} with {Markets}, seed {Seed}")]
    public static partial void ExchangeUp(this ILogger log, Uri address, string markets, long seed);

    [LoggerMessage(
        PhoenixEventId.StopRequested, LogLevel.Information, "{Cause}: stopping in order, quotes are pulled first")]
    public static partial void StopRequested(this ILogger log, string cause);

    [LoggerMessage(
        PhoenixEventId.Stopped, LogLevel.Information, "Stopped within {ElapsedMs} ms, {OpenOrders} orders rest")]
    public static partial void Stopped(this ILogger log, long elapsedMs, int openOrders);

    [LoggerMessage(
        PhoenixEventId.StopTimedOut,
        LogLevel.Warning,
        "No orderly stop within {Timeout}; the venue's countdown removes what may rest")]
    public static partial void StopTimedOut(this ILogger log, TimeSpan timeout);

    [LoggerMessage(PhoenixEventId.Status, LogLevel.Information, "{Status}")]
    public static partial void Status(this ILogger log, string status);

    [LoggerMessage(PhoenixEventId.SummaryWritten, LogLevel.Information, "Summary written to {File}")]
    public static partial void SummaryWritten(this ILogger log, string file);

    [LoggerMessage(PhoenixEventId.Agreed, LogLevel.Information, "The exchange agrees with our books: {Truth}")]
    public static partial void Agreed(this ILogger log, string truth);

    [LoggerMessage(PhoenixEventId.Disagreed, LogLevel.Error, "The exchange disagrees with our books: {Difference}")]
    public static partial void Disagreed(this ILogger log, string difference);

    [LoggerMessage(PhoenixEventId.TruthUnknown, LogLevel.Error, "The exchange could not be asked at the end: {Reason}")]
    public static partial void TruthUnknown(this ILogger log, string reason);

    [LoggerMessage(
        PhoenixEventId.StatusMissing, LogLevel.Warning, "The trading system did not tell its status: {Reason}")]
    public static partial void StatusMissing(this ILogger log, string reason);
}
