using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Tests.Risk;

/// <summary>Sums over the recent past, against a plain list of what was counted.</summary>
public sealed class SlidingCountsSpecs
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Width = TimeSpan.FromSeconds(1);

    [Fact]
    public void Nothing_is_forgotten_within_the_window_nor_kept_a_bucket_longer()
    {
        var counts = new SlidingCounts(1, Window, 10);
        counts.Add(0, 5, At(100.9));

        counts.Total(0, At(110.9)).ShouldBe(5);
        counts.Total(0, At(110.999)).ShouldBe(5);
        counts.Total(0, At(111)).ShouldBe(5 - 5);
    }

    [Fact]
    public void Kinds_do_not_mix_and_a_pause_of_any_length_empties_all()
    {
        var counts = new SlidingCounts(2, Window, 10);
        counts.Add(0, 1, At(-3));
        counts.Add(1, 2, At(-2));

        (counts.Total(0, At(0)), counts.Total(1, At(0))).ShouldBe((1, 2));
        (counts.Total(0, At(1e9)), counts.Total(1, At(1e9))).ShouldBe((0, 0));
    }

    [Fact]
    public void What_is_told_late_takes_its_place_or_is_refused()
    {
        var counts = new SlidingCounts(1, Window, 10);
        counts.Add(0, 1, At(20)).ShouldBeTrue();
        counts.Add(0, 1, At(12)).ShouldBeTrue();
        counts.Add(0, 1, At(9)).ShouldBeFalse();

        counts.Total(0, At(20)).ShouldBe(2);
        counts.Total(0, At(23)).ShouldBe(1);
    }

    [Fact]
    public void A_sum_lies_between_those_of_the_window_and_of_one_bucket_more()
    {
        var steps =
            from waits in Gen.Choose(0, 4000).Two().ArrayOf()
            select waits;
        Seeded.ForAll(steps, waits =>
        {
            var counts = new SlidingCounts(1, Window, 10);
            var (now, all) = (At(0), new List<(Instant At, long Amount)>());
            foreach (var (waitMs, amount) in waits)
            {
                now += TimeSpan.FromMilliseconds(waitMs);
                counts.Add(0, amount, now);
                all.Add((now, amount));
                long Since(TimeSpan past) => all.Where(item => item.At > now - past).Sum(item => item.Amount);

                counts.Total(0, now).ShouldBeInRange(Since(Window), Since(Window + Width));
            }
        });
    }

    private static Instant At(double seconds) => Instant.From(TimeSpan.FromSeconds(seconds));
}
