using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Risk;

/// <summary>Equity against the highest of the day and of the run.</summary>
public sealed class DrawdownLimitSpecs
{
    private static readonly VenueTime Noon = VenueTime.From(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private static readonly VenueTime LastOfDay = new(Noon.Milliseconds + (12 * 3_600_000) - 1);
    private static readonly VenueTime NextDay = new(LastOfDay.Milliseconds + 1);
    private static readonly DrawdownThresholds Wide = new() { Warn = 0.10m, ReduceOnly = 0.15m, Stop = 0.20m };
    private readonly DrawdownLimit _limit = new(new LossSettings());

    [Fact]
    public void From_190_to_171_is_a_tenth_and_stops()
    {
        _limit.Judge(150m, Noon).ShouldBe(LossVerdict.Fine.Instance);
        _limit.Judge(190m, Noon).ShouldBe(LossVerdict.Fine.Instance);

        _limit.Judge(171m, Noon).ShouldBe(
            new LossVerdict.Stop(LossCause.RunDrawdown, new LossFigures(0.1m, 0.08m, 171m, 190m)));
    }

    [Theory]
    [InlineData("970.01", LossLevel.Fine)]
    [InlineData("970", LossLevel.Warn)]
    [InlineData("950.01", LossLevel.Warn)]
    [InlineData("950", LossLevel.ReduceOnly)]
    [InlineData("920.01", LossLevel.ReduceOnly)]
    [InlineData("920", LossLevel.Stop)]
    [InlineData("-5", LossLevel.Stop)]
    public void Each_level_begins_at_its_threshold(string equity, LossLevel level)
    {
        _limit.Judge(1000m, Noon);
        _limit.Judge(decimal.Parse(equity), Noon).Level.ShouldBe(level);
    }

    [Fact]
    public void Milder_levels_are_left_a_little_below_where_they_were_entered()
    {
        _limit.Judge(1000m, Noon);
        Level(950m).ShouldBe(LossLevel.ReduceOnly);
        Level(955m).ShouldBe(LossLevel.ReduceOnly);
        Level(955.01m).ShouldBe(LossLevel.Warn);
        Level(975m).ShouldBe(LossLevel.Warn);
        Level(975.01m).ShouldBe(LossLevel.Fine);
        Level(971m).ShouldBe(LossLevel.Fine);
    }

    [Fact]
    public void A_stop_stands_through_recovery_and_midnight_until_an_operator_resets_it()
    {
        _limit.Judge(1000m, Noon);
        var stop = _limit.Judge(900m, Noon);
        _limit.Judge(2000m, Noon).ShouldBeSameAs(stop);
        _limit.Judge(2000m, NextDay).ShouldBeSameAs(stop);

        _limit.Reset();
        _limit.Verdict.ShouldBe(LossVerdict.Fine.Instance);
        _limit.Judge(900m, NextDay).ShouldBe(LossVerdict.Fine.Instance, "the loss is accepted");
        _limit.RunPeak.ShouldBe(900m);
    }

    [Fact]
    public void The_days_peak_begins_anew_at_midnight_of_the_venue_and_the_runs_does_not()
    {
        var limit = new DrawdownLimit(new LossSettings { Run = Wide });
        limit.Judge(1000m, Noon);
        limit.Judge(960m, LastOfDay).ShouldBeOfType<LossVerdict.Warn>().Cause.ShouldBe(LossCause.DayDrawdown);

        limit.Judge(960m, NextDay).ShouldBe(LossVerdict.Fine.Instance);
        limit.DayPeak.ShouldBe(960m);
        limit.RunPeak.ShouldBe(1000m);
        limit.Judge(930m, NextDay).ShouldBeOfType<LossVerdict.Warn>().Cause.ShouldBe(LossCause.DayDrawdown);
        limit.Judge(850m, Noon).ShouldBeOfType<LossVerdict.Stop>("a late stamp does not turn back the day")
            .Figures.Reference.ShouldBe(960m);
    }

    [Fact]
    public void A_new_day_ends_a_stop_of_the_day_when_the_settings_say_so_and_never_one_of_the_run()
    {
        var settings = new LossSettings { Run = Wide, DayRollEndsStop = true };
        settings.Faults().ShouldBeEmpty();
        var limit = new DrawdownLimit(settings);
        limit.Judge(1000m, Noon);
        limit.Judge(910m, Noon).ShouldBeOfType<LossVerdict.Stop>().Cause.ShouldBe(LossCause.DayDrawdown);
        limit.Judge(910m, LastOfDay).Level.ShouldBe(LossLevel.Stop);
        limit.Judge(910m, NextDay).ShouldBe(LossVerdict.Fine.Instance);

        limit.Judge(800m, NextDay).ShouldBeOfType<LossVerdict.Stop>().Cause.ShouldBe(LossCause.RunDrawdown);
        limit.Judge(800m, NextDay + TimeSpan.FromDays(1)).Level.ShouldBe(LossLevel.Stop);
    }

    [Fact]
    public void Money_that_is_moved_is_neither_profit_nor_loss()
    {
        _limit.Judge(1000m, Noon);
        _limit.Transferred(-400m);
        _limit.Judge(600m, Noon).ShouldBe(LossVerdict.Fine.Instance);
        _limit.Transferred(400m);
        _limit.Judge(1000m, Noon).ShouldBe(LossVerdict.Fine.Instance);
        _limit.RunPeak.ShouldBe(1000m);
        Level(970m).ShouldBe(LossLevel.Warn);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void An_account_that_never_had_equity_may_only_shrink(string equity)
    {
        _limit.Judge(decimal.Parse(equity), Noon)
            .ShouldBeOfType<LossVerdict.ReduceOnly>().Cause.ShouldBe(LossCause.UnusableFigures);
        _limit.Judge(1000m, Noon).ShouldBe(LossVerdict.Fine.Instance);
    }

    [Fact]
    public void The_more_urgent_verdict_wins()
    {
        var warn = new LossVerdict.Warn(LossCause.DayDrawdown, default);
        var stop = new LossVerdict.Stop(LossCause.StopLoss, default);

        LossVerdict.Worst(warn, stop).ShouldBeSameAs(stop);
        LossVerdict.Worst(stop, warn).ShouldBeSameAs(stop);
        LossVerdict.Worst(LossVerdict.Fine.Instance, warn).ShouldBeSameAs(warn);
    }

    private LossLevel Level(decimal equity) => _limit.Judge(equity, Noon).Level;
}
