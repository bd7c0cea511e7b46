using Phoenix.Core.Settings;
using Phoenix.Node.Metrics;
using Phoenix.Node.Traces;
using static Phoenix.Node.Tests.Traces.TraceRig;

namespace Phoenix.Node.Tests.Traces;

/// <summary>Goal: the trading system is never held up by what it hands over.</summary>
public sealed class TraceQueueSpecs
{
    private readonly TraceQueue _queue = new(new TraceSampling(), capacity: 2);

    [Fact]
    public void What_finds_no_room_is_dropped_and_counted()
    {
        _queue.Offer(Decided());
        _queue.Offer(Answered(Placed, Accepted));
        _queue.Dropped.ShouldBe(0);

        _queue.Offer(Answered(Canceled, CancelAccepted));
        (_queue.Traced, _queue.Dropped).ShouldBe((1, 1));
    }

    [Fact]
    public void What_waited_comes_in_the_order_of_handing_over_and_leaves_room()
    {
        var decided = Decided();
        _queue.Offer(decided);
        _queue.Offer(Filled(1));

        _queue.TryTake(out var first).ShouldBeTrue();
        first.ShouldBe(decided);
        _queue.Offer(Filled(2));
        _queue.TryTake(out var second).ShouldBeTrue();
        second.ShouldBe(Filled(1));
        _queue.TryTake(out var third).ShouldBeTrue();
        third.ShouldBe(Filled(2));
        _queue.TryTake(out _).ShouldBeFalse();
        _queue.Dropped.ShouldBe(0);
    }

    [Fact]
    public void How_much_is_traced_and_dropped_is_a_metric_once_anything_is_traced()
    {
        using var metrics = new PhoenixMetrics(TimeProvider.System);
        using var reader = new MeterReader(metrics.Meter);
        PrometheusText.Write(reader.Read()).ShouldNotContain("phoenix_traces_total ");

        metrics.Watch(_queue);
        _queue.Offer(Decided());
        _queue.Offer(Filled(1));
        _queue.Offer(Filled(2));

        var page = PrometheusText.Write(reader.Read());
        page.ShouldContain("phoenix_traces_total 1");
        page.ShouldContain("phoenix_traces_dropped_total 1");
    }
}
