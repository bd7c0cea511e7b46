using System.Collections.Immutable;
using Phoenix.Node.Metrics;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>The text is what version 0.0.4 of the format asks for, byte by byte.</summary>
public sealed class PrometheusTextSpecs
{
    [Fact]
    public void A_metric_is_told_with_help_type_and_each_series() =>
        Text(Gauge("position", "What is held.", Point(0.05, ("symbol", "ETHUSDC")), Point(-2, ("symbol", "BTCUSDC"))))
            .ShouldBe("""
                # HELP position What is held.
                # TYPE position gauge
                position{symbol="ETHUSDC"} 0.05
                position{symbol="BTCUSDC"} -2

                """);

    [Fact]
    public void A_series_without_labels_has_no_braces() =>
        Text(Gauge("equity", "Worth.", Point(100))).ShouldEndWith("\nequity 100\n");

    [Fact]
    public void A_metric_without_series_is_left_out() => Text(Gauge("equity", "Worth.")).ShouldBeEmpty();

    [Fact]
    public void Labels_escape_backslash_quote_and_line_feed() =>
        Text(Gauge("x", "", Point(1, ("why", "a\\b\"c\nd")))).ShouldContain("""x{why="a\\b\"c\nd"} 1""");

    [Fact]
    public void Help_escapes_backslash_and_line_feed_and_leaves_quotes() =>
        Text(Gauge("x", "a\\b\"c\nd", Point(1))).ShouldStartWith("""
            # HELP x a\\b"c\nd

            """);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(-0.0, "0")]
    [InlineData(1795451136.714, "1795451136.714")]
    [InlineData(0.00002834, "2.834E-05")]
    public void Every_number_has_its_word(double value, string word) =>
        Text(Gauge("x", "", Point(value))).ShouldEndWith($"\nx {word}\n");

    [Fact]
    public void Buckets_are_cumulative_and_end_with_infinity_which_is_the_count()
    {
        var histogram = new MetricPoint.Buckets([new MetricLabel("stream", "public-A")], [0.5, 1], [2, 0, 3], 17.25);

        Text(new MetricFamily("recovery_seconds", "How long.", MetricKind.Histogram, [histogram])).ShouldBe("""
            # HELP recovery_seconds How long.
            # TYPE recovery_seconds histogram
            recovery_seconds_bucket{stream="public-A",le="0.5"} 2
            recovery_seconds_bucket{stream="public-A",le="1"} 2
            recovery_seconds_bucket{stream="public-A",le="+Inf"} 5
            recovery_seconds_sum{stream="public-A"} 17.25
            recovery_seconds_count{stream="public-A"} 5

            """);
    }

    private static string Text(params MetricFamily[] families) => PrometheusText.Write(families);

    private static MetricFamily Gauge(string name, string help, params ImmutableArray<MetricPoint> points) =>
        new(name, help, MetricKind.Gauge, points);

    private static MetricPoint.Single Point(double value, params (string Name, string Value)[] labels) =>
        new([.. labels.Select(label => new MetricLabel(label.Name, label.Value))], value);
}
