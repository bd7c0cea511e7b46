using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Risk;

/// <summary>One symbol's unrealized loss as a share of its position's value.</summary>
public sealed class StopLossLimitSpecs
{
    private static readonly VenueTime Noon = VenueTime.From(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private static readonly VenueTime LastOfDay = new(Noon.Milliseconds + (12 * 3_600_000) - 1);
    private static readonly VenueTime NextDay = new(LastOfDay.Milliseconds + 1);
    private readonly StopLossLimit _limit = new(Eth.Instrument, new LossSettings());

    [Fact]
    public void A_loss_of_16_on_284_stops()
    {
        var stop = Judge(0.1m, 3000m, 2840m).ShouldBeOfType<LossVerdict.Stop>();

        stop.Cause.ShouldBe(LossCause.StopLoss);
        stop.Figures.Current.ShouldBe(-16.0m);
        stop.Figures.Reference.ShouldBe(284.0m);
        stop.Figures.Limit.ShouldBe(0.05m);
        decimal.Round(stop.Figures.Loss, 6).ShouldBe(0.056338m);
    }

    [Fact]
    public void A_short_position_loses_when_the_mark_price_rises()
    {
        Judge(-0.1m, 3000m, 2840m).ShouldBe(LossVerdict.Fine.Instance);
        Judge(-0.1m, 3000m, 3160m).ShouldBeOfType<LossVerdict.Stop>().Figures.Current.ShouldBe(-16.0m);
    }

    [Theory]
    [InlineData("3150", LossLevel.Fine)]
    [InlineData("3150.01", LossLevel.Stop)]
    public void It_stops_beyond_the_limit_and_not_at_it(string entry, LossLevel level) =>
        Judge(0.1m, decimal.Parse(entry), 3000m).Level.ShouldBe(level);

    [Fact]
    public void A_stop_stands_until_an_operator_resets_it()
    {
        var stop = Judge(0.1m, 3000m, 2840m);
        Judge(0.1m, 3000m, 3200m).ShouldBeSameAs(stop);
        Judge(0, 0, 3200m).ShouldBeSameAs(stop, "flat, but nobody has looked");
        Judge(0, 0, 3200m, NextDay).ShouldBeSameAs(stop);

        _limit.Reset();
        _limit.Verdict.ShouldBe(LossVerdict.Fine.Instance);
        Judge(0.1m, 3000m, 2840m, NextDay).ShouldBeOfType<LossVerdict.Stop>();
    }

    [Fact]
    public void A_new_day_ends_a_stop_when_the_settings_say_so()
    {
        var limit = new StopLossLimit(Eth.Instrument, new LossSettings { DayRollEndsStop = true });
        limit.Judge(Eth.Position(0.1m), 3000m, 2840m, Noon).Level.ShouldBe(LossLevel.Stop);
        limit.Judge(Eth.Position(0), 0, 2840m, LastOfDay).Level.ShouldBe(LossLevel.Stop);
        limit.Judge(Eth.Position(0), 0, 2840m, NextDay).ShouldBe(LossVerdict.Fine.Instance);
    }

    [Theory]
    [InlineData("3000", "0")]
    [InlineData("3000", "-1")]
    [InlineData("0", "3000")]
    public void A_position_without_prices_may_only_shrink(string entry, string mark)
    {
        Judge(0.1m, decimal.Parse(entry), decimal.Parse(mark))
            .ShouldBeOfType<LossVerdict.ReduceOnly>().Cause.ShouldBe(LossCause.UnusableFigures);
        Judge(0.1m, 3000m, 3000m).ShouldBe(LossVerdict.Fine.Instance);
    }

    private LossVerdict Judge(decimal position, decimal entry, decimal mark, VenueTime? at = null) =>
        _limit.Judge(Eth.Position(position), entry, mark, at ?? Noon);
}
