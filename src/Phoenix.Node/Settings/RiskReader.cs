using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The account's limits in the settings.</summary>
internal static class RiskReader
{
    public static LossSettings Losses(KeyReader risk)
    {
        var losses = new LossSettings
        {
            StopLoss = risk.Number("stop-loss", 0.0001m, 0.9999m),
            Day = Thresholds(risk.Block("day")),
            Run = Thresholds(risk.Block("run")),
            Release = risk.Number("release", 0, 1),
            DayRollEndsStop = risk.Count("day-roll-ends-stop", 0, 1) == 1,
        };
        var least = Math.Min(losses.Day.Warn, losses.Run.Warn);
        risk.Demand(
            losses.Release < least, "release", "day.warn", $"expected less than both warnings ({least})", "lower it");
        risk.Demand(
            !losses.DayRollEndsStop || losses.Run.Stop > losses.Day.Stop,
            "run.stop",
            "day-roll-ends-stop",
            $"expected more than day.stop ({losses.Day.Stop}) when a new day ends the day's stop",
            "raise it, or leave it to the operator to end a stop");
        return losses;
    }

    public static GuardSettings Guard(KeyReader risk, KeyReader block) => new()
    {
        Timeout = block.Duration("timeout", TimeSpan.FromSeconds(1)),
        ReadInterval = block.Duration("read-interval", TimeSpan.FromSeconds(1)),
        AccountNotionalMax = risk.Positive("account-notional-max", 1_000_000_000_000),
        LeverageMax = risk.Positive("leverage-max", 125),
        DoubtAbove = block.Number("doubt-above", 0, 1),
    };

    private static DrawdownThresholds Thresholds(KeyReader block)
    {
        var thresholds = new DrawdownThresholds
        {
            Warn = block.Positive("warn", 1),
            ReduceOnly = block.Positive("reduce-only", 1),
            Stop = block.Positive("stop", 1),
        };
        block.Demand(
            thresholds.ReduceOnly >= thresholds.Warn,
            "reduce-only",
            "warn",
            $"expected at least warn ({thresholds.Warn})",
            "raise it");
        block.Demand(
            thresholds.Stop >= thresholds.ReduceOnly,
            "stop",
            "reduce-only",
            $"expected at least reduce-only ({thresholds.ReduceOnly})",
            "raise it");
        return thresholds;
    }
}
