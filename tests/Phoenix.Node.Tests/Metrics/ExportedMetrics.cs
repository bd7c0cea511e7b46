using System.Diagnostics.Metrics;
using Phoenix.Node.Metrics;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>Every metric that the node can show, told by its instruments.</summary>
internal static class ExportedMetrics
{
    public static List<(string Name, MetricKind Kind)> All()
    {
        using var metrics = new PhoenixMetrics(TimeProvider.System);
        var found = new List<(string, MetricKind)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                instrument.Description.ShouldNotBeNullOrEmpty(instrument.Name);
                found.Add((PrometheusNames.Of(instrument), PrometheusNames.KindOf(instrument)));
            }
        };
        listener.Start();
        return found;
    }

    /// <summary>The names that series have in Prometheus.</summary>
    public static IEnumerable<string> Series() => All().SelectMany(metric => metric.Kind == MetricKind.Histogram
        ? new[] { "_bucket", "_sum", "_count" }.Select(suffix => metric.Name + suffix)
        : [metric.Name]);
}
