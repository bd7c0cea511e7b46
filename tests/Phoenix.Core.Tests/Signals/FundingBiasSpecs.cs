using FsCheck.Fluent;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Signals;

/// <summary>The shift for the coming funding payment, exact.</summary>
public class FundingBiasSpecs
{
    private static readonly FundingSettings Settings = new();
    private static readonly Instant Now = Instant.From(TimeSpan.FromHours(1));

    [Theory]
    [InlineData(3600, 0)]
    [InlineData(7200, 0)]
    [InlineData(1800, -0.075)]
    [InlineData(900, -0.1125)]
    [InlineData(0, -0.15)]
    public void It_grows_over_the_ramp_before_settlement(int secondsLeft, double shift) =>
        Of(0.0001m, secondsLeft).ShouldBe(new FundingBias((decimal)shift, FundingGap.None));

    [Fact]
    public void It_leans_towards_the_side_that_is_paid() => Of(-0.0001m, 1800).Shift.ShouldBe(0.075m);

    [Fact]
    public void It_never_exceeds_its_basis_points()
    {
        Of(0.001m, 0).Shift.ShouldBe(-1.5m); // exactly 5 bps of 3000
        Of(0.0011m, 0).Shift.ShouldBe(-1.5m);
        Of(-0.0300m, 0).Shift.ShouldBe(1.5m);
    }

    [Fact]
    public void Time_goes_on_after_the_announcement()
    {
        var prediction = new FundingPrediction(0.0001m, TimeSpan.FromSeconds(1801), Now - TimeSpan.FromSeconds(1));
        FundingBias.Of(prediction, 3000, Now, Settings).Shift.ShouldBe(-0.075m);
    }

    [Fact]
    public void An_announcement_is_old_after_twice_its_period_and_counts_for_nothing()
    {
        var prediction = new FundingPrediction(0.0001m, TimeSpan.FromSeconds(1800), Now);
        FundingBias.Of(prediction, 3000, Now + TimeSpan.FromSeconds(2), Settings).Gap.ShouldBe(FundingGap.None);
        FundingBias.Of(prediction, 3000, Now + new TimeSpan(0, 0, 2) + TimeSpan.FromTicks(1), Settings)
            .ShouldBe(new FundingBias(0, FundingGap.Old));
    }

    [Fact]
    public void Without_an_announcement_there_is_an_alarm_and_no_shift() =>
        FundingBias.Of(null, 3000, Now, Settings).ShouldBe(new FundingBias(0, FundingGap.Missing));

    [Fact]
    public void An_announcement_of_what_is_over_counts_for_nothing()
    {
        Of(0.0001m, -2).ShouldBe(new FundingBias(-0.15m, FundingGap.None), "the next one is on its way");
        Of(0.0001m, -3).ShouldBe(new FundingBias(0, FundingGap.Settled));
        var never = new MarkPrice(Eth.Usdc, 3000, 3000, 0.0001m, new VenueTime(0), new VenueTime(1_800_000_000_000));
        FundingBias.Of(FundingPrediction.Of(never, Now), 3000, Now, Settings).Gap.ShouldBe(FundingGap.Settled);
    }

    [Fact]
    public void Without_a_mid_there_is_nothing_to_shift()
    {
        var prediction = new FundingPrediction(0.0001m, TimeSpan.FromSeconds(1800), Now);
        FundingBias.Of(prediction, 0, Now, Settings).ShouldBe(new FundingBias(0, FundingGap.NoMid));
        FundingBias.Of(prediction, -1, Now, Settings).Gap.ShouldBe(FundingGap.NoMid);
    }

    [Fact]
    public void The_time_left_is_told_by_the_venues_clock_alone()
    {
        var mark = new MarkPrice(
            Eth.Usdc, 3000, 3000, 0.0001m, new VenueTime(1_800_001_800_000), new VenueTime(1_800_000_000_000));
        FundingPrediction.Of(mark, Now)
            .ShouldBe(new FundingPrediction(0.0001m, TimeSpan.FromSeconds(1800), Now));
    }

    [Fact]
    public void It_mirrors_with_the_rate_stays_within_its_limit_and_grows_with_time() =>
        Seeded.ForAll(Gen.Choose(-300, 300).Zip(Gen.Choose(-2, 9000)), pair =>
        {
            var (rate, left) = (pair.Item1 * 0.00001m, pair.Item2);
            var shift = Of(rate, left).Shift;
            shift.ShouldBe(-Of(-rate, left).Shift);
            Math.Abs(shift).ShouldBeLessThanOrEqualTo(1.5m);
            Math.Abs(shift).ShouldBeLessThanOrEqualTo(Math.Abs(Of(rate, Math.Max(-2, left - 60)).Shift));
        });

    private static FundingBias Of(decimal rate, int secondsLeft) =>
        FundingBias.Of(
            new FundingPrediction(rate, TimeSpan.FromSeconds(secondsLeft), Now), 3000, Now, Settings);
}
