using System.Net;
using System.Text;
using Phoenix.Soak.Reports;

namespace Phoenix.Soak.Sockets;

/// <summary>What a run on sockets showed.</summary>
internal sealed class SocketsLog
{
    /// <summary>Shorter runs are still warming up: compiling, filling caches.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);

    private const double GrowthAllowed = 1.10;

    private readonly List<(TimeSpan At, double Mib, int Threads, int Sockets)> _samples = [];
    private readonly List<(string Fault, double Ms)> _recoveries = [];

    internal List<string> Violations { get; } = [];

    internal string Headline =>
        $"{_recoveries.Count} faults in {Last.TotalMinutes:0.0} min, {Violations.Count} violations; quoting after the "
        + $"end of the fault: {Spread.Of(_recoveries.Select(recovery => recovery.Ms))}; "
        + $"memory {Median(_samples.Take(_samples.Count / 4)):0} MiB in the first quarter, "
        + $"{Median(_samples.Skip(_samples.Count / 4 * 3)):0} MiB in the last; "
        + $"threads at most {Most(sample => sample.Threads)}, sockets at most {Most(sample => sample.Sockets)}";

    private TimeSpan Last => _samples.Count == 0 ? TimeSpan.Zero : _samples[^1].At;

    internal void Take(TimeSpan at, (long Kib, int Threads, int Sockets) look) =>
        _samples.Add((at, look.Kib / 1024.0, look.Threads, look.Sockets));

    internal void Recovered(string fault, TimeSpan outage) => _recoveries.Add((fault, outage.TotalMilliseconds));

    internal void Break(string what) => Violations.Add(what);

    /// <summary>The last quarter holds no more than the second: the first is warming up.</summary>
    internal void JudgeMemory()
    {
        if (Last < LongEnough) return;
        var quarter = _samples.Count / 4;
        var (early, late) = (Median(_samples.Skip(quarter).Take(quarter)), Median(_samples.Skip(3 * quarter)));
        if (late > early * GrowthAllowed) Break($"memory grew from {early:0} to {late:0} MiB");
    }

    internal string ToHtml()
    {
        var html = new StringBuilder(Page.Head("Real sockets under faults"));
        html.Append($"<p>{WebUtility.HtmlEncode(Headline)}</p><h2>Violations</h2>");
        html.Append(Violations.Count == 0
            ? "<p>None.</p>"
            : string.Concat(Violations.Select(broken => $"<pre>{WebUtility.HtmlEncode(broken)}</pre>")));
        html.Append("<h2>Quoting after the end of each fault</h2>");
        html.Append(Plot.Distribution([.. _recoveries.Select(recovery => recovery.Ms)], "ms"));
        html.Append("<table><tr><th>fault</th><th>times</th><th>ms (median, p99, max)</th><th></th></tr>");
        foreach (var group in _recoveries.GroupBy(r => r.Fault, StringComparer.Ordinal).OrderBy(g => g.Key))
        {
            var times = group.Select(recovery => recovery.Ms).ToList();
            html.Append($"<tr><td>{group.Key}</td><td>{times.Count}</td>"
                + $"<td>{Spread.Of(times).Short}</td><td>{Plot.Strip(times)}</td></tr>");
        }

        html.Append("</table><h2>Resident memory</h2>");
        html.Append(Plot.Series([.. _samples.Select(sample => sample.Mib)], "MiB"));
        html.Append("<h2>Threads</h2>").Append(Plot.Series([.. _samples.Select(s => (double)s.Threads)], string.Empty));
        html.Append("<h2>Sockets</h2>").Append(Plot.Series([.. _samples.Select(s => (double)s.Sockets)], string.Empty));
        return html.Append(Page.Tail).ToString();
    }

    private int Most(Func<(TimeSpan At, double Mib, int Threads, int Sockets), int> what) =>
        _samples.Select(what).DefaultIfEmpty().Max();

    private static double Median(IEnumerable<(TimeSpan At, double Mib, int Threads, int Sockets)> samples) =>
        Spread.Of(samples.Select(sample => sample.Mib)).Median;
}
