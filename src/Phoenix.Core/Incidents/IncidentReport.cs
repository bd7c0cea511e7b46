using System.Globalization;
using System.Text;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Incidents;

/// <summary>An incident in words, for people: what happened, when it was seen, what was done, what it cost.</summary>
public static class IncidentReport
{
    /// <param name="clockZero">The calendar time of <see cref="Instant"/> 0.</param>
    /// <param name="end">Until when whatever still lasts is counted.</param>
    /// <param name="recording">Name of the recording beside it; null when there is none.</param>
    public static string ToMarkdown(Incident incident, DateTimeOffset clockZero, Instant end, string? recording)
    {
        var text = new StringBuilder();
        text.Line($"# Incident {incident.Number}: {incident.Trigger}").Line("");
        text.Line($"- began {Clock(incident.OpenedAt, clockZero, "yyyy-MM-dd HH:mm:ss.fff")} UTC");
        text.Line(incident.EndedAt is { } over
            ? $"- over {Clock(over, clockZero)}, after {Seconds(over - incident.OpenedAt)}"
            : $"- still going on when this was written, after {Seconds(end - incident.OpenedAt)}");
        if (recording is not null)
        {
            text.Line($"- replay: `phoenix replay {recording}`");
        }

        WriteDeaths(text, incident, clockZero);
        WriteCost(text, incident, end);
        WriteTimeline(text, incident, clockZero);
        return text.ToString();
    }

    private static void WriteDeaths(StringBuilder text, Incident incident, DateTimeOffset clockZero)
    {
        text.Line("").Line("## What happened, and when it was seen").Line("");
        if (incident.Deaths.IsEmpty)
        {
            text.Line("No connection died.");
            return;
        }

        text.Line("| connection | cause | seen at | after the last good data | attempts | up again after |");
        text.Line("| --- | --- | --- | --- | --- | --- |");
        foreach (var death in incident.Deaths)
        {
            var seen = death.SeenAfter > TimeSpan.Zero ? Seconds(death.SeenAfter) : "at once";
            var up = death.UpAgainAt is { } at ? Seconds(at - death.At) : "not yet";
            text.Line(
                $"| {death.Slot} {death.Epoch} | {death.Cause}: {Cell(death.Detail)} | {Clock(death.At, clockZero)} "
                + $"| {seen} | {death.Dials} | {up} |");
        }
    }

    private static void WriteCost(StringBuilder text, Incident incident, Instant end)
    {
        text.Line("").Line("## What it cost").Line("");
        if (incident.Halts.IsEmpty)
        {
            text.Line("Nothing: quoting went on.");
            return;
        }

        text.Line("| symbol | causes | not quoting | quotes at risk | their notional | for |");
        text.Line("| --- | --- | --- | --- | --- | --- |");
        foreach (var halt in incident.Halts)
        {
            var silent = Seconds((halt.Until ?? end) - halt.From) + (halt.Until is null ? ", still" : "");
            text.Line(
                $"| {halt.Symbol} | {halt.Causes} | {silent} | {halt.Orders} "
                + $"| {halt.Notional.ToString("0.##", CultureInfo.InvariantCulture)} | {Seconds(halt.AtRisk(end))} |");
        }

        text.Line("").Line("Quotes are at risk from the last good data of a book that became unfit, else from the");
        text.Line("halt, until the exchange confirmed that none of them rests.").Line("");
        foreach (var symbol in incident.Halts.GroupBy(halt => halt.Symbol).OrderBy(group => group.Key))
        {
            var total = symbol.Aggregate(TimeSpan.Zero, (sum, halt) => sum + ((halt.Until ?? end) - halt.From));
            text.Line($"- {symbol.Key}: {Seconds(total)} not quoting in all");
        }
    }

    private static void WriteTimeline(StringBuilder text, Incident incident, DateTimeOffset clockZero)
    {
        text.Line("").Line("## What was seen and done").Line("");
        text.Line("| time (UTC) | who | what |").Line("| --- | --- | --- |");
        foreach (var line in incident.Timeline)
        {
            text.Line($"| {Clock(line.At, clockZero)} | {line.Who} | {Cell(line.What)} |");
        }

        if (incident.LinesLeftOut > 0)
        {
            text.Line("").Line($"{incident.LinesLeftOut} later lines are left out.");
        }
    }

    private static string Clock(Instant at, DateTimeOffset clockZero, string format = "HH:mm:ss.fff") =>
        (clockZero + (at - default(Instant))).UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.00} s");

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static StringBuilder Line(this StringBuilder text, string line) => text.Append(line).Append('\n');
}
