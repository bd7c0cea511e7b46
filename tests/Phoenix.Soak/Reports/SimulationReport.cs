using System.Net;
using System.Text;
using Phoenix.Soak.Simulated;

namespace Phoenix.Soak.Reports;

/// <summary>What all seeds gave together: counts, distributions, the slowest, and every violation.</summary>
internal sealed class SimulationReport(
    IReadOnlyList<SeedResult> results, Func<ulong, string> replay, double virtualPerWall)
{
    private const int Slowest = 10;

    /// <summary>The first ones fill the caches of the process.</summary>
    private const int FewSeeds = 10;

    /// <summary>Bytes; what a seed gave for the report, and the compiler's own, take some.</summary>
    private const double MostKept = 256 * 1024;

    private readonly List<(ulong Seed, Episode Episode)> _episodes =
        [.. results.SelectMany(result => result.Episodes.Select(episode => (result.Seed, episode)))];

    private double Hours => results.Sum(result => result.VirtualSeconds) / 3600;

    private string Headline =>
        $"{results.Count} seeds, {Hours:0.0} virtual hours, {virtualPerWall:0} virtual hours per wall hour, "
        + $"{_episodes.Count} stories of faults, {Violations.Count} violations";

    private List<SeedResult> Violations => [.. results.Where(result => result.Violation is not null)];

    /// <summary>What seeds left behind in the process, in words; empty when nothing stayed.</summary>
    internal IReadOnlyList<string> Leaks =>
    [
        .. results.Where(result => !result.IsWorldGone).Take(Slowest)
            .Select(result => $"seed {result.Seed}: its world is still referred to"),
        .. KeptPerSeed > MostKept
            ? [$"a seed leaves {KeptPerSeed / 1024.0:0} KiB behind (median)"]
            : Array.Empty<string>(),
    ];

    private double KeptPerSeed => results.Count < FewSeeds
        ? 0
        : Spread.Of(results.Skip(1).Select(result => (double)result.KeptBytes)).Median;

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

        output.WriteLine($"memory that a seed leaves behind: {KeptPerSeed / 1024.0:0} KiB (median)");
        foreach (var leak in Leaks)
        {
            output.WriteLine($"LEAK {leak}");
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
        Page.Cards(
            html,
            ("virtual hours", $"{Hours:N0}"),
            ("seeds", $"{results.Count}"),
            ("stories of faults", $"{_episodes.Count:N0}"),
            ("violations", $"{Violations.Count}"),
            ("virtual hours per wall hour", $"{virtualPerWall:N0}"),
            ("slowest recovery", $"{Recoveries().DefaultIfEmpty().Max() / 1000:0.0} s"));
        html.Append("<h2>Violations</h2>");
        html.Append(Violations.Count == 0 ? "<p>None.</p>" : string.Concat(Violations.Select(broken =>
            $"<p><b>seed {broken.Seed}</b>: {WebUtility.HtmlEncode(broken.Violation)}<br>"
            + $"<code>{WebUtility.HtmlEncode(replay(broken.Seed))}</code></p>")));
        html.Append("<h2>Leaks</h2><p>Actors, timers, sockets and collections of each world are compared with those at "
            + "its beginning; more is a violation of that seed. "
            + $"A seed leaves {KeptPerSeed / 1024.0:0} KiB behind (median).</p>");
        html.Append(string.Concat(Leaks.Select(leak => $"<p><b>{WebUtility.HtmlEncode(leak)}</b></p>")));
        html.Append("<h2>Recovery: from the end of the faults to quoting</h2>");
        html.Append(Plot.Distribution([.. Recoveries()], "ms"));
        html.Append("<h2>Detection: from the first fault to a halt or the death of a connection</h2>");
        html.Append(Plot.Distribution([.. Detections()], "ms"));
        html.Append("<h2>By cause</h2><table><tr><th>cause</th><th>stories</th><th>unharmed</th>"
            + "<th>detection ms (median, p99, max)</th><th>1 ms to 100 s</th>"
            + "<th>recovery ms (median, p99, max)</th><th>1 ms to 100 s</th><th>slowest seed, at s</th></tr>");
        var kinds = _episodes.GroupBy(entry => entry.Episode.Kind, StringComparer.Ordinal);
        foreach (var group in kinds.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            html.Append(Row(group.Key, [.. group]));
        }

        html.Append("</table><h2>The slowest recoveries</h2><table><tr><th>ms</th><th>cause</th><th>at</th>"
            + "<th>again</th></tr>");
        foreach (var (seed, episode) in SlowestPerKind().Take(Slowest))
        {
            html.Append($"<tr><td>{episode.Recovered:0}</td><td>{WebUtility.HtmlEncode(episode.Kind)}</td>"
                + $"<td>{episode.At:0.0} s</td><td><code>{WebUtility.HtmlEncode(replay(seed))}</code></td></tr>");
        }

        html.Append("</table><h2>Live memory after less before, per seed</h2>");
        html.Append(Plot.Series([.. results.Select(result => result.MemoryGrowth / 1024.0)], "KiB"));
        return html.Append(Page.Tail).ToString();
    }

    private static string Row(string kind, List<(ulong Seed, Episode Episode)> entries)
    {
        var recoveries = entries.Select(entry => entry.Episode.Recovered).OfType<double>().ToList();
        var detections = entries.Select(entry => entry.Episode.Detected).OfType<double>().ToList();
        var slowest = entries.MaxBy(entry => entry.Episode.Recovered ?? -1);
        return $"<tr><td>{WebUtility.HtmlEncode(kind)}</td><td>{entries.Count}</td>"
            + $"<td>{entries.Count - recoveries.Count}</td>"
            + $"<td>{Spread.Of(detections).Short}</td><td>{Plot.Strip(detections)}</td>"
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
