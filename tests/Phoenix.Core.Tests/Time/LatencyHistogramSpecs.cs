using Phoenix.Core.Primitives;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Time;

/// <summary>Goal: latencies are told to a sixteenth, however many there are, and recent ones only.</summary>
public sealed class LatencyHistogramSpecs
{
    private readonly LatencyHistogram _histogram = new();

    [Fact]
    public void Nothing_recorded_is_nothing_told() => Report().ShouldBe(default);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(1_000)]
    [InlineData(123_456)]
    [InlineData(59_999_999)]
    public void A_latency_is_told_to_a_sixteenth_and_never_shorter_than_it_was(long microseconds)
    {
        _histogram.Record(TimeSpan.FromMicroseconds(microseconds));

        var told = Report().P50.TotalMicroseconds;
        told.ShouldBeGreaterThanOrEqualTo(microseconds);
        told.ShouldBeLessThanOrEqualTo((microseconds * 17.0 / 16) + 1);
    }

    [Fact]
    public void One_slow_one_in_a_hundred_shows_in_the_maximum_and_two_in_the_99th()
    {
        Record(99, 10);
        Record(1, 5_000);
        Report().ShouldSatisfyAllConditions(
            report => report.P50.TotalMicroseconds.ShouldBe(10),
            report => report.P99.TotalMicroseconds.ShouldBe(10),
            report => report.Max.ShouldBe(TimeSpan.FromMilliseconds(5)));

        Record(1, 5_000);
        Report().P99.TotalMicroseconds.ShouldBe(5_000, 5_000 / 16.0);
    }

    [Fact]
    public void What_is_out_of_range_counts_at_its_end()
    {
        _histogram.Record(TimeSpan.FromDays(1));
        _histogram.Record(TimeSpan.FromSeconds(-1));

        Report().Count.ShouldBe(2);
        Report().P50.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_percentiles_are_those_of_the_sorted_latencies()
    {
        var random = new Random(5);
        var all = Enumerable.Range(0, 10_000).Select(_ => (long)Math.Pow(10, 6 * random.NextDouble())).ToArray();
        foreach (var latency in all)
        {
            _histogram.Record(TimeSpan.FromMicroseconds(latency));
        }

        Array.Sort(all);
        Report().P50.TotalMicroseconds.ShouldBe(all[4_999], all[4_999] / 15.0);
        Report().P99.TotalMicroseconds.ShouldBe(all[9_899], all[9_899] / 15.0);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        Record(1_000, 77);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(100_000, 77);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Recent_ones_are_those_of_the_last_minute()
    {
        var recent = new RecentLatencies();
        var start = Instant.From(TimeSpan.FromSeconds(100));
        recent.Report(start);
        recent.Record(TimeSpan.FromMilliseconds(1));
        recent.Report(start + TimeSpan.FromSeconds(30)).Count.ShouldBe(1);
        recent.Record(TimeSpan.FromMilliseconds(2));

        recent.Report(start + TimeSpan.FromSeconds(59)).Count.ShouldBe(2);
        recent.Report(start + TimeSpan.FromSeconds(60)).Count.ShouldBe(1);
        recent.Report(start + TimeSpan.FromSeconds(200)).Count.ShouldBe(0);
    }

    private void Record(int times, long microseconds)
    {
        for (var i = 0; i < times; i++)
        {
            _histogram.Record(TimeSpan.FromMicroseconds(microseconds));
        }
    }

    private LatencyReport Report() => LatencyHistogram.Report(_histogram, new LatencyHistogram());
}
