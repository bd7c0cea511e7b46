using System.Globalization;
using System.Text;

namespace Phoenix.Node.Metrics;

/// <summary>Writes metrics in the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/. Each line ends with a line feed; a histogram's
/// buckets are cumulative and end with <c>+Inf</c>, which equals <c>_count</c>. A metric without series is left out.
/// </remarks>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families.Where(family => !family.Points.IsEmpty))
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapeHelp(family.Help)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(Word(family.Kind)).Append('\n');
            foreach (var point in family.Points)
            {
                Write(text, family.Name, point);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, MetricPoint point)
    {
        switch (point)
        {
            case MetricPoint.Single single:
                Line(text, name, single.Labels, null, single.Value);
                break;
            case MetricPoint.Buckets histogram:
                Write(text, name, histogram);
                break;
        }
    }

    private static void Write(StringBuilder text, string name, MetricPoint.Buckets histogram)
    {
        var total = 0L;
        for (var bucket = 0; bucket < histogram.Counts.Length; bucket++)
        {
            total += histogram.Counts[bucket];
            var bound = bucket < histogram.Bounds.Length ? histogram.Bounds[bucket] : double.PositiveInfinity;
            Line(text, name + "_bucket", histogram.Labels, new MetricLabel("le", Number(bound)), total);
        }

        Line(text, name + "_sum", histogram.Labels, null, histogram.Sum);
        Line(text, name + "_count", histogram.Labels, null, total);
    }

    private static void Line(
        StringBuilder text, string name, IEnumerable<MetricLabel> labels, MetricLabel? last, double value)
    {
        var all = last is { } bound ? labels.Append(bound) : labels;
        var inner = string.Join(',', all.Select(label => $"{label.Name}=\"{EscapeLabel(label.Value)}\""));
        text.Append(name).Append(inner.Length > 0 ? $"{{{inner}}}" : "").Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        0 => "0", // and not -0
        _ => value.ToString(CultureInfo.InvariantCulture), // NaN is written as the format asks for
    };

    private static string EscapeHelp(string help) =>
        help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static string EscapeLabel(string value) =>
        EscapeHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Word(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
