using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>How much wider quotes become, and that they do not breathe with every tick.</summary>
public class WidthMultiplierSpecs
{
    private static readonly SignalSettings Settings = new() { Vpin = new VpinSettings { Enabled = true } };
    private static readonly Toxicity Calm = Toxicity.Neutral(0);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1.05)]
    [InlineData(15, 1.25)]
    [InlineData(60, 2.0)]
    [InlineData(90, 2.0)]
    public void Volatility_widens_up_to_its_limit(double usdcIn30Minutes, double multiplier) =>
        VolatilityMultiplier.Of(usdcIn30Minutes / 3000, Settings.Width)!.Value.ShouldBe(multiplier, 1e-12);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-1e-9)]
    public void A_volatility_that_is_none_widens_nothing_and_is_refused(double sigma)
    {
        VolatilityMultiplier.Of(sigma, Settings.Width).ShouldBeNull();

        var before = Following(1.25);
        var after = before.Follow(new Volatility(sigma), 300_000, Calm, ToxicityLevel.Calm, Settings);
        after.Refusal.ShouldBe(WidthRefusal.VolatilityUnusable);
        (after.Bids, after.Asks).ShouldBe((1.25m, 1.25m));
        Following(after, 1.25).Refusal.ShouldBe(WidthRefusal.None);
    }

    [Fact]
    public void Whatever_is_no_volatility_or_no_price_is_refused_and_moves_nothing() =>
        Seeded.ForAll(
            from bad in Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.5)
            from good in Gen.Choose(1, 300_000)
            from isVolatility in Gen.Elements(true, false)
            from wide in Gen.Choose(100, 200)
            select (isVolatility ? bad : good, isVolatility ? good : bad + 0.5, wide / 100.0),
            given =>
            {
                var (sigma, mid, wide) = given;
                var before = Following(wide);
                var after = before.Follow(new Volatility(sigma), mid, Calm, ToxicityLevel.Calm, Settings);
                after.Refusal.ShouldBe(WidthRefusal.VolatilityUnusable);
                (after.Bids, after.Asks).ShouldBe((before.Bids, before.Asks));
            });

    [Fact]
    public void A_share_of_no_price_is_refused() =>
        WidthMultiplier.Initial.Follow(new Volatility(1), 0, Calm, ToxicityLevel.Calm, Settings).Refusal
            .ShouldBe(WidthRefusal.VolatilityUnusable);

    [Fact]
    public void An_unknown_volatility_is_not_calm()
    {
        var width = WidthMultiplier.Initial.Follow(null, 300_000, Calm, ToxicityLevel.Calm, Settings);
        (width.Bids, width.Asks, width.Refusal).ShouldBe((2.0m, 2.0m, WidthRefusal.None));
    }

    [Fact]
    public void Before_the_first_reading_nothing_is_widened() =>
        (WidthMultiplier.Initial.Bids, WidthMultiplier.Initial.Asks).ShouldBe((1m, 1m));

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.8, 1.16)]
    [InlineData(0.9, 1.18)]
    public void Toxicity_widens_by_a_fifth_of_it(double vpin, double multiplier)
    {
        var level = vpin == 0 ? ToxicityLevel.Calm : ToxicityLevel.Widen;
        var reading = new Toxicity(vpin, 0, 50, IsNeutral: false);
        ToxicityMultiplier.Of(Side.Buy, reading, level, Settings.Vpin).ShouldBe(multiplier, 1e-12);
        ToxicityMultiplier.Of(Side.Sell, reading, level, Settings.Vpin).ShouldBe(multiplier, 1e-12);
    }

    [Theory]
    [InlineData(0.3, 1.16, 1.16)]
    [InlineData(0.31, 1.0, 1.16)]
    [InlineData(-0.3, 1.16, 1.16)]
    [InlineData(-0.31, 1.16, 1.0)]
    public void Only_the_side_that_is_hit_is_widened(double imbalance, double bids, double asks)
    {
        var reading = new Toxicity(0.8, imbalance, 50, IsNeutral: false);
        ToxicityMultiplier.Of(Side.Buy, reading, ToxicityLevel.Widen, Settings.Vpin).ShouldBe(bids, 1e-12);
        ToxicityMultiplier.Of(Side.Sell, reading, ToxicityLevel.Widen, Settings.Vpin).ShouldBe(asks, 1e-12);
    }

    [Fact]
    public void Both_multiply_each_side_in_steps()
    {
        var buyers = new Toxicity(0.8, 0.5, 50, IsNeutral: false);
        var width = WidthMultiplier.Initial.Follow(Sigma(1.25), 300_000, buyers, ToxicityLevel.Widen, Settings);
        (width.Bids, width.Asks).ShouldBe((1.25m, 1.45m));
    }

    [Fact]
    public void It_moves_only_when_what_it_follows_moved_by_a_step()
    {
        var width = Following(1.0);
        foreach (var (wanted, follows) in new[]
                 {
                     (1.049, 1.00m), (1.05, 1.05m), (1.001, 1.05m), (1.0, 1.00m), (1.08, 1.10m), (1.15, 1.15m),
                     (1.1000001, 1.15m), (1.10, 1.10m), (1.24, 1.25m), (1.21, 1.25m), (2.0, 2.00m),
                 })
        {
            width = Following(width, wanted);
            (width.Bids, width.Asks).ShouldBe((follows, follows));
        }
    }

    [Fact]
    public void It_is_always_a_multiple_of_the_step_less_than_a_step_away() =>
        Seeded.ForAll(Gen.Choose(10_000, 20_000).NonEmptyListOf(), wanted =>
        {
            var (width, before) = (WidthMultiplier.Initial, 0m);
            foreach (var (multiplier, isFirst) in wanted.Select((w, i) => (w / 10_000.0, i == 0)))
            {
                width = Following(width, multiplier);
                (width.Bids % WidthMultiplier.Step).ShouldBe(0);
                Math.Abs((double)width.Bids - multiplier).ShouldBeLessThan(0.05 + 1e-9);
                (isFirst || width.Bids == before || Math.Abs((double)before - multiplier) >= 0.05 - 1e-9)
                    .ShouldBeTrue();
                before = width.Bids;
            }
        });

    private static WidthMultiplier Following(double wanted) => Following(WidthMultiplier.Initial, wanted);

    private static WidthMultiplier Following(WidthMultiplier width, double wanted) =>
        width.Follow(Sigma(wanted), 300_000, Calm, ToxicityLevel.Calm, Settings);

    /// <summary>The volatility that alone gives this multiplier at a mid of 3000.</summary>
    private static Volatility Sigma(double multiplier) => new((multiplier - 1) / 50 * 300_000 / Math.Sqrt(1800));
}
