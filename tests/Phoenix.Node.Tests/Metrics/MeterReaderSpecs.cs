using System.Diagnostics.Metrics;
using Phoenix.Node.Metrics;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>What instruments tell becomes metrics as Prometheus names them.</summary>
public sealed class MeterReaderSpecs : IDisposable
{
    private readonly Meter _meter = new("test");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_counter_adds_up_per_set_of_labels_whatever_their_order()
    {
        using var reader = new MeterReader(_meter);
        var deaths = _meter.CreateCounter<long>("stream.deaths");

        deaths.Add(1, new("stream", "B"), new("cause", "x"));
        deaths.Add(2, new("cause", "x"), new("stream", "B"));
        deaths.Add(5, new("stream", "A"), new("cause", "x"));

        Text(reader).ShouldEndWith("""
            # TYPE stream_deaths_total counter
            stream_deaths_total{cause="x",stream="A"} 5
            stream_deaths_total{cause="x",stream="B"} 3

            """);
    }

    [Fact]
    public void Metrics_come_in_the_order_of_their_names()
    {
        using var reader = new MeterReader(_meter);
        _meter.CreateObservableGauge("b", () => 1L);
        _meter.CreateObservableGauge("a", () => 1L);

        reader.Read().Select(family => family.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_series_that_is_no_longer_observed_goes()
    {
        using var reader = new MeterReader(_meter);
        var symbols = new List<string> { "BTCUSDC", "ETHUSDC" };
        _meter.CreateObservableGauge(
            "position",
            () => symbols.Select(name =>
                new Measurement<double>(1, new KeyValuePair<string, object?>("symbol", name))));
        Text(reader).ShouldContain("BTCUSDC");

        symbols.Remove("BTCUSDC");

        Text(reader).ShouldNotContain("BTCUSDC");
    }

    [Fact]
    public void A_bucket_holds_its_upper_bound_and_not_what_lies_above()
    {
        using var reader = new MeterReader(_meter);
        var times = _meter.CreateHistogram(
            "recovery", "s", "", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5] });

        times.Record(1);
        times.Record(1.001);
        times.Record(6);

        Text(reader).ShouldEndWith("""
            recovery_seconds_bucket{le="1"} 1
            recovery_seconds_bucket{le="5"} 2
            recovery_seconds_bucket{le="+Inf"} 3
            recovery_seconds_sum 8.001
            recovery_seconds_count 3

            """);
    }

    [Fact]
    public void Another_meter_of_the_same_name_is_not_listened_to()
    {
        using var reader = new MeterReader(_meter);
        using var other = new Meter(_meter.Name);

        other.CreateCounter<long>("foreign").Add(1);

        reader.Read().ShouldBeEmpty();
    }

    [Fact]
    public void Series_beyond_the_bound_are_left_out_and_known_ones_go_on()
    {
        using var reader = new MeterReader(_meter, mostSeries: 2);
        var counter = _meter.CreateCounter<long>("x");

        foreach (var name in new[] { "a", "b", "c", "a" })
        {
            counter.Add(1, new KeyValuePair<string, object?>("name", name));
        }

        Text(reader).ShouldEndWith("""
            x_total{name="a"} 2
            x_total{name="b"} 1

            """);
    }

    [Theory]
    [InlineData("stream.state.age", "s", "stream_state_age_seconds")]
    [InlineData("process.memory.heap", "By", "process_memory_heap_bytes")]
    [InlineData("markout", "1", "markout_ratio")]
    [InlineData("orders", "{order}", "orders")]
    public void A_gauge_is_named_with_its_unit(string name, string unit, string expected) =>
        PrometheusNames.Of(_meter.CreateGauge<double>(name, unit)).ShouldBe(expected);

    [Theory]
    [InlineData("process.cpu", "s", "process_cpu_seconds_total")]
    [InlineData("fills", null, "fills_total")]
    [InlineData("fills", "1", "fills_total")]
    public void A_counter_is_named_as_a_total(string name, string? unit, string expected) =>
        PrometheusNames.Of(_meter.CreateCounter<double>(name, unit)).ShouldBe(expected);

    private static string Text(MeterReader reader) => PrometheusText.Write(reader.Read());
}
