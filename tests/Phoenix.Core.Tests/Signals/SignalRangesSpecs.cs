using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>Settings out of range are told with their key, and nothing is computed with them.</summary>
public class SignalRangesSpecs
{
    private static readonly SignalSettings Settings = new();

    [Fact]
    public void The_defaults_are_in_range() => SignalRanges.Misfit(Settings).ShouldBeNull();

    [Fact]
    public void The_fair_price_has_its_ranges()
    {
        var given = Settings.FairPrice;
        Misfit(given with { AlphaTicks = double.NaN }).ShouldStartWith("alpha-ticks is NaN");
        Misfit(given with { DepthBps = 0 }).ShouldStartWith("depth-bps");
        Misfit(given with { AlphaTimeConstant = TimeSpan.Zero }).ShouldStartWith("alpha-time-constant");
        Misfit(given with { AlphaCap = double.PositiveInfinity }).ShouldStartWith("alpha-cap");

        string? Misfit(FairPriceSettings wrong) => SignalRanges.Misfit(Settings with { FairPrice = wrong });
    }

    [Fact]
    public void Volatility_and_width_have_their_ranges()
    {
        var (given, width) = (Settings.Volatility, Settings.Width);
        Misfit(given with { TimeConstant = TimeSpan.Zero }).ShouldStartWith("time-constant");
        Misfit(given with { MergeBelow = TimeSpan.Zero }).ShouldStartWith("merge-below");
        Misfit(given with { WarmUp = TimeSpan.Zero }).ShouldStartWith("warm-up");
        Misfit(given with { Initial = double.NaN }).ShouldStartWith("initial");
        Width(width with { VolatilityCoefficient = double.NaN }).ShouldStartWith("volatility-coefficient");
        Width(width with { Least = 0 }).ShouldStartWith("least");
        Width(width with { Greatest = 0.99 }).ShouldStartWith("greatest");

        string? Misfit(VolatilitySettings wrong) => SignalRanges.Misfit(Settings with { Volatility = wrong });
        string? Width(WidthSettings wrong) => SignalRanges.Misfit(Settings with { Width = wrong });
    }

    [Fact]
    public void Toxicity_has_its_ranges()
    {
        var given = Settings.Vpin;
        Misfit(given with { BucketSize = -1 }).ShouldStartWith("bucket-size");
        Misfit(given with { Buckets = 0 }).ShouldStartWith("buckets");
        Misfit(given with { LeastBuckets = 51 }).ShouldStartWith("least-buckets");
        Misfit(given with { WidenAt = 0.91 }).ShouldStartWith("widen-at");
        Misfit(given with { CalmAt = 0.71 }).ShouldStartWith("calm-at");
        Misfit(given with { PullAt = double.NaN }).ShouldStartWith("widen-at");
        Misfit(given with { PullUntil = 0.91 }).ShouldStartWith("pull-until");
        Misfit(given with { PullPause = TimeSpan.Zero }).ShouldStartWith("pull-pause");
        Misfit(given with { Coefficient = double.NaN }).ShouldStartWith("coefficient");
        Misfit(given with { OneSidedBeyond = -0.1 }).ShouldStartWith("one-sided-beyond");

        string? Misfit(VpinSettings wrong) => SignalRanges.Misfit(Settings with { Vpin = wrong });
    }

    [Fact]
    public void Order_flow_and_funding_have_their_ranges()
    {
        var given = Settings.Funding;
        SignalRanges.Misfit(Settings with { OrderFlow = new() { Window = TimeSpan.FromSeconds(10.001) } })
            .ShouldStartWith("window");
        Misfit(given with { Coefficient = -1 }).ShouldStartWith("coefficient");
        Misfit(given with { Ramp = TimeSpan.Zero }).ShouldStartWith("ramp");
        Misfit(given with { MaxBps = -1 }).ShouldStartWith("max-bps");
        Misfit(given with { PredictionPeriod = TimeSpan.Zero }).ShouldStartWith("prediction-period");

        string? Misfit(FundingSettings wrong) => SignalRanges.Misfit(Settings with { Funding = wrong });
    }

    [Fact]
    public void Intensity_has_its_ranges()
    {
        var given = Settings.Intensity;
        Misfit(given with { Step = TimeSpan.Zero }).ShouldStartWith("step");
        Misfit(given with { Window = TimeSpan.FromHours(2) }).ShouldStartWith("window");
        Misfit(given with { LeastWindow = TimeSpan.FromSeconds(601) }).ShouldStartWith("least-window");
        Misfit(given with { Refit = TimeSpan.FromMilliseconds(99) }).ShouldStartWith("refit");
        Misfit(given with { Distances = 128 }).ShouldStartWith("distances");
        Misfit(given with { LeastArrivals = 0 }).ShouldStartWith("least-arrivals");
        Misfit(given with { LeastPoints = 1 }).ShouldStartWith("least-points");
        Misfit(given with { LeastRSquared = double.NaN }).ShouldStartWith("least-r-squared");
        Misfit(given with { LeastDecay = 0 }).ShouldStartWith("least-decay");
        Misfit(given with { GreatestDecay = 1001 }).ShouldStartWith("greatest-decay");
        Misfit(given with { LeastLevel = 0 }).ShouldStartWith("least-level");
        Misfit(given with { GreatestLevel = double.PositiveInfinity }).ShouldStartWith("greatest-level");
        Misfit(given with { Smoothing = TimeSpan.Zero }).ShouldStartWith("smoothing");
        Misfit(given with { MaxAge = TimeSpan.Zero }).ShouldStartWith("max-age");

        string? Misfit(IntensitySettings wrong) => SignalRanges.Misfit(Settings with { Intensity = wrong });
    }

    [Fact]
    public void Own_fills_have_their_ranges()
    {
        var given = Settings.Fills;
        Misfit(given with { BlendFrom = double.NaN }).ShouldStartWith("blend-from");
        Misfit(given with { BinTicks = 0 }).ShouldStartWith("bin-ticks");
        Misfit(given with { Bins = 1 }).ShouldStartWith("bins");
        Misfit(given with { Memory = TimeSpan.Zero }).ShouldStartWith("memory");

        string? Misfit(FillIntensitySettings wrong) => SignalRanges.Misfit(Settings with { Fills = wrong });
    }

    [Fact]
    public void Places_in_queues_have_their_ranges()
    {
        var given = Settings.Queue;
        Misfit(given with { QuietPeriod = TimeSpan.Zero }).ShouldStartWith("quiet-period");
        Misfit(given with { QuietFactor = -0.1 }).ShouldStartWith("quiet-factor");
        Misfit(given with { AmbiguityFactor = 1.1 }).ShouldStartWith("ambiguity-factor");
        Misfit(given with { LeastConfidence = double.NaN }).ShouldStartWith("least-confidence");

        string? Misfit(QueueSettings wrong) => SignalRanges.Misfit(Settings with { Queue = wrong });
    }

    [Fact]
    public void No_estimator_starts_with_a_misfit()
    {
        Refused(() => new FairPriceEstimator(new FairPriceSettings { AlphaTicks = double.NaN }), "alpha-ticks");
        Refused(() => new VolatilityEstimator(new VolatilitySettings { TimeConstant = default }), "time-constant");
        Refused(() => new Vpin(new Quantity(1), new VpinSettings { Buckets = 0 }), "buckets");
        Refused(() => new OrderFlowImbalance(new OrderFlowSettings { Window = default }), "window");
        Refused(() => new IntensityEstimator(new IntensitySettings { Step = default }), "step");
        Refused(() => new FillExposure(new FillIntensitySettings { Bins = 0 }), "bins");

        static void Refused(Func<object> start, string key) =>
            Should.Throw<ArgumentException>(start).Message.ShouldContain(key);
    }

    [Fact]
    public void An_event_allocates_nothing()
    {
        var fair = new FairPriceEstimator(new FairPriceSettings { Source = FairPriceSource.MidAlpha });
        var (volatility, flow) = (new VolatilityEstimator(new()), new OrderFlowImbalance(new()));
        var (vpin, intensity) = (new Vpin(new Quantity(10), new()), new IntensityEstimator(new()));
        var bids = new BookLevel[] { new(new Price(300_000), new Quantity(7)) };
        var asks = new BookLevel[] { new(new Price(300_001), new Quantity(9)) };
        Run(0, 5000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(5000, 20_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                var now = Instant.From(TimeSpan.FromMilliseconds(50 * i));
                fair.Observe(MarketDepth.Without(bids, asks, [], []), now);
                volatility.Observe(bids[0].Price, asks[0].Price + (i % 3), now);
                flow.Observe(bids[0], asks[0], now);
                flow.Sum(now);
                vpin.Trade(i % 3 == 0 ? Side.Buy : Side.Sell, new Quantity(i % 25));
                intensity.Observe(bids[0].Price, asks[0].Price, now);
                intensity.Trade(Side.Buy, asks[0].Price + (i % 7), now);
            }
        }
    }
}
