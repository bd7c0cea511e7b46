using System.Collections.Immutable;

namespace Phoenix.Node.Metrics;

/// <summary>What kind of figure a metric is.</summary>
internal enum MetricKind
{
    /// <summary>Goes up and down.</summary>
    Gauge = 1,

    /// <summary>Only grows, from 0 at the start of the process.</summary>
    Counter,

    /// <summary>Counts by size.</summary>
    Histogram,
}

/// <summary>One metric with all its series at one moment.</summary>
/// <param name="Name">As Prometheus writes it, unit and <c>_total</c> included.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Points">One per set of labels.</param>
internal sealed record MetricFamily(
    string Name, string Help, MetricKind Kind, ImmutableArray<MetricPoint> Points);

/// <summary>One series at one moment.</summary>
/// <param name="Labels">In the order of their names.</param>
internal abstract record MetricPoint(ImmutableArray<MetricLabel> Labels)
{
    /// <summary>Of a gauge or a counter.</summary>
    internal sealed record Single(ImmutableArray<MetricLabel> Labels, double Value) : MetricPoint(Labels);

    /// <summary>Of a histogram.</summary>
    /// <param name="Bounds">The upper bounds of the buckets, inclusive, ascending; the last bucket has none.</param>
    /// <param name="Counts">What fell into each bucket: one more than bounds.</param>
    /// <param name="Sum">Of everything that was observed.</param>
    internal sealed record Buckets(
        ImmutableArray<MetricLabel> Labels, ImmutableArray<double> Bounds, ImmutableArray<long> Counts, double Sum)
        : MetricPoint(Labels);
}

/// <summary>Tells one series of a metric from another.</summary>
internal readonly record struct MetricLabel(string Name, string Value);
