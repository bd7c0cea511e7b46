using System.Net;
using System.Text;
using Phoenix.Soak.Reports;

namespace Phoenix.Soak.Sockets;

/// <summary>What a run on sockets showed.</summary>
internal sealed class SocketsLog(int symbols)
{
    /// <summary>Shorter runs are still warming up: compiling, filling caches.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);

    private const double GrowthAllowed = 1.10;

    /// <summary>Threads of the pool and idle connections to the REST host come and go.</summary>
    private const int Slack = 6;

    private readonly List<Sample> _samples = [];
    private readonly List<FaultNote> _faults = [];

    internal List<string> Violations { get; } = [];

    /// <summary>Once everything was quoted, before the first fault.</summary>
    internal Sample Before { get; set; }

    /// <summary>After the last recovery, when everything had settled.</summary>
    internal Sample After { get; set; }

    internal string Headline =>
        $"{_faults.Count} faults in {Last.TotalMinutes:0.0} min, {Violations.Count} violations; quoted "
        + $"{Availability:P2} of the time; quoting after the end of the fault: {Spread.Of(Recoveries)}; "
        + $"memory {Median(_samples.Take(_samples.Count / 4)):0} MiB in the first quarter, "
        + $"{Median(_samples.Skip(_samples.Count / 4)):0} MiB after it, "
        + $"{Median(_samples.Skip(_samples.Count / 4 * 3)):0} MiB in the last; before and after: "
        + $"threads {Before.Threads} and {After.Threads}, sockets {Before.Sockets} and {After.Sockets}";

    internal bool IsGivenBack => After.Threads <= Before.Threads + Slack && After.Sockets <= Before.Sockets + Slack;

    private TimeSpan Last => _samples.Count == 0 ? TimeSpan.Zero : _samples[^1].At;

    private double Availability => _samples.Count == 0
        ? 0
        : (double)_samples.Count(sample => sample.Quoted == symbols) / _samples.Count;

    private IEnumerable<double> Recoveries => _faults.Select(fault => fault.Recovered.TotalMilliseconds);

    private IEnumerable<double> Detections =>
        _faults.Where(fault => fault.Detected is not null).Select(fault => fault.Detected!.Value.TotalMilliseconds);

    internal void Take(Sample sample) => _samples.Add(sample);

    internal void Note(FaultNote fault) => _faults.Add(fault);

    internal void Break(string what) => Violations.Add(what);

    /// <summary>The last quarter holds no more than the second: the first is warming up.</summary>
    internal void JudgeMemory()
    {
        if (Last < LongEnough) return;
        var quarter = _samples.Count / 4;
        var (early, late) = (Median(_samples.Skip(quarter).Take(quarter)), Median(_samples.Skip(3 * quarter)));
        if (late > early * GrowthAllowed) Break($"memory grew from {early:0} to {late:0} MiB");
    }

    /// <summary>What was taken for the recoveries was given back.</summary>
    internal void JudgeHoldings()
    {
        if (After.Threads > Before.Threads + Slack) Break($"{After.Threads} threads, {Before.Threads} at first");
        if (After.Sockets > Before.Sockets + Slack) Break($"{After.Sockets} sockets, {Before.Sockets} at first");
    }

    internal string ToHtml()
    {
        var html = new StringBuilder(Page.Head("Real sockets under faults"));
        Page.Cards(
            html,
            ("faults", $"{_faults.Count}"),
            ("minutes", $"{Last.TotalMinutes:0.0}"),
            ("violations", $"{Violations.Count}"),
            ("quoted", $"{Availability:P2}"),
            ("memory, last quarter", $"{Median(_samples.Skip(_samples.Count / 4 * 3)):0} MiB"));
        html.Append("<h2>Violations</h2>").Append(Violations.Count == 0
            ? "<p>None.</p>"
            : string.Concat(Violations.Select(broken => $"<pre>{WebUtility.HtmlEncode(broken)}</pre>")));
        html.Append("<h2>The run</h2><p>Each tick is a fault, red for as long as not every symbol was quoted; "
            + "point at one to read what it was.</p>").Append(Lanes());
        html.Append("<h2>Held before the first fault and after the last recovery</h2>"
            + "<table><tr><th></th><th>before</th><th>after</th></tr>"
            + $"<tr><td>threads</td><td>{Before.Threads}</td><td>{After.Threads}</td></tr>"
            + $"<tr><td>sockets</td><td>{Before.Sockets}</td><td>{After.Sockets}</td></tr>"
            + $"<tr><td>resident memory, MiB</td><td>{Before.Mib:0}</td><td>{After.Mib:0}</td></tr></table>");
        html.Append("<h2>Detection: from the fault to the first pulled quote</h2>");
        html.Append(Plot.Distribution([.. Detections], "ms"));
        html.Append("<h2>Recovery: from the end of the fault to quotes in every symbol</h2>");
        html.Append(Plot.Distribution([.. Recoveries], "ms"));
        html.Append(Table());
        return html.Append(Page.Tail).ToString();
    }

    private string Lanes() => new Timeline(Last)
        .Faults(_faults.Select(fault => (fault.At, fault.Outage, Describe(fault))))
        .Line("quoted", "symbols", "#2f9e6e", [.. _samples.Select(sample => (sample.At, (double)sample.Quoted))])
        .Line("memory", "MiB", "#3b73b9", [.. _samples.Select(sample => (sample.At, sample.Mib))])
        .Line("threads", string.Empty, "#8a63d2", [.. _samples.Select(sample => (sample.At, (double)sample.Threads))])
        .Line("sockets", string.Empty, "#c98a1b", [.. _samples.Select(sample => (sample.At, (double)sample.Sockets))])
        .ToSvg();

    private static string Describe(FaultNote fault) =>
        $"{fault.At.TotalSeconds:0} s: {fault.Verb} {fault.Target}, not quoted for {fault.Outage.TotalSeconds:0.0} s";

    private string Table()
    {
        var html = new StringBuilder("<h2>By fault</h2><table><tr><th>fault</th><th>times</th><th>unharmed</th>"
            + "<th>recovery ms (median, p99, max)</th><th></th></tr>");
        foreach (var group in _faults.GroupBy(fault => fault.Verb, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var times = group.Select(fault => fault.Recovered.TotalMilliseconds).ToList();
            html.Append($"<tr><td>{group.Key}</td><td>{times.Count}</td>"
                + $"<td>{group.Count(fault => fault.Detected is null)}</td>"
                + $"<td>{Spread.Of(times).Short}</td><td>{Plot.Strip(times)}</td></tr>");
        }

        return html.Append("</table>").ToString();
    }

    private static double Median(IEnumerable<Sample> samples) => Spread.Of(samples.Select(sample => sample.Mib)).Median;
}
