using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>The intensity that makes our own fills most likely, and its blend with the market's.</summary>
public class FillIntensitySpecs
{
    private static readonly FillIntensitySettings Settings = new();

    private static readonly FillBin[] Bins =
        [new(120, 42, 7200), new(240, 25, 7200), new(378, 12, 7200), new(537, 6, 7200)];

    private static readonly IntensityEstimate Own = new(new Intensity(0.010, 0.004), 0.4, 0.3, IntensityRefusal.None);
    private static readonly IntensityEstimate Market =
        new(new Intensity(0.040, 0.016), 0.2, 0.3, IntensityRefusal.None);

    [Fact]
    public void The_most_likely_intensity_of_four_bins()
    {
        var fit = FillIntensity.Fit(Bins);
        fit.Refusal.ShouldBe(IntensityRefusal.None);
        fit.Intensity.A.ShouldBe(0.0103894691, 1e-10);
        fit.Intensity.K.ShouldBe(0.0047224790, 1e-10);
        fit.LnAError.ShouldBe(0.21953, 1e-5);
        (fit.LnKError * fit.Intensity.K).ShouldBe(0.00086306, 1e-8);

        double[] expected = [42.4436, 24.0823, 12.5507, 5.9234];
        foreach (var (bin, fills) in Bins.Zip(expected))
        {
            (bin.Seconds * fit.Intensity.At(bin.DistanceTicks)).ShouldBe(fills, 1e-4);
        }
    }

    [Fact]
    public void Exact_expectations_give_their_parameters_back() =>
        Seeded.ForAll(
            from level in Gen.Choose(1, 1000).Select(value => value / 1000.0)
            from decay in Gen.Choose(1, 300).Select(value => value / 10_000.0)
            from distances in Gen.Choose(0, 600).ListOf(6).Where(list => list.Distinct().Count() > 1)
            from hours in Gen.Choose(1, 100)
            select (new Intensity(level, decay), distances, hours * 3600.0),
            given =>
            {
                var (intensity, distances, seconds) = given;
                var fit = FillIntensity.Fit(
                    [.. distances.Select(d => new FillBin(d, seconds * intensity.At(d), seconds))]);
                fit.Refusal.ShouldBe(IntensityRefusal.None);
                (fit.Intensity.A / intensity.A).ShouldBe(1, 1e-6);
                (fit.Intensity.K / intensity.K).ShouldBe(1, 1e-6);
            });

    [Fact]
    public void One_distance_or_no_fill_is_too_little()
    {
        FillIntensity.Fit([]).Refusal.ShouldBe(IntensityRefusal.TooFewPoints);
        FillIntensity.Fit([new(120, 4, 60), new(120, 3, 60)]).Refusal.ShouldBe(IntensityRefusal.TooFewPoints);
        FillIntensity.Fit([new(120, 4, 60), new(240, 3, 0)]).Refusal.ShouldBe(IntensityRefusal.TooFewPoints);
        FillIntensity.Fit([new(120, 0, 60), new(240, 0, 60)]).Refusal.ShouldBe(IntensityRefusal.TooFewPoints);
    }

    [Fact]
    public void Fills_that_grow_with_distance_have_no_decay() =>
        FillIntensity.Fit([new(120, 4, 60), new(240, 8, 60)]).Refusal.ShouldBe(IntensityRefusal.DecayOutOfRange);

    [Fact]
    public void Fills_at_the_nearest_distance_alone_leave_the_decay_unknown()
    {
        var fit = FillIntensity.Fit([new(1, 9, 60), new(2, 0, 60), new(3, 0, 60)]);
        (fit.Refusal != IntensityRefusal.None || fit.LnKError > Settings.BlendFrom).ShouldBeTrue();
        IntensityBlend.Of(fit, Market, Settings).Intensity.K.ShouldBe(Market.Intensity.K, 1e-3);
    }

    [Fact]
    public void Whatever_it_is_given_it_gives_a_positive_number_or_a_reason() =>
        Seeded.ForAll(
            (from distance in Gen.Elements(0, 1, 120, 537, -5, double.NaN, double.PositiveInfinity)
             from fills in Gen.Elements(0, 1, 42, 1e12, -1, double.NaN, double.PositiveInfinity)
             from seconds in Gen.Elements(0, 1, 7200, 1e9, -1, double.NaN, double.PositiveInfinity)
             select new FillBin(distance, fills, seconds)).ListOf(4),
            bins =>
            {
                var (intensity, lnAError, lnKError, refusal) = FillIntensity.Fit([.. bins]);
                var isUsable = intensity.A > 0 && intensity.K > 0
                    && double.IsFinite(intensity.A + intensity.K + lnAError + lnKError);
                (isUsable || refusal != IntensityRefusal.None).ShouldBeTrue();
            },
            times: 2000);

    [Theory]
    [InlineData(0.2499, 0.004)]
    [InlineData(0.25, 0.008)]
    public void The_market_is_mixed_in_when_our_decay_is_uncertain(double relativeError, double decay)
    {
        var own = Own with { LnKError = relativeError };
        var blend = IntensityBlend.Of(own, Market with { LnKError = relativeError }, Settings);
        blend.Intensity.K.ShouldBe(decay, 1e-12); // of equal precision: the geometric mean
    }

    [Fact]
    public void Each_counts_by_its_precision()
    {
        var blend = IntensityBlend.Of(Own, Market, Settings);
        Math.Log(blend.Intensity.A).ShouldBe((0.2 * Math.Log(0.010)) + (0.8 * Math.Log(0.040)), 1e-12);
        blend.LnAError.ShouldBe(Math.Sqrt(1 / ((1 / 0.16) + (1 / 0.04))), 1e-12);
        blend.LnKError.ShouldBe(0.3 / Math.Sqrt(2), 1e-12);
        blend.Refusal.ShouldBe(IntensityRefusal.None);
    }

    [Fact]
    public void An_error_of_zero_or_beyond_all_measure_decides_alone()
    {
        IntensityBlend.Of(Own, Market with { LnAError = 0 }, Settings).Intensity.A.ShouldBe(0.040, 1e-12);
        var lost = IntensityBlend.Of(Own with { LnAError = 1e300, LnKError = 1e300 }, Market, Settings);
        lost.Intensity.A.ShouldBe(0.040, 1e-12);
        lost.Intensity.K.ShouldBe(0.016, 1e-12);
        lost.LnKError.ShouldBe(Market.LnKError, 1e-12);
    }

    [Fact]
    public void What_is_missing_is_not_mixed_in()
    {
        var refused = IntensityEstimate.Refused(IntensityRefusal.TooOld);
        var none = IntensityEstimate.Refused(IntensityRefusal.TooFewPoints);
        IntensityBlend.Of(none, Market, Settings).ShouldBe(Market);
        IntensityBlend.Of(Own, refused, Settings).Refusal.ShouldBe(IntensityRefusal.TooUncertain);
        IntensityBlend.Of(Own with { LnKError = 0.1 }, refused, Settings).Intensity.ShouldBe(Own.Intensity);
        IntensityBlend.Of(none, refused, Settings).Refusal.ShouldBe(IntensityRefusal.TooOld);
    }

    [Fact]
    public void Orders_and_fills_are_gathered_by_distance()
    {
        var exposure = new FillExposure(new FillIntensitySettings { BinTicks = 100, Bins = 3 });
        exposure.Rested(120, TimeSpan.FromSeconds(30));
        exposure.Rested(180, TimeSpan.FromSeconds(10));
        exposure.Rested(200, TimeSpan.FromSeconds(7));
        exposure.Rested(300, TimeSpan.FromSeconds(99));
        exposure.Rested(-1, TimeSpan.FromSeconds(99));
        exposure.Rested(double.NaN, TimeSpan.FromSeconds(99));
        exposure.Filled(199.5);
        exposure.Filled(50);
        Gathered(exposure).ShouldBe([new FillBin(135, 1, 40), new FillBin(200, 0, 7)]);
    }

    [Fact]
    public void What_is_old_fades_in_fills_and_time_alike()
    {
        var exposure = new FillExposure(Settings);
        exposure.Rested(120, TimeSpan.FromSeconds(1000));
        exposure.Filled(120);
        exposure.Fade(default);
        Gathered(exposure).ShouldBe([new FillBin(120, 1, 1000)]);

        exposure.Fade(Instant.From(Settings.Memory));
        var faded = Gathered(exposure).Single();
        faded.DistanceTicks.ShouldBe(120, 1e-9);
        faded.Fills.ShouldBe(Math.Exp(-1), 1e-12);
        faded.Seconds.ShouldBe(1000 * Math.Exp(-1), 1e-9);
    }

    private static FillBin[] Gathered(FillExposure exposure)
    {
        var bins = new FillBin[10];
        return bins[..exposure.CopyTo(bins)];
    }
}
