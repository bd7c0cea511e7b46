using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>The volatility of the mid from changes at irregular times. Ticks are 0.01.</summary>
public class VolatilitySpecs
{
    /// <summary>A first variance of 0.04 USDC²/s is 20 ticks/√s.</summary>
    private static readonly VolatilitySettings Believed = new() { Initial = 20 };

    [Fact]
    public void Each_change_counts_by_the_time_it_took()
    {
        var market = new Market(Believed);
        market.Sees(0, 0);
        market.Sees(0.1, 2).ShouldBe(0.1998500687, 1e-10);
        market.Sees(0.6, -13).ShouldBe(0.1999550975, 1e-10);
        market.Sees(1.6, 27).ShouldBe(0.2048554695, 1e-10);
        market.Sees(3.6, 17).ShouldBe(0.2018759062, 1e-10);

        var last = market.Estimator.Current!.Value;
        (last.Over(TimeSpan.FromMinutes(30)) * 0.01).ShouldBe(8.564869, 1e-6);
        last.Relative30Minutes(300_000).ShouldBe(0.00285496, 1e-8);
    }

    [Fact]
    public void The_deviation_of_equal_steps_is_that_of_the_population()
    {
        double[] changes = [1, -2, 0, 3, -1, 2, -3, 0];
        var step = TimeSpan.FromMilliseconds(100);
        Volatility.OfSteps(changes, step)!.Value.TicksPerRootSecond.ShouldBe(5.9160797831, 1e-10);
        Volatility.OfSteps([], step).ShouldBeNull();
        Volatility.OfSteps(changes, TimeSpan.Zero).ShouldBeNull();
    }

    [Fact]
    public void Changes_below_a_millisecond_are_merged_into_the_next()
    {
        var (merged, direct) = (new Market(Believed), new Market(Believed));
        merged.Sees(0, 0);
        merged.Sees(0.0009999, 50).ShouldBe(0.2);
        merged.Sees(0.1, 2).ShouldBe(0.1998500687, 1e-10);

        direct.Sees(0, 0);
        direct.Sees(0.001, 1).ShouldNotBe(0.2, "a whole millisecond is time enough");
    }

    [Fact]
    public void The_first_change_after_a_resynchronisation_is_dropped()
    {
        var market = new Market(Believed);
        market.Sees(0, 0);
        market.Estimator.Resynchronized();
        market.Sees(0.5, 5000).ShouldBe(0.2);
        market.Sees(0.6, 5002).ShouldBe(0.1998500687, 1e-10);
    }

    [Fact]
    public void A_crossed_or_empty_touch_is_no_price_and_no_change()
    {
        var market = new Market(Believed);
        market.Sees(0, 0);
        market.Estimator.Observe(new Price(300_001), new Price(300_001), At(0.2));
        market.Sees(0.3, 900).ShouldBe(0.2);
        market.Estimator.Observe(default, new Price(300_001), At(0.4));
        market.Sees(0.5, 0).ShouldBe(0.2);
    }

    [Fact]
    public void A_market_that_stands_still_has_no_volatility()
    {
        var market = new Market(new VolatilitySettings { WarmUp = TimeSpan.FromSeconds(1) });
        market.Sees(0, 0);
        market.Sees(1, 0).ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_told_before_the_warm_up_is_over_and_then_the_start_is_no_calm()
    {
        var estimator = new VolatilityEstimator(new VolatilitySettings { WarmUp = TimeSpan.FromSeconds(10) });
        estimator.Current.ShouldBeNull();
        for (var second = 0; second <= 10; second++)
        {
            estimator.Current.ShouldBeNull();
            var bid = new Price(300_000 + (3 * (second % 2)));
            estimator.Observe(bid, bid + 2, At(second));
        }

        estimator.Current!.Value.TicksPerRootSecond.ShouldBe(3, 1e-12);
    }

    [Fact]
    public void It_equals_the_weighted_mean_of_all_changes_computed_anew() =>
        Seeded.ForAll(Histories, history =>
        {
            var estimator = new VolatilityEstimator(new VolatilitySettings { WarmUp = TimeSpan.FromTicks(1) });
            foreach (var (at, mid) in history)
            {
                estimator.Observe(new Price(mid - 1), new Price(mid + 1), at);
            }

            var expected = Naive([.. history]);
            (estimator.Current is null).ShouldBe(expected is null);
            (estimator.Current?.TicksPerRootSecond ?? 0).ShouldBe(expected ?? 0, 1e-9 * ((expected ?? 0) + 1));
        });

    private static Gen<List<(Instant At, long Mid)>> Histories =>
        from gaps in Gen.Elements(10_000L, 400_000, 999_999, 1_000_000, 100_000_000, 3_000_000_000).ListOf()
        from moves in Gen.Choose(-40, 40).ListOf(gaps.Count)
        select Accumulate([.. gaps], [.. moves]);

    private static List<(Instant, long)> Accumulate(long[] gaps, int[] moves)
    {
        var (at, mid, history) = (1L, 300_000L, new List<(Instant, long)>());
        for (var i = 0; i < gaps.Length; i++)
        {
            (at, mid) = (at + gaps[i], mid + moves[i]);
            history.Add((new Instant(at), mid));
        }

        return history;
    }

    private static double? Naive((Instant At, long Mid)[] history)
    {
        var kept = new List<(Instant At, long Mid)>();
        foreach (var point in history)
        {
            if (kept.Count == 0 || point.At.Nanoseconds - kept[^1].At.Nanoseconds >= 1_000_000)
            {
                kept.Add(point);
            }
        }

        var (sum, weights, later) = (0.0, 0.0, 1.0);
        for (var i = kept.Count - 1; i > 0; i--)
        {
            var seconds = (kept[i].At - kept[i - 1].At).TotalSeconds;
            var weight = later * (1 - Math.Exp(-seconds / 60));
            sum += weight * Math.Pow(kept[i].Mid - kept[i - 1].Mid, 2) / seconds;
            weights += weight;
            later *= Math.Exp(-seconds / 60);
        }

        return weights == 0 ? null : Math.Sqrt(sum / weights);
    }

    private static Instant At(double seconds) => Instant.From(TimeSpan.FromTicks((long)(seconds * 1e7)));

    private sealed class Market(VolatilitySettings settings)
    {
        public VolatilityEstimator Estimator { get; } = new(settings);

        /// <summary>The mid lies so many ticks from 3000; the answer is in USDC per √s.</summary>
        public double Sees(double seconds, long ticks)
        {
            Estimator.Observe(new Price(299_999 + ticks), new Price(300_001 + ticks), At(seconds));
            return (Estimator.Current?.TicksPerRootSecond ?? -1) * 0.01;
        }
    }
}
