using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>The intensity of each side from the market's trades, step by step.</summary>
public class IntensityEstimatorSpecs
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly IntensitySettings Minute = new() { Window = TimeSpan.FromSeconds(60) };

    /// <summary>Depths in ticks from a mid on half a tick, one a step.</summary>
    private static readonly double[] Depths =
    [
        .. Enumerable.Repeat(0.5, 20), .. Enumerable.Repeat(1.5, 12), .. Enumerable.Repeat(2.5, 7),
        .. Enumerable.Repeat(3.5, 4), .. Enumerable.Repeat(4.5, 3), 6.5,
    ];

    [Theory]
    [InlineData(Side.Buy, Side.Sell)]
    [InlineData(Side.Sell, Side.Buy)]
    public void A_window_of_trades_gives_the_intensity_of_the_side_they_test(Side aggressor, Side quotes)
    {
        var market = new Market(Minute);
        market.Trades(aggressor, Depths);

        var estimate = market.Estimator.Read(quotes, market.Now);
        estimate.Refusal.ShouldBe(IntensityRefusal.None);
        estimate.Intensity.A.ShouldBe(0.6341361595, 1e-10);
        estimate.Intensity.K.ShouldBe(0.6357236174, 1e-10);
        market.Estimator.Read(aggressor, market.Now)
            .ShouldBe(IntensityEstimate.Refused(IntensityRefusal.TooFewPoints), "nothing tested the other side");
    }

    [Fact]
    public void Of_one_step_only_the_deepest_trade_counts()
    {
        var market = new Market(Minute);
        market.Trades(Side.Buy, Depths, before: 0.5);
        market.Estimator.Read(Side.Sell, market.Now).Intensity.A.ShouldBe(0.6341361595, 1e-10);
    }

    [Fact]
    public void Depth_is_measured_from_the_mid_of_the_step_before()
    {
        var market = new Market(Minute);
        market.Trades(Side.Buy, Depths, jump: 40);
        market.Estimator.Read(Side.Sell, market.Now).Intensity.A.ShouldBe(0.6341361595, 1e-10);
    }

    [Fact]
    public void A_mid_on_whole_ticks_is_counted_from_whole_distances()
    {
        var market = new Market(Minute, spread: 2);
        market.Trades(Side.Buy, [.. Depths.Select(depth => depth - 0.5)]);

        // The same counts one half-tick nearer: n = 27, 15, 8, 4 at x = 0, 1, 2, 3.
        var estimate = market.Estimator.Read(Side.Sell, market.Now);
        estimate.Intensity.K.ShouldBe(0.6357236174, 1e-10);
        estimate.Intensity.A.ShouldBe(new Intensity(0.6341361595, 0.6357236174).At(0.5), 1e-10);
    }

    [Fact]
    public void Nothing_is_fitted_before_enough_was_observed()
    {
        var market = new Market(Minute);
        market.Trades(Side.Buy, Depths, steps: 599);
        market.Estimator.Read(Side.Sell, market.Now).Refusal.ShouldBe(IntensityRefusal.WarmingUp);
        market.Quiet(50);
        market.Estimator.Read(Side.Sell, market.Now).Refusal.ShouldBe(IntensityRefusal.None);
    }

    [Fact]
    public void Steps_without_a_known_mid_are_not_observed()
    {
        var market = new Market(Minute);
        market.Quiet(10);
        market.Estimator.Resynchronized();
        market.Now += TimeSpan.FromSeconds(29.9);
        market.Trades(Side.Buy, Depths, steps: 590);

        // Nine steps before (the tenth was lost) and 590 of these, and nothing of the 29.9 s: one is missing.
        market.Estimator.Read(Side.Sell, market.Now).Refusal.ShouldBe(IntensityRefusal.WarmingUp);
        market.Quiet(1);
        market.Estimator.Read(Side.Sell, market.Now).Intensity.A.ShouldBe(0.6341361595, 1e-10);
    }

    [Fact]
    public void Trades_while_the_mid_is_unknown_do_not_count()
    {
        var market = new Market(Minute);
        market.Estimator.Trade(Side.Buy, new Price(300_050), market.Now);
        market.Estimator.Observe(new Price(300_001), new Price(300_000), market.Now);
        market.Estimator.Trade(Side.Buy, new Price(300_050), market.Now + Step);
        market.Now += 2 * Step;
        market.Quiet(650);
        market.Estimator.LastFit(Side.Sell).ShouldBe(IntensityRefusal.TooFewPoints);
    }

    [Fact]
    public void What_is_older_than_the_window_is_forgotten()
    {
        var market = new Market(Minute with { Smoothing = TimeSpan.FromTicks(1) });
        market.Trades(Side.Buy, Depths);
        market.Quiet(601);
        market.Estimator.LastFit(Side.Sell).ShouldBe(IntensityRefusal.TooFewPoints);

        var paused = new Market(Minute);
        paused.Trades(Side.Buy, Depths);
        paused.Now += TimeSpan.FromMinutes(2);
        paused.Quiet(1);
        paused.Estimator.LastFit(Side.Sell).ShouldBe(IntensityRefusal.TooFewPoints);
    }

    [Fact]
    public void The_last_accepted_fit_serves_ten_minutes_and_not_a_moment_longer()
    {
        var market = new Market(Minute);
        market.Trades(Side.Buy, Depths);
        var accepted = market.Now;
        market.Quiet(601);

        market.Estimator.Read(Side.Sell, accepted + TimeSpan.FromMinutes(10)).Refusal.ShouldBe(IntensityRefusal.None);
        market.Estimator.Read(Side.Sell, accepted + new TimeSpan(0, 10, 0) + TimeSpan.FromTicks(1))
            .ShouldBe(IntensityEstimate.Refused(IntensityRefusal.TooOld));
    }

    [Fact]
    public void Logarithms_are_smoothed_over_accepted_fits()
    {
        var market = new Market(new IntensitySettings { LeastArrivals = 1 });
        market.Trades(Side.Buy, Depths);
        var first = market.Estimator.Read(Side.Sell, market.Now).Intensity;
        first.A.ShouldBe(0.7062371639, 1e-10);

        // One more trade at the greatest depth, and the next fit is 5 s later.
        market.Trades(Side.Buy, [6.5], steps: 50);
        var second = IntensityRegression.Fit([28, 16, 9, 5, 2, 2], 0.5, 65, 1).Intensity;
        var weight = 1 - Math.Exp(-5 / 60.0);
        var smoothed = market.Estimator.Read(Side.Sell, market.Now).Intensity;
        Math.Log(smoothed.A).ShouldBe(((1 - weight) * Math.Log(first.A)) + (weight * Math.Log(second.A)), 1e-9);
        Math.Log(smoothed.K).ShouldBe(((1 - weight) * Math.Log(first.K)) + (weight * Math.Log(second.K)), 1e-9);
    }

    [Fact]
    public void The_sliding_counts_are_those_of_the_window_computed_anew() =>
        Seeded.ForAll(Events.NonEmptyListOf(), events =>
        {
            var settings = new IntensitySettings
            {
                Window = TimeSpan.FromSeconds(3),
                LeastWindow = Step,
                Refit = Step,
                LeastPoints = 2,
                LeastArrivals = 1,
                LeastRSquared = 0,
                Smoothing = TimeSpan.FromTicks(1),
            };
            var estimator = new IntensityEstimator(settings);
            var naive = new NaiveWindow();
            foreach (var (wait, bid, spread, aggressor, depth) in events)
            {
                naive.Wait(wait);
                var now = naive.Now;
                estimator.Observe(new Price(bid), new Price(bid + spread), now);
                naive.Mid = (2 * bid) + spread;
                estimator.Trade(aggressor, new Price(bid + (aggressor.Sign() * depth)), now);
                naive.Trade(aggressor, 2 * (bid + (aggressor.Sign() * depth)));
                foreach (var quotes in new[] { Side.Buy, Side.Sell })
                {
                    var expected = naive.Fit(quotes);
                    estimator.LastFit(quotes).ShouldBe(expected?.Judge(settings) ?? IntensityRefusal.WarmingUp);
                    if (expected is { } fit && fit.Judge(settings) == IntensityRefusal.None)
                    {
                        estimator.Read(quotes, now).Intensity.K.ShouldBe(fit.Intensity.K, 1e-9);
                        estimator.Read(quotes, now).Intensity.A.ShouldBe(fit.Intensity.A, 1e-9 * fit.Intensity.A);
                    }
                }
            }
        }, times: 100);

    /// <summary>Time to wait, a touch, and a trade.</summary>
    private static Gen<(int Wait, long Bid, long Spread, Side Aggressor, long Depth)> Events =>
        from wait in Gen.Frequency((9, Gen.Choose(0, 250)), (1, Gen.Choose(2500, 3500)))
        from bid in Gen.Choose(10_000, 10_010)
        from spread in Gen.Choose(1, 2)
        from aggressor in Gen.Elements(Side.Buy, Side.Sell)
        from depth in Gen.Choose(0, 90)
        select (wait, (long)bid, (long)spread, aggressor, (long)depth);

    /// <summary>Keeps everything that ever happened and counts anew each time.</summary>
    private sealed class NaiveWindow
    {
        private readonly List<(long Mid, long Buy, long Sell)> _steps = [];
        private long _milliseconds;
        private long _midBefore;
        private long _buy;
        private long _sell;

        public long Mid { get; set; }

        public Instant Now => Instant.From(TimeSpan.FromMilliseconds(_milliseconds));

        public void Wait(int milliseconds)
        {
            for (var left = milliseconds; left > 0; left--)
            {
                if (++_milliseconds % 100 == 0)
                {
                    _steps.Add((_midBefore, _buy, _sell));
                    (_midBefore, _buy, _sell) = (Mid, 0, 0);
                }
            }
        }

        public void Trade(Side aggressor, long priceTimesTwo)
        {
            if (_midBefore > 0 && aggressor == Side.Buy)
            {
                _buy = Math.Max(_buy, priceTimesTwo - _midBefore);
            }
            else if (_midBefore > 0)
            {
                _sell = Math.Max(_sell, _midBefore - priceTimesTwo);
            }
        }

        public IntensityFit? Fit(Side quotes)
        {
            var seen = _steps.TakeLast(30).Where(step => step.Mid > 0).ToList();
            if (seen.Count == 0)
            {
                return null;
            }

            var nearest = 2 * seen.Count(step => step.Mid % 2 == 1) >= seen.Count ? 1 : 0;
            var counts = Enumerable.Range(0, 70).Select(j => (long)seen.Count(step =>
                (quotes == Side.Buy ? step.Sell : step.Buy) > (2 * j) + nearest));
            return IntensityRegression.Fit(counts.ToArray(), nearest / 2.0, seen.Count * 0.1, 1);
        }
    }

    private sealed class Market
    {
        private readonly long _spread;

        public Market(IntensitySettings settings, long spread = 1)
        {
            (Estimator, _spread) = (new IntensityEstimator(settings), spread);
            Show();
        }

        public IntensityEstimator Estimator { get; }

        /// <summary>The last step before a refit.</summary>
        public Instant Now { get; set; } = Instant.From(TimeSpan.FromSeconds(99.9));

        /// <summary>A trade of each depth in one step each, in a window of that many steps.</summary>
        /// <param name="before">Depth of another trade in the same step.</param>
        /// <param name="jump">The touch moves by so many ticks in the step of the trade, and back.</param>
        public void Trades(Side aggressor, double[] depths, int steps = 600, double? before = null, long jump = 0)
        {
            Show();
            foreach (var depth in depths)
            {
                Now += Step;
                Show(jump);
                Trade(aggressor, before ?? depth);
                Trade(aggressor, depth);
                Show();
            }

            Quiet(steps - depths.Length);
            Now += Step;
            Show();
        }

        public void Quiet(int steps)
        {
            for (; steps > 0; steps--)
            {
                Now += Step;
                Show();
            }
        }

        private void Show(long jump = 0) =>
            Estimator.Observe(new Price(300_000 + jump), new Price(300_000 + jump + _spread), Now);

        private void Trade(Side aggressor, double depth) => Estimator.Trade(
            aggressor, new Price((long)(300_000 + (_spread / 2.0) + (aggressor.Sign() * depth))), Now);
    }
}
