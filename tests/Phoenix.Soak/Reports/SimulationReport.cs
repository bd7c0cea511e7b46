using System.Net;
using System.Text;
using Phoenix.Soak.Simulated;

namespace Phoenix.Soak.Reports;

/// <summary>What all seeds gave together: counts, distributions, the slowest, and every violation.</summary>
internal sealed class SimulationReport(
    IReadOnlyList<SeedResult> results, Func<ulong, string> replay, double virtualPerWall)
{
    private const int Slowest = 10;

    private readonly List<(ulong Seed, Episode Episode)> _episodes =
        [.. results.SelectMany(result => result.Episodes.Select(episode => (result.Seed, episode)))];

    private double Hours => results.Sum(result => result.VirtualSeconds) / 3600;

    private string Headline =>
        $"{results.Count} seeds, {Hours:0.0} virtual hours, {virtualPerWall:0} virtual hours per wall hour, "
        + $"{_episodes.Count} stories of faults, {Violations.Count} violations";

    private List<SeedResult> Violations => [.. results.Where(result => result.Violation is not null)];

    internal void Print(TextWriter output)
    {
        output.WriteLine(Headline);
        output.WriteLine($"recovery, from the end of the faults: {Spread.Of(Recoveries())}");
        output.WriteLine($"detection, from the beginning of the faults: {Spread.Of(Detections())}");
        output.WriteLine("the slowest recoveries, by cause:");
        foreach (var (seed, episode) in SlowestPerKind().Take(Slowest))
        {
            output.WriteLine($"  {episode.Recovered,8:0} ms  {episode.Kind} at {episode.At:0.0} s: {replay(seed)}");
        }

        foreach (var broken in Violations)
        {
            output.WriteLine($"VIOLATION seed {broken.Seed}: {broken.Violation}\n  {replay(broken.Seed)}");
        }
    }

    internal string ToHtml()
    {
        var html = new StringBuilder();
        html.Append(Page.Head("Simulated hours"));
        html.Append($"<p>{WebUtility.HtmlEncode(Headline)}</p>");
        html.Append("<h2>Violations</h2>");
        html.Append(Violations.Count == 0 ? "<p>None.</p>" : string.Concat(Violations.Select(broken =>
            $"<p><b>seed {broken.Seed}</b>: {WebUtility.HtmlEncode(broken.Violation)}<br>"
            + $"<code>{WebUtility.HtmlEncode(replay(broken.Seed))}</code></p>")));
        html.Append("<h2>Recovery: from the end of the faults to quoting</h2>");
        html.Append(Plot.Distribution([.. Recoveries()], "ms"));
        html.Append("<h2>Detection: from the first fault to a halt or the death of a connection</h2>");
        html.Append(Plot.Distribution([.. Detections()], "ms"));
        html.Append("<h2>By cause</h2><table><tr><th>cause</th><th>stories</th><th>unharmed</th>"
            + "<th>detection ms (median, p99, max)</th><th>recovery ms (median, p99, max)</th>"
            + "<th></th><th>slowest seed, at s</th></tr>");
        var kinds = _episodes.GroupBy(entry => entry.Episode.Kind, StringComparer.Ordinal);
        foreach (var group in kinds.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            html.Append(Row(group.Key, [.. group]));
        }

        html.Append("</table><h2>Live memory after less before, per seed</h2>");
        html.Append(Plot.Series([.. results.Select(result => result.MemoryGrowth / 1024.0)], "KiB"));
        return html.Append(Page.Tail).ToString();
    }

    private static string Row(string kind, List<(ulong Seed, Episode Episode)> entries)
    {
        var recoveries = entries.Select(entry => entry.Episode.Recovered).OfType<double>().ToList();
        var slowest = entries.MaxBy(entry => entry.Episode.Recovered ?? -1);
        return $"<tr><td>{WebUtility.HtmlEncode(kind)}</td><td>{entries.Count}</td>"
            + $"<td>{entries.Count - recoveries.Count}</td>"
            + $"<td>{Spread.Of(entries.Select(entry => entry.Episode.Detected).OfType<double>()).Short}</td>"
            + $"<td>{Spread.Of(recoveries).Short}</td><td>{Plot.Strip(recoveries)}</td>"
            + $"<td>{slowest.Seed}, {slowest.Episode.At:0.0}</td></tr>";
    }

    private IEnumerable<double> Recoveries() =>
        _episodes.Select(entry => entry.Episode.Recovered).OfType<double>();

    private IEnumerable<double> Detections() =>
        _episodes.Select(entry => entry.Episode.Detected).OfType<double>();

    private IEnumerable<(ulong Seed, Episode Episode)> SlowestPerKind() => _episodes
        .Where(entry => entry.Episode.Recovered is not null)
        .GroupBy(entry => entry.Episode.Kind)
        .Select(group => group.MaxBy(entry => entry.Episode.Recovered))
        .OrderByDescending(entry => entry.Episode.Recovered);
}
