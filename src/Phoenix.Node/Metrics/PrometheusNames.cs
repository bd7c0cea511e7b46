using System.Diagnostics.Metrics;

namespace Phoenix.Node.Metrics;

/// <summary>What Prometheus calls an instrument.</summary>
/// <remarks>
/// Source: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/: dots become underscores,
/// the unit becomes a suffix, a ratio only of a gauge, units in braces are none, counters end with <c>_total</c>. What
/// comes by OTLP has the same names there.
/// </remarks>
internal static class PrometheusNames
{
    public static string Of(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        var kind = KindOf(instrument);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "1" when kind == MetricKind.Gauge => "_ratio",
            _ => "",
        };
        return name + unit + (kind == MetricKind.Counter ? "_total" : "");
    }

    public static MetricKind KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> or Counter<double> or ObservableCounter<long> or ObservableCounter<double> => MetricKind.Counter,
        Histogram<double> => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };
}
