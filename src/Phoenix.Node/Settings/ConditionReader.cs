using System.Collections.Immutable;
using Phoenix.Venue.Market.Conditions;

namespace Phoenix.Node.Settings;

/// <summary>What happens in a market of the embedded exchange besides.</summary>
internal static class ConditionReader
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    public static ImmutableArray<ConditionSettings> Read(KeyReader market, bool isRecording)
    {
        // All blocks are read, also those not named, so that a mistake in them is told before they are.
        var known = new SortedDictionary<string, ConditionSettings>(StringComparer.Ordinal)
        {
            ["regimes"] = Regimes(market.Block("regimes")),
            ["jumps"] = Jumps(market.Block("jumps")),
            ["trend"] = Trend(market.Block("trend")),
            ["toxic"] = Toxic(market.Block("toxic")),
            ["quiet"] = new QuietSettings { EverySeconds = Seconds(market.Block("quiet"), "every") },
            ["flash-crash"] = FlashCrash(market.Block("flash-crash")),
            ["halts"] = Halts(market.Block("halts")),
            ["correlated"] = Correlated(market.Block("correlated")),
            ["daily"] = Daily(market.Block("daily")),
        };
        var all = string.Join(", ", known.Keys);
        var names = market.List("model", $"expected a list of {all}", "write for example [regimes, jumps]");
        var stranger = names.FirstOrDefault(name => !known.ContainsKey(name));
        var meant = stranger is null ? null : NearestName.Of(stranger, known.Keys);
        Demand(
            stranger is null,
            $"expected any of {all}, not \"{stranger}\"",
            meant is null ? "remove it" : $"did you mean {meant}?");
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        Demand(twice is null, $"{twice} stands there more than once", "name it once");
        Demand(names.Length == 0 || !isRecording, "a recording has no models", "empty the list, or change crowd");
        return isRecording || names.IsEmpty
            ? []   // the one empty array, so that settings without models are equal
            : [.. names.Where(known.ContainsKey).Distinct().Select(name => known[name])];

        void Demand(bool holds, string expected, string remedy) =>
            market.Demand(holds, "model", "model", expected, remedy);
    }

    private static double Seconds(KeyReader block, string key) => block.Duration(key, Least).TotalSeconds;

    private static RegimeSettings Regimes(KeyReader block) => new()
    {
        Volatility = (double)block.Positive("volatility", 100),
        Activity = (double)block.Positive("activity", 100),
        CalmSeconds = Seconds(block, "calm-time"),
        WildSeconds = Seconds(block, "wild-time"),
    };

    private static JumpSettings Jumps(KeyReader block) => new()
    {
        EverySeconds = Seconds(block, "every"),
        Size = (double)block.Positive("size", 0.5m),
        UpShare = (double)block.Number("up-share", 0, 1),
    };

    private static TrendSettings Trend(KeyReader block) => new()
    {
        PerHour = (double)block.Number("per-hour", -1, 1),
        TurnSeconds = block.Duration("turn-time", TimeSpan.Zero).TotalSeconds,
    };

    private static ToxicSettings Toxic(KeyReader block) => new()
    {
        HorizonSeconds = block.Duration("horizon", TimeSpan.FromMilliseconds(50)).TotalSeconds,
        Share = (double)block.Number("share", 0, 1),
        MinEdgeTicks = (double)block.Number("min-edge-ticks", 0, 1_000_000),
    };

    private static FlashCrashSettings FlashCrash(KeyReader block) => new()
    {
        EverySeconds = Seconds(block, "every"),
        Fall = (double)block.Number("fall", -0.9m, 0.9m),
        FallSeconds = Seconds(block, "fall-time"),
        HoldSeconds = block.Duration("hold-time", TimeSpan.Zero).TotalSeconds,
        RecoverySeconds = Seconds(block, "recovery-time"),
        Recovered = (double)block.Number("recovered", 0, 1),
        Depth = (double)block.Number("depth", 0.01m, 1),
    };

    private static HaltSettings Halts(KeyReader block) => new()
    {
        EverySeconds = Seconds(block, "every"),
        LengthSeconds = Seconds(block, "length"),
        Status = block.Choice("status", ("halt", TradingStatus.Halt), ("cancel-only", TradingStatus.CancelOnly)),
        StopsData = block.Choice("data", ("stops", true), ("continues", false)),
    };

    private static CorrelatedSettings Correlated(KeyReader block) => new()
    {
        Factor = block.Text("factor", text => text.Length > 0, "expected a name"),
        Correlation = (double)block.Number("correlation", -1, 1),
    };

    private static DailySettings Daily(KeyReader block) => new()
    {
        Amplitude = (double)block.Number("amplitude", 0, 0.95m),
        PeakHour = (double)block.Number("peak-hour", 0, 24),
    };
}
