using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>How quoting makes do with the venue's limits.</summary>
internal static class PacingReader
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static PacingSettings Read(KeyReader block)
    {
        var pacing = new PacingSettings
        {
            FixedShare = block.Positive("fixed-share", 0.7m),
            LongestCountdown = block.Duration("longest-countdown", Second),
            LongestReconcile = block.Duration("longest-reconcile", Second),
            WiderAt = block.Positive("wider-at", 1),
            FewerAt = block.Positive("fewer-at", 1),
            LeastAt = block.Positive("least-at", 1),
            Release = block.Positive("release", 1),
            RecoverAfter = block.Duration("recover-after", Second),
            Cancels = Cancels(block.Block("cancels")),
            Behaviour = Behaviour(block.Block("behaviour")),
        };
        Ascending(block, "release", pacing.Release, "wider-at", pacing.WiderAt);
        Ascending(block, "wider-at", pacing.WiderAt, "fewer-at", pacing.FewerAt);
        Ascending(block, "fewer-at", pacing.FewerAt, "least-at", pacing.LeastAt);
        return pacing;
    }

    private static void Ascending(KeyReader block, string lower, decimal low, string higher, decimal high) =>
        block.Demand(low < high, higher, lower, $"expected more than {lower} ({low})", $"raise it, or lower {lower}");

    private static CancelSettings Cancels(KeyReader block)
    {
        var cancels = new CancelSettings
        {
            PerMinute = block.Count("per-minute", 1, 10_000),
            Reserve = block.Number("reserve", 0, 1),
        };
        block.Demand(
            cancels.PerMinute * (1 - cancels.Reserve) >= 1,
            "reserve",
            "per-minute",
            "expected a reserve that leaves one cancel a minute to others than risk",
            "lower it, or raise per-minute");
        return cancels;
    }

    private static BehaviourSettings Behaviour(KeyReader block)
    {
        var behaviour = new BehaviourSettings
        {
            Cycle = block.Duration("cycle", TimeSpan.FromMinutes(1)),
            MinOrders = block.Long("min-orders", 0, long.MaxValue),
            MinImmediateOrders = block.Long("min-immediate-orders", 0, long.MaxValue),
            Unfilled = new RatioLimit(block.Positive("unfilled-warn", 1), block.Positive("unfilled-slow", 1)),
            QuickCancel = new RatioLimit(
                block.Positive("quick-cancel-warn", 1), block.Positive("quick-cancel-slow", 1)),
            Expired = new RatioLimit(block.Positive("expired-warn", 1)),
            Dust = new RatioLimit(block.Positive("dust-warn", 1)),
            DustNotional = block.Number("dust-notional", 0, 1_000_000),
            QuickCancelAge = block.Duration("quick-cancel-age", TimeSpan.FromMilliseconds(1)),
            MinLifetime = block.Duration("min-lifetime", TimeSpan.FromMilliseconds(1)),
        };
        block.DemandAtLeast(behaviour.MinLifetime, "min-lifetime", behaviour.QuickCancelAge, "quick-cancel-age");
        WarnFirst(block, "unfilled", behaviour.Unfilled);
        WarnFirst(block, "quick-cancel", behaviour.QuickCancel);
        return behaviour;
    }

    private static void WarnFirst(KeyReader block, string name, RatioLimit limit) =>
        block.Demand(
            limit.Slow >= limit.Warn,
            $"{name}-slow",
            $"{name}-warn",
            $"expected at least {name}-warn ({limit.Warn})",
            $"raise it, or lower {name}-warn");
}
