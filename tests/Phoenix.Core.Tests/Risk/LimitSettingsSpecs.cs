using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Risk;

/// <summary>
/// A setting outside its range is named with its value and the range, at the limit and one step past it.
/// </summary>
public sealed class LimitSettingsSpecs
{
    [Fact]
    public void The_defaults_are_in_range()
    {
        new LossSettings().Faults().ShouldBeEmpty();
        new BehaviourSettings().Faults().ShouldBeEmpty();
        new CancelSettings().Faults().ShouldBeEmpty();
        new MarkoutSettings().Faults().ShouldBeEmpty();
        new QuoteStatisticsSettings().Faults().ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_names_key_value_and_range() =>
        new LossSettings { StopLoss = 1.5m }.Faults().Single().ToString()
            .ShouldBe("LossSettings.StopLoss = 1.5: expected above 0 and below 1");

    [Fact]
    public void All_faults_are_told_at_once() =>
        Keys(new LossSettings { StopLoss = 0, Day = new() { Warn = 0.06m }, Release = -1 }.Faults())
            .ShouldBe(["LossSettings.StopLoss", "LossSettings.Day.ReduceOnly", "LossSettings.Release"]);

    [Theory]
    [InlineData("0.03", "0.03", "0.03", null)]
    [InlineData("0.03", "0.05", "1", null)]
    [InlineData("0", "0.05", "0.08", "Run.Warn")]
    [InlineData("0.03", "0.029", "0.08", "Run.ReduceOnly")]
    [InlineData("0.03", "0.05", "0.049", "Run.Stop")]
    [InlineData("0.03", "0.05", "1.01", "Run.Stop")]
    public void Drawdown_thresholds_rise(string warn, string reduceOnly, string stop, string? key)
    {
        var run = new DrawdownThresholds
        {
            Warn = decimal.Parse(warn),
            ReduceOnly = decimal.Parse(reduceOnly),
            Stop = decimal.Parse(stop),
        };
        Keys(new LossSettings { Run = run, Release = 0 }.Faults().Where(fault => !fault.Key.EndsWith("Release")))
            .ShouldBe(key is null ? [] : [$"LossSettings.{key}"]);
    }

    [Fact]
    public void A_release_leaves_something_of_the_warning()
    {
        Keys(new LossSettings { Release = 0.029m }.Faults()).ShouldBeEmpty();
        Keys(new LossSettings { Release = 0.03m }.Faults()).ShouldBe(["LossSettings.Release"]);
    }

    [Fact]
    public void A_new_day_can_end_a_stop_only_when_the_run_stops_later() =>
        Keys(new LossSettings { DayRollEndsStop = true }.Faults()).ShouldBe(["LossSettings.Run.Stop"]);

    [Fact]
    public void Behaviour_is_bounded()
    {
        var settings = new BehaviourSettings();
        Keys((settings with { MinLifetime = TimeSpan.FromSeconds(4.9) }).Faults())
            .ShouldBe(["BehaviourSettings.MinLifetime"]);
        Keys((settings with { Unfilled = new RatioLimit(0.97m, 0.96m) }).Faults())
            .ShouldBe(["BehaviourSettings.Unfilled.Slow"]);
        Keys((settings with { Dust = new RatioLimit(0) }).Faults()).ShouldBe(["BehaviourSettings.Dust.Warn"]);
        Keys((settings with { Cycle = TimeSpan.FromSeconds(59) }).Faults()).ShouldBe(["BehaviourSettings.Cycle"]);
        Keys((settings with { Cycle = TimeSpan.FromMinutes(1) }).Faults()).ShouldBeEmpty();
        Keys((settings with { MinOrders = -1, MinImmediateOrders = -1, DustNotional = -1 }).Faults()).ShouldBe(
            ["BehaviourSettings.MinOrders", "BehaviourSettings.MinImmediateOrders", "BehaviourSettings.DustNotional"]);
        Keys((settings with { QuickCancelAge = TimeSpan.Zero }).Faults())
            .ShouldBe(["BehaviourSettings.QuickCancelAge"]);
    }

    [Theory]
    [InlineData(50, "0.98", null)]
    [InlineData(50, "0.981", "Reserve")]
    [InlineData(1, "0", null)]
    [InlineData(1, "0.2", "Reserve")]
    [InlineData(10_000, "-0.1", "Reserve")]
    [InlineData(10_001, "0.2", "PerMinute")]
    public void The_reserve_leaves_a_cancel_to_others(int perMinute, string reserve, string? key) =>
        Keys(new CancelSettings { PerMinute = perMinute, Reserve = decimal.Parse(reserve) }.Faults())
            .ShouldBe(key is null ? [] : [$"CancelSettings.{key}"]);

    [Fact]
    public void Measurements_are_bounded()
    {
        Keys(new MarkoutSettings { MaxPending = 15, AverageFills = 0, FloorFills = 0, ShrinkFills = -1 }.Faults())
            .ShouldBe(
            [
                "MarkoutSettings.MaxPending",
                "MarkoutSettings.AverageFills",
                "MarkoutSettings.FloorFills",
                "MarkoutSettings.ShrinkFills",
            ]);
        Keys(new QuoteStatisticsSettings { ProfitInterval = TimeSpan.FromSeconds(0.9) }.Faults())
            .ShouldBe(["QuoteStatisticsSettings.ProfitInterval"]);
    }

    private static IEnumerable<string> Keys(IEnumerable<SettingFault> faults) => faults.Select(fault => fault.Key);
}
