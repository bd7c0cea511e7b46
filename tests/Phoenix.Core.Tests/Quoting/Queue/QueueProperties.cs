using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Queue;

/// <summary>
/// A true queue is driven by random trades, joins and cancels, and told to two estimates: one hears of every change by
/// itself, the other hears the change a trade made in one message with the cancel that followed it.
/// </summary>
public class QueueProperties
{
    private static readonly Gen<Market> Markets =
        from model in Gen.Elements(Enum.GetValues<QueueModel>())
        from joined in Gen.Choose(0, 500)
        from turns in (
            from traded in Gen.Choose(0, 60)
            from joins in Gen.Choose(0, 40)
            from cancels in Gen.Choose(0, 60)
            from seconds in Gen.Choose(0, 40)
            select new Turn(traded, joins, cancels, seconds)).ArrayOf()
        select new Market(model, joined, turns);

    [Fact]
    public void The_estimate_is_never_negative_and_never_grows() => Seeded.ForAll(Markets, market =>
    {
        var level = (long)market.Joined;
        var queue = Join(market);
        var (front, now, confidence) = (queue.Front, default(Instant), 1.0);
        foreach (var turn in market.Turns)
        {
            now += TimeSpan.FromSeconds(turn.Seconds);
            queue.Traded(new Quantity(turn.Traded), now); // also more than the level shows
            Check();
            level = Math.Max(0, level - turn.Traded) + turn.Joins;
            level -= Math.Min(level, turn.Cancels);
            queue.LevelChanged(new Quantity(level));
            Check();
            queue.Front.ShouldBeLessThanOrEqualTo(level);
        }

        void Check()
        {
            queue.Front.ShouldBeInRange(0, front);
            queue.Confidence(now).ShouldBeInRange(0, confidence);
            queue.Ahead(now).ShouldBeGreaterThanOrEqualTo(queue.Front);
            (front, confidence) = (queue.Front, queue.Confidence(now));
        }
    });

    [Fact]
    public void Whether_changes_come_one_by_one_or_merged_makes_no_difference() => Seeded.ForAll(Markets, market =>
    {
        var (level, now) = ((long)market.Joined, default(Instant));
        var (apart, merged) = (Join(market), Join(market));
        foreach (var turn in market.Turns)
        {
            now += TimeSpan.FromSeconds(turn.Seconds);
            level += turn.Joins;
            apart.LevelChanged(new Quantity(level));
            merged.LevelChanged(new Quantity(level));

            var first = Math.Min(level, turn.Traded / 2);
            var second = Math.Min(level - first, turn.Traded - (turn.Traded / 2));
            apart.Traded(new Quantity(first), now);
            apart.LevelChanged(new Quantity(level - first));
            apart.Traded(new Quantity(second), now);
            apart.LevelChanged(new Quantity(level - first - second));
            merged.Traded(new Quantity(first + second), now);
            level -= first + second;
            level -= Math.Min(level, turn.Cancels);
            apart.LevelChanged(new Quantity(level));
            merged.LevelChanged(new Quantity(level));

            merged.Front.ShouldBe(apart.Front);
            merged.TradedPastFront.ShouldBe(apart.TradedPastFront);
            merged.Confidence(now).ShouldBe(apart.Confidence(now));
        }
    });

    [Fact]
    public void The_pessimist_never_sees_less_before_us_than_there_is() => Seeded.ForAll(Markets, market =>
    {
        // The truth: trades take from the front, cancels too while somebody is there.
        var (front, level) = ((long)market.Joined, (long)market.Joined);
        var queue = Join(market with { Model = QueueModel.Pessimist });
        foreach (var turn in market.Turns)
        {
            var traded = Math.Min(level, turn.Traded);
            queue.Traded(new Quantity(traded), default);
            (front, level) = (Math.Max(0, front - traded), level - traded + turn.Joins);
            queue.LevelChanged(new Quantity(level));
            var canceled = Math.Min(level, turn.Cancels);
            (front, level) = (Math.Max(0, front - canceled), level - canceled);
            queue.LevelChanged(new Quantity(level));

            queue.Front.ShouldBeGreaterThanOrEqualTo(front);
        }
    });

    [Fact]
    public void Every_model_lies_between_nobody_and_the_pessimist() => Seeded.ForAll(Markets, market =>
    {
        var level = (long)market.Joined;
        var (queue, pessimist) = (Join(market), Join(market with { Model = QueueModel.Pessimist }));
        foreach (var turn in market.Turns)
        {
            queue.Traded(new Quantity(turn.Traded), default);
            pessimist.Traded(new Quantity(turn.Traded), default);
            level = Math.Max(0, level - turn.Traded - turn.Cancels) + turn.Joins;
            queue.LevelChanged(new Quantity(level));
            pessimist.LevelChanged(new Quantity(level));

            queue.Front.ShouldBeLessThanOrEqualTo(pessimist.Front);
        }
    });

    private static QueuePosition Join(Market market) =>
        new(new Quantity(market.Joined), new QueueSettings { Model = market.Model }, default);

    private sealed record Market(QueueModel Model, int Joined, Turn[] Turns);

    private readonly record struct Turn(int Traded, int Joins, int Cancels, int Seconds);
}
