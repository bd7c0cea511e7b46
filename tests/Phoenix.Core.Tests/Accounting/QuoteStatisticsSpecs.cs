using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Tests.Quoting;
using static Phoenix.Core.Tests.Accounting.Executions;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>Each figure from its first event on.</summary>
public sealed class QuoteStatisticsSpecs
{
    private readonly QuoteStatistics _figures = new(new QuoteStatisticsSettings(), At(100));

    [Fact]
    public void Before_the_first_event_there_are_no_figures()
    {
        _figures.FillRatio.ShouldBeNull();
        _figures.Churn.ShouldBeNull();
        _figures.Sharpe.ShouldBeNull();
        _figures.Uptime(At(100)).ShouldBeNull();
        _figures.CancelsPerMinute(At(100)).ShouldBe(0);
        _figures.MaxInventory.ShouldBe(Quantity.Zero);
    }

    [Fact]
    public void Ratios_are_of_events()
    {
        Repeat(8, _figures.OrderPlaced);
        Repeat(3, _figures.OrderAmended);
        Repeat(5, () => _figures.OrderCanceled(At(101)));
        Repeat(2, _figures.OrderFilled);

        _figures.FillRatio.ShouldBe(0.25);
        _figures.Churn.ShouldBe(8);
    }

    [Fact]
    public void Uptime_is_the_share_of_time_with_an_order_on_each_side()
    {
        _figures.QuotesRest(7, 7, At(110));
        _figures.QuotesRest(6, 7, At(115));
        _figures.QuotesRest(0, 7, At(130));
        _figures.Uptime(At(140)).ShouldBe(0.5);

        _figures.QuotesRest(1, 1, At(140));
        _figures.Uptime(At(200)).ShouldBe(0.8);
        _figures.Uptime(At(300)).ShouldBe(0.9, "also without a new event");
    }

    [Fact]
    public void Cancels_per_minute_are_those_of_the_last_minute()
    {
        _figures.OrderCanceled(At(100));
        Repeat(3, () => _figures.OrderCanceled(At(130)));

        _figures.CancelsPerMinute(At(159)).ShouldBe(4);
        _figures.CancelsPerMinute(At(160.99)).ShouldBe(4, "a whole minute");
        _figures.CancelsPerMinute(At(161)).ShouldBe(3);
        _figures.CancelsPerMinute(At(1000)).ShouldBe(0);
        _figures.Canceled.ShouldBe(4);
    }

    [Fact]
    public void The_largest_position_is_known_by_direction()
    {
        foreach (var position in new[] { 0.02m, -0.05m, 0.03m, 0 })
        {
            _figures.PositionIs(Eth.Position(position));
        }

        _figures.MaxLong.ShouldBe(Eth.Position(0.03m));
        _figures.MaxShort.ShouldBe(Eth.Position(-0.05m));
        _figures.MaxInventory.ShouldBe(Eth.Quantity(0.05m));
    }

    [Fact]
    public void The_sharpe_ratio_is_of_the_profit_per_interval()
    {
        _figures.ProfitIs(10m, At(100));
        _figures.ProfitIs(50m, At(130)); // forgotten: it did not last to the end of its minute
        _figures.ProfitIs(11m, At(159));
        _figures.ProfitIs(14m, At(219));
        _figures.Sharpe.ShouldBeNull("one interval is over");
        _figures.ProfitIs(16m, At(280)); // the last moment of the third minute
        _figures.ProfitIs(99m, new Instant(At(280).Nanoseconds + 1));

        // Earned 1, 3, 2: mean 2, deviation 1.
        _figures.ProfitIntervals.ShouldBe(3);
        _figures.Sharpe!.Value.ShouldBe(2, 1e-12);
    }

    [Fact]
    public void Intervals_in_which_nothing_was_said_earned_nothing()
    {
        _figures.ProfitIs(0m, At(100));
        _figures.ProfitIs(3m, At(101));
        _figures.ProfitIs(3m, At(281)); // three minutes: 3, 0, 0

        _figures.ProfitIntervals.ShouldBe(3);
        _figures.Sharpe!.Value.ShouldBe(1 / Math.Sqrt(3), 1e-12);
    }

    [Fact]
    public void A_profit_that_never_changes_its_pace_has_no_ratio()
    {
        for (var minute = 0; minute < 50; minute++)
        {
            _figures.ProfitIs(minute * 0.1m, At(100 + (minute * 60)));
        }

        _figures.ProfitIntervals.ShouldBe(48);
        _figures.Sharpe.ShouldBeNull();
    }

    [Fact]
    public void The_deepest_fall_counts_from_the_highest_profit_before_it()
    {
        decimal[] profits = [5m, 8m, 6m, 9m, 5.5m, 12m, 10m];
        for (var second = 0; second < profits.Length; second++)
        {
            _figures.ProfitIs(profits[second], At(100 + second));
        }

        _figures.Drawdown.ShouldBe(3.5m);
    }

    private static void Repeat(int times, Action action)
    {
        for (var time = 0; time < times; time++)
        {
            action();
        }
    }
}
