using Microsoft.Extensions.Logging;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;

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

    [LoggerMessage(PhoenixEventId.ExchangeSecured, LogLevel.Information, "Exchange listens with TLS on {Address}")]
    public static partial void ExchangeSecured(this ILogger log, Uri address);

    [LoggerMessage(
        PhoenixEventId.StopRequested, LogLevel.Information, "{Cause}: stopping in order, quotes are pulled first")]
    public static partial void StopRequested(this ILogger log, string cause);

    [LoggerMessage(
        PhoenixEventId.Stopped,
        LogLevel.Information,
        "Stopped within {ElapsedMs} ms; orders that rest on the exchange: {OpenOrders}")]
    public static partial void Stopped(this ILogger log, long elapsedMs, int openOrders);

    [LoggerMessage(
        PhoenixEventId.StoppedUnasked,
        LogLevel.Error,
        "Stopped within {ElapsedMs} ms; the exchange could not be asked which orders rest")]
    public static partial void StoppedUnasked(this ILogger log, long elapsedMs);

    [LoggerMessage(PhoenixEventId.StopTimedOut, LogLevel.Warning, "No orderly stop: {Reason}")]
    public static partial void StopNotInOrder(this ILogger log, string reason);

    [LoggerMessage(PhoenixEventId.VenueStopped, LogLevel.Information, "{Cause}: the exchange ends")]
    public static partial void VenueStopped(this ILogger log, string cause);

    [LoggerMessage(
        PhoenixEventId.NothingToQuote, LogLevel.Error, "No symbol can be quoted with these settings: stopping")]
    public static partial void NothingToQuote(this ILogger log);

    [LoggerMessage(
        PhoenixEventId.OrdersSent,
        LogLevel.Debug,
        "{Symbol} sent {Places} new orders, {Amends} amends, {Cancels} cancels")]
    public static partial void OrdersSent(this ILogger log, Symbol symbol, int places, int amends, int cancels);

    [LoggerMessage(PhoenixEventId.Sampled, LogLevel.Debug, "{Sample}")]
    public static partial void Sampled(this ILogger log, string sample);

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

    [LoggerMessage(
        PhoenixEventId.IncidentNotWritten, LogLevel.Error, "Incident {Name} could not be written: {Reason}")]
    public static partial void IncidentNotWritten(this ILogger log, string name, string reason);

    [LoggerMessage(
        PhoenixEventId.DecisionsLost, LogLevel.Warning, "{Count} decisions were not written down: {Reason}")]
    public static partial void DecisionsLost(this ILogger log, long count, string reason);

    [LoggerMessage(
        PhoenixEventId.RecorderSilent, LogLevel.Warning, "The last incident was not written in time: {Reason}")]
    public static partial void RecorderSilent(this ILogger log, string reason);

    [LoggerMessage(PhoenixEventId.ControlUp, LogLevel.Information, "Commands are taken at {Address}")]
    public static partial void ControlUp(this ILogger log, Uri address);

    [LoggerMessage(PhoenixEventId.Commanded, LogLevel.Warning, "Operator: {Command}: {Outcome} {Detail}")]
    public static partial void Commanded(this ILogger log, string command, string outcome, string detail);

    [LoggerMessage(
        PhoenixEventId.CommandWithoutToken,
        LogLevel.Warning,
        "A command without the token is refused ({Count} so far)")]
    public static partial void CommandWithoutToken(this ILogger log, long count);

    [LoggerMessage(PhoenixEventId.SettingTaken, LogLevel.Information, "Settings: {Change}")]
    public static partial void SettingTaken(this ILogger log, string change);

    [LoggerMessage(PhoenixEventId.SettingNotTaken, LogLevel.Warning, "Settings: {Refusal}")]
    public static partial void SettingNotTaken(this ILogger log, string refusal);

    [LoggerMessage(PhoenixEventId.SettingsRefused, LogLevel.Error, "The settings stay as they were: {Problem}")]
    public static partial void SettingsRefused(this ILogger log, string problem);

    [LoggerMessage(PhoenixEventId.DashboardUp, LogLevel.Information, "Dashboard: {Address}")]
    public static partial void DashboardUp(this ILogger log, Uri address);

    [LoggerMessage(
        PhoenixEventId.DashboardElsewhere,
        LogLevel.Warning,
        "Port {Port} of the dashboard is in use; a free one is taken")]
    public static partial void DashboardElsewhere(this ILogger log, int port);

    [LoggerMessage(PhoenixEventId.DashboardPageGone, LogLevel.Debug, "A page of the dashboard is gone: {Reason}")]
    public static partial void DashboardPageGone(this ILogger log, string reason);

    [LoggerMessage(PhoenixEventId.MetricsUp, LogLevel.Information, "Metrics and health are shown at {Address}")]
    public static partial void MetricsUp(this ILogger log, Uri address);

    [LoggerMessage(
        PhoenixEventId.OtlpStarts, LogLevel.Information, "{What} are sent to {Address} every {Seconds} s")]
    public static partial void OtlpStarts(this ILogger log, string what, Uri address, double seconds);

    [LoggerMessage(
        PhoenixEventId.OtlpFails, LogLevel.Warning, "{What} do not reach {Address}, which is told once: {Reason}")]
    public static partial void OtlpFails(this ILogger log, string what, Uri address, string reason);

    [LoggerMessage(PhoenixEventId.OtlpArrives, LogLevel.Information, "{What} reach {Address} again")]
    public static partial void OtlpArrives(this ILogger log, string what, Uri address);

    [LoggerMessage(
        PhoenixEventId.TracesLost, LogLevel.Warning, "{Count} parts of traces were dropped: too many came")]
    public static partial void TracesLost(this ILogger log, long count);

    [LoggerMessage(PhoenixEventId.TraceBroken, LogLevel.Warning, "A trace was not made, which is told once: {Reason}")]
    public static partial void TraceBroken(this ILogger log, string reason);

    [LoggerMessage(PhoenixEventId.AlertsStart, LogLevel.Information, "Alerts are told to {Sinks}")]
    public static partial void AlertsStart(this ILogger log, string sinks);

    [LoggerMessage(PhoenixEventId.AlertStands, LogLevel.Warning, "Alert {Rule}: {Title} {Detail}")]
    public static partial void AlertStands(this ILogger log, AlertRule rule, string title, string detail);

    [LoggerMessage(PhoenixEventId.AlertOver, LogLevel.Information, "Alert {Rule} is over: {Title}")]
    public static partial void AlertOver(this ILogger log, AlertRule rule, string title);

    [LoggerMessage(
        PhoenixEventId.AlertsFail, LogLevel.Warning, "Alerts do not reach {Sink}, which is told once: {Reason}")]
    public static partial void AlertsFail(this ILogger log, string sink, string reason);

    [LoggerMessage(PhoenixEventId.AlertsArrive, LogLevel.Information, "Alerts reach {Sink} again")]
    public static partial void AlertsArrive(this ILogger log, string sink);

    [LoggerMessage(
        PhoenixEventId.AlertNotesLost, LogLevel.Warning, "{Count} events came too fast to be judged for alerts")]
    public static partial void AlertNotesLost(this ILogger log, long count);
}
