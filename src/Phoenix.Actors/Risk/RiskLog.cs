using Microsoft.Extensions.Logging;
using Phoenix.Core.Risk;

namespace Phoenix.Actors.Risk;

/// <summary>Log lines of the risk guard: one per transition.</summary>
internal static partial class RiskLog
{
    /// <summary>The line that belongs to what happened.</summary>
    public static void Report(this ILogger log, GuardEvent occurrence)
    {
        switch (occurrence)
        {
            case GuardEvent.Judged { Verdict: LossVerdict.Fine } fine:
                log.Recovered(fine.Equity);
                break;
            case GuardEvent.Judged judged:
                log.Judged(judged.Verdict.Describe(), judged.Equity);
                break;
            case GuardEvent.Stopped stopped:
                log.Stopped(stopped.Symbol?.Name ?? "everything", stopped.Stop.Describe());
                break;
            case GuardEvent.Pardoned pardoned:
                log.Pardoned(pardoned.Symbol?.Name ?? "everything");
                break;
            case GuardEvent.Transferred transferred:
                log.Transferred(transferred.Amount);
                break;
        }
    }

    [LoggerMessage(2950, LogLevel.Warning, "the account lost: {Verdict}; equity {Equity}")]
    public static partial void Judged(this ILogger log, string verdict, decimal equity);

    [LoggerMessage(2951, LogLevel.Information, "the account's losses are within their limits again; equity {Equity}")]
    public static partial void Recovered(this ILogger log, decimal equity);

    [LoggerMessage(2952, LogLevel.Error, "{What} is stopped: {Verdict}; resume ends it")]
    public static partial void Stopped(this ILogger log, string what, string verdict);

    [LoggerMessage(2953, LogLevel.Information, "{What} is stopped for a loss no more")]
    public static partial void Pardoned(this ILogger log, string what);

    [LoggerMessage(2954, LogLevel.Information, "money was moved: {Amount}, which is neither profit nor loss")]
    public static partial void Transferred(this ILogger log, decimal amount);

    [LoggerMessage(2955, LogLevel.Warning, "the account's equity could not be read: {Problem}")]
    public static partial void NotRead(this ILogger log, string problem);

    [LoggerMessage(2956, LogLevel.Error, "the stops in force are not written: {Problem}")]
    public static partial void NotKept(this ILogger log, string problem);

    [LoggerMessage(2957, LogLevel.Warning, "stopped for a loss since an earlier run: {What}; resume ends it")]
    public static partial void BeginsStopped(this ILogger log, string what);
}
