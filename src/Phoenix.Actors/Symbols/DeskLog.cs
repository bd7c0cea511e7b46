using Microsoft.Extensions.Logging;
using Phoenix.Core.Accounting;
using Phoenix.Core.Desk;
using Phoenix.Core.Pacing;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Symbols;

/// <summary>Log lines of a symbol's desk: one per transition, none per frame.</summary>
internal static partial class DeskLog
{
    /// <summary>The line that belongs to what happened, if it deserves one.</summary>
    public static void Report(this ILogger log, Instrument instrument, DeskEvent occurrence)
    {
        var symbol = instrument.Symbol;
        switch (occurrence)
        {
            case DeskEvent.Halted { Causes: HaltCauses.Stopping }:
                log.Stopping(symbol);
                break;
            case DeskEvent.Halted { WasQuoting: true } halted:
                log.Halted(symbol, halted.Causes);
                break;
            case DeskEvent.Halted waiting:
                log.Waiting(symbol, waiting.Causes);
                break;
            case DeskEvent.Resumed:
                log.Resumed(symbol);
                break;
            case DeskEvent.Synchronized sync:
                log.Synchronized(symbol, sync.UpdateId);
                break;
            case DeskEvent.GapFound:
                log.Gap(symbol);
                break;
            case DeskEvent.BookContradicted(var what):
                log.Contradicted(symbol, what.Cause, what.Evidence);
                break;
            case DeskEvent.Pulling { Attempt: <= 3 } pulling:
                log.Pulling(symbol, pulling.Orders, pulling.Attempt);
                break;
            case DeskEvent.Pulling pulling when pulling.Attempt % 10 == 0: // thinned: the first lines said it all
                log.Pulling(symbol, pulling.Orders, pulling.Attempt);
                break;
            case DeskEvent.Pulled:
                log.Pulled(symbol);
                break;
            case DeskEvent.FillBooked { Fill: var fill } booked:
                log.Filled(
                    symbol,
                    fill.Side,
                    instrument.ToDecimal(fill.Quantity),
                    instrument.ToDecimal(fill.Price),
                    instrument.ToDecimal(booked.Position));
                break;
            case DeskEvent.Reconciled agreed:
                log.Reconciled(symbol, instrument.ToDecimal(agreed.Position), agreed.RecoveredFills);
                break;
            case DeskEvent.Mismatched mismatch:
                log.Mismatched(symbol, mismatch.Detail);
                break;
            case DeskEvent.PositionDiffers(var cause, var detail):
                log.Differs(symbol, cause, detail);
                break;
            case DeskEvent.ForeignOrder foreign:
                log.Foreign(symbol, foreign.Id);
                break;
            case DeskEvent.Alarmed alarm:
                log.Alarmed(symbol, alarm.Detail);
                break;
            case DeskEvent.OrderRefused refused:
                log.Refused(symbol, refused.Id, refused.Error);
                break;
            case DeskEvent.Drained:
                log.Drained(symbol);
                break;
            default:
                log.ReportLimits(symbol, occurrence);
                break;
        }
    }

    /// <summary>What the venue allows changed, or what losses do.</summary>
    private static void ReportLimits(this ILogger log, Symbol symbol, DeskEvent occurrence)
    {
        switch (occurrence)
        {
            case DeskEvent.StrategyChosen(var strategy):
                log.StrategyChosen(symbol, strategy);
                break;
            case DeskEvent.LossJudged { Verdict: var verdict }:
                log.LossJudged(symbol, verdict.Level == LossLevel.Fine ? "within its limit" : verdict.Describe());
                break;
            case DeskEvent.Paced { Pace: Pace.Full }:
                log.AtFullPace(symbol);
                break;
            case DeskEvent.Paced paced:
                log.SlowedDown(symbol, paced.Pace, 100 * paced.Pressure, paced.Cause);
                break;
            case DeskEvent.LockedByVenue(var until):
                log.Locked(symbol, until.ToDateTimeOffset());
                break;
            case DeskEvent.UnlockedByVenue:
                log.Unlocked(symbol);
                break;
        }
    }

    [LoggerMessage(2600, LogLevel.Warning, "{Symbol} stopped quoting: {Causes}")]
    public static partial void Halted(this ILogger log, Symbol symbol, HaltCauses causes);

    [LoggerMessage(2615, LogLevel.Information, "{Symbol} stops quoting")]
    public static partial void Stopping(this ILogger log, Symbol symbol);

    [LoggerMessage(2614, LogLevel.Information, "{Symbol} not quoting: {Causes}")]
    public static partial void Waiting(this ILogger log, Symbol symbol, HaltCauses causes);

    [LoggerMessage(2601, LogLevel.Information, "{Symbol} quoting")]
    public static partial void Resumed(this ILogger log, Symbol symbol);

    [LoggerMessage(2602, LogLevel.Information, "{Symbol} book in sync at update {UpdateId}")]
    public static partial void Synchronized(this ILogger log, Symbol symbol, long updateId);

    [LoggerMessage(2603, LogLevel.Warning, "{Symbol} book misses an update")]
    public static partial void Gap(this ILogger log, Symbol symbol);

    [LoggerMessage(2604, LogLevel.Information, "{Symbol} pulling its quotes: {Orders} (attempt {Attempt})")]
    public static partial void Pulling(this ILogger log, Symbol symbol, int orders, int attempt);

    [LoggerMessage(2605, LogLevel.Information, "{Symbol} all quotes pulled")]
    public static partial void Pulled(this ILogger log, Symbol symbol);

    [LoggerMessage(2606, LogLevel.Information, "{Symbol} filled {Side} {Quantity} at {Price}, position {Position}")]
    public static partial void Filled(
        this ILogger log, Symbol symbol, Side side, decimal quantity, decimal price, decimal position);

    [LoggerMessage(2607, LogLevel.Information, "{Symbol} reconciled: position {Position}, {Recovered} fills recovered")]
    public static partial void Reconciled(this ILogger log, Symbol symbol, decimal position, int recovered);

    [LoggerMessage(2608, LogLevel.Warning, "{Symbol} does not agree with the venue: {Detail}")]
    public static partial void Mismatched(this ILogger log, Symbol symbol, string detail);

    [LoggerMessage(2622, LogLevel.Warning, "{Symbol} position differs from its own fills, {Cause}: {Detail}")]
    public static partial void Differs(this ILogger log, Symbol symbol, PositionDifference cause, string detail);

    [LoggerMessage(2609, LogLevel.Warning, "{Symbol} somebody else's order on this account: {Order}")]
    public static partial void Foreign(this ILogger log, Symbol symbol, ClientOrderId order);

    [LoggerMessage(2610, LogLevel.Warning, "{Symbol} {Detail}")]
    public static partial void Alarmed(this ILogger log, Symbol symbol, string detail);

    [LoggerMessage(2625, LogLevel.Information, "{Symbol} is priced by {Strategy} from now on")]
    public static partial void StrategyChosen(this ILogger log, Symbol symbol, StrategyKind strategy);

    [LoggerMessage(2624, LogLevel.Warning, "{Symbol} loss of its position: {Verdict}")]
    public static partial void LossJudged(this ILogger log, Symbol symbol, string verdict);

    [LoggerMessage(2611, LogLevel.Debug, "{Symbol} order {Order} refused: {Error}")]
    public static partial void Refused(this ILogger log, Symbol symbol, ClientOrderId order, string error);

    [LoggerMessage(2616, LogLevel.Warning, "{Symbol} the book is contradicted ({Cause}): {Evidence}")]
    public static partial void Contradicted(this ILogger log, Symbol symbol, DeathCause cause, string evidence);

    [LoggerMessage(
        2617,
        LogLevel.Warning,
        "{Symbol} quotes at pace {Pace}: {Percent:0} % of what {Cause} leaves for placing is used")]
    public static partial void SlowedDown(
        this ILogger log, Symbol symbol, Pace pace, double percent, PaceCause cause);

    [LoggerMessage(2618, LogLevel.Information, "{Symbol} quotes at full pace again")]
    public static partial void AtFullPace(this ILogger log, Symbol symbol);

    [LoggerMessage(2619, LogLevel.Error, "{Symbol} the venue takes only what reduces, as planned until {Until:u}")]
    public static partial void Locked(this ILogger log, Symbol symbol, DateTimeOffset until);

    [LoggerMessage(2620, LogLevel.Information, "{Symbol} the venue takes every order again")]
    public static partial void Unlocked(this ILogger log, Symbol symbol);

    [LoggerMessage(2612, LogLevel.Information, "{Symbol} nothing of ours rests at the venue")]
    public static partial void Drained(this ILogger log, Symbol symbol);

    [LoggerMessage(2613, LogLevel.Warning, "{Symbol} cancelling everything failed: {Problem}")]
    public static partial void MassCancelFailed(this ILogger log, Symbol symbol, string problem);
}
