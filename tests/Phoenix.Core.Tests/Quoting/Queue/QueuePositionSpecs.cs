using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Queue;

/// <summary>One order joins a level of 10; 6 more join behind it.</summary>
public class QueuePositionSpecs
{
    private static readonly Instant Start = new(0);

    [Theory]
    [InlineData(QueueModel.Linear, 4.846154)]
    [InlineData(QueueModel.Square, 4.694118)]
    [InlineData(QueueModel.Cubic, 4.545617)]
    [InlineData(QueueModel.Logarithmic, 4.933655)]
    [InlineData(QueueModel.Pessimist, 7)]
    public void A_level_that_shrinks_without_trades_moves_us_by_the_model(QueueModel model, double front)
    {
        var queue = Joined(model);

        queue.Traded(Lots(3), Start);
        queue.LevelChanged(Lots(13));
        queue.Front.ShouldBe(7);
        queue.LevelChanged(Lots(9));
        queue.Front.ShouldBe(front, 5e-7);
    }

    [Theory]
    [InlineData(QueueModel.Linear, 4.846154)]
    [InlineData(QueueModel.Square, 4.694118)]
    [InlineData(QueueModel.Cubic, 4.545617)]
    [InlineData(QueueModel.Logarithmic, 4.933655)]
    [InlineData(QueueModel.Pessimist, 7)]
    public void A_trade_and_a_cancel_in_one_message_come_to_the_same(QueueModel model, double front)
    {
        var queue = Joined(model);

        queue.Traded(Lots(3), Start);
        queue.LevelChanged(Lots(9));
        queue.Front.ShouldBe(front, 5e-7);
    }

    [Fact]
    public void We_join_at_the_back_and_others_behind_us()
    {
        var queue = new QueuePosition(Lots(10), new QueueSettings(), Start);

        queue.Front.ShouldBe(10);
        queue.LevelChanged(Lots(16));
        queue.Front.ShouldBe(10);
        queue.Ahead(Start).ShouldBe(10);
    }

    [Fact]
    public void What_is_left_of_the_level_bounds_what_stands_before_us()
    {
        var queue = Joined(QueueModel.Pessimist);

        queue.LevelChanged(Lots(4));
        queue.Front.ShouldBe(4);
        queue.LevelChanged(Lots(0));
        queue.Front.ShouldBe(0);
    }

    [Fact]
    public void A_fill_is_expected_once_more_traded_than_stood_before_us()
    {
        var queue = Joined(QueueModel.Cubic);

        queue.Traded(Lots(10), Start);
        (queue.Front, queue.IsFillExpected).ShouldBe((0, false));
        queue.Traded(Lots(1), Start);
        (queue.Front, queue.IsFillExpected).ShouldBe((0, true));
        queue.Traded(Lots(2), Start);
        queue.TradedPastFront.ShouldBe(3);
    }

    [Fact]
    public void A_trade_larger_than_the_level_leaves_nobody_before_us()
    {
        var queue = Joined(QueueModel.Cubic);

        queue.Traded(Lots(20), Start);
        queue.LevelChanged(Lots(5));
        queue.Front.ShouldBe(0);
        queue.LevelChanged(Lots(3));
        queue.Front.ShouldBe(0);
    }

    [Theory]
    [InlineData(59.999, 1)]
    [InlineData(60, 0.5)]
    [InlineData(119.999, 0.5)]
    [InlineData(120, 0.25)]
    public void Confidence_halves_with_every_minute_without_a_trade(double seconds, double confidence) =>
        Joined(QueueModel.Cubic).Confidence(After(seconds)).ShouldBe(confidence);

    [Fact]
    public void A_trade_starts_the_minute_anew_and_gives_nothing_back()
    {
        var queue = Joined(QueueModel.Cubic);

        queue.Traded(Lots(1), After(50));
        queue.Confidence(After(109)).ShouldBe(1);
        queue.Traded(Lots(1), After(115));
        queue.Confidence(After(115)).ShouldBe(0.5);
        queue.Confidence(After(174)).ShouldBe(0.5);
        queue.Confidence(After(175)).ShouldBe(0.25);
    }

    [Fact]
    public void Only_shrinks_that_leave_room_for_doubt_cost_confidence()
    {
        var queue = Joined(QueueModel.Cubic);

        queue.LevelChanged(Lots(18)); // grows
        queue.Traded(Lots(2), Start);
        queue.LevelChanged(Lots(16)); // the trade
        queue.Confidence(Start).ShouldBe(1);
        queue.LevelChanged(Lots(15)); // before or behind us?
        queue.Confidence(Start).ShouldBe(0.85);
        queue.LevelChanged(Lots(14));
        queue.Confidence(Start).ShouldBe(0.85 * 0.85);
    }

    [Fact]
    public void Without_anybody_behind_us_or_before_us_there_is_no_doubt()
    {
        var last = new QueuePosition(Lots(10), new QueueSettings(), Start);
        last.LevelChanged(Lots(8));
        (last.Front, last.Confidence(Start)).ShouldBe((8, 1));

        var first = Joined(QueueModel.Cubic);
        first.Traded(Lots(10), Start);
        first.LevelChanged(Lots(5));
        first.LevelChanged(Lots(3));
        (first.Front, first.Confidence(Start)).ShouldBe((0, 1));
    }

    [Fact]
    public void Below_the_least_confidence_our_place_is_the_back_of_the_queue()
    {
        var queue = Joined(QueueModel.Cubic);
        queue.Traded(Lots(3), Start);

        queue.Ahead(After(119.999)).ShouldBe(7); // 0.5
        queue.Ahead(After(120)).ShouldBe(13); // 0.25, and the level still shows the 3 that traded
        queue.LevelChanged(Lots(13));
        queue.Ahead(After(120)).ShouldBe(13);
        queue.Front.ShouldBe(7);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void The_seventh_doubtful_shrink_is_the_last_that_is_believed(int shrinks, bool believed)
    {
        var queue = new QueuePosition(Lots(1000), new QueueSettings(), Start);
        queue.LevelChanged(Lots(2000));

        for (var shrink = 1; shrink <= shrinks; shrink++)
        {
            queue.LevelChanged(Lots(2000 - shrink));
        }

        (queue.Ahead(Start) == queue.Front).ShouldBe(believed); // 0.85^7 = 0.3206, 0.85^8 = 0.2725
    }

    [Fact]
    public void A_quiet_period_of_nothing_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => new QueuePosition(Lots(1), new QueueSettings { QuietPeriod = TimeSpan.Zero }, Start));

    [Fact]
    public void Following_the_market_allocates_nothing()
    {
        var queue = new QueuePosition(Lots(100_000), new QueueSettings(), Start);
        Follow(queue, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Follow(queue, 1000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static void Follow(QueuePosition queue, int events)
        {
            for (var i = 0; i < events; i++)
            {
                queue.Traded(Lots(1), new Instant(i));
                queue.LevelChanged(Lots(200_000 - (3 * i)));
                _ = queue.Ahead(new Instant(i));
            }
        }
    }

    private static QueuePosition Joined(QueueModel model)
    {
        var queue = new QueuePosition(Lots(10), new QueueSettings { Model = model }, Start);
        queue.LevelChanged(Lots(16));
        return queue;
    }

    private static Quantity Lots(long lots) => new(lots);

    private static Instant After(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
