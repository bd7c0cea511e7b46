using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>What makes the prices of a symbol: strategy, models, the signals they read, and modes.</summary>
internal static class StrategyReader
{
    private const decimal MostMoney = 1_000_000m;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    public static StrategyKind Kind(KeyReader block) => block.Choice("strategy", [.. StrategyWords.All]);

    public static ModeSettings Modes(KeyReader block)
    {
        var modes = new ModeSettings
        {
            PinAbove = block.Positive("pin-above", 1),
            PinUntil = block.Positive("pin-until", 1),
            GrindFrom = block.Positive("grind-from", 1),
            GrindUntil = block.Positive("grind-until", 1),
            GrindVolatility = block.Number("grind-volatility", 0, 1),
            GrindVolatilityUntil = block.Number("grind-volatility-until", 0, 1),
            BaseLayerSize = block.Positive("base-layer-size", MostMoney),
            PinSize = block.Positive("pin-size", 100),
            RepinTicks = block.Count("repin-ticks", 1, 1_000_000),
            RepinAfter = block.Duration("repin-after", Least),
            MakerBps = block.Number("maker-bps", 0, 1000),
            MakerSize = block.Positive("maker-size", 100),
            SliceShare = block.Positive("slice-share", 1),
            SliceBps = block.Number("slice-bps", 0, 1000),
            SliceInterval = block.Duration("slice-interval", Least),
            SliceVolatility = block.Number("slice-volatility", 0, 1),
            SliceUntilRatio = block.Positive("slice-until-ratio", 1),
            FarLayers = block.Count("far-layers", 0, 40),
            FarLayerSize = block.Positive("far-layer-size", MostMoney),
            FarFrom = block.Positive("far-from", 0.9m),
            FarTo = block.Positive("far-to", 0.9m),
        };
        AtMost(block, modes.PinUntil, "pin-until", modes.PinAbove, "pin-above");
        AtMost(block, modes.GrindUntil, "grind-until", modes.GrindFrom, "grind-from");
        AtMost(block, modes.FarFrom, "far-from", modes.FarTo, "far-to");
        AtMost(
            block, modes.GrindVolatility, "grind-volatility", modes.GrindVolatilityUntil, "grind-volatility-until");
        return modes;
    }

    public static SignalSettings Signals(KeyReader block)
    {
        var vpin = Vpin(block.Block("vpin"));
        return new SignalSettings
        {
            FairPrice = FairPrice(block.Block("fair-price")),
            Volatility = Volatility(block.Block("volatility")),
            Width = Width(block.Block("width")),
            Vpin = vpin,
            Funding = Funding(block.Block("funding")),
            Intensity = Intensity(block.Block("intensity")),
            Queue = Queue(block.Block("queue")),
        };
    }

    public static FloorSettings Floor(KeyReader block) => new()
    {
        Enabled = block.Count("enabled", 0, 1) == 1,
        MakerFee = block.Number("maker-fee", -0.01m, 0.01m),
        TargetEdge = block.Number("target-edge", 0, MostMoney),
        Markouts = new MarkoutSettings
        {
            FloorFills = block.Count("fills", 1, 10_000),
            ShrinkFills = block.Count("shrink-fills", 0, 10_000),
        },
    };

    public static AvellanedaStoikovSettings AvellanedaStoikov(KeyReader block) => new()
    {
        RiskAversion = Real(block, "risk-aversion", 0.000_000_1m, 1000),
        Horizon = block.Duration("horizon", Least),
    };

    public static GlftSettings Glft(KeyReader block) => new()
    {
        RiskAversion = Real(block, "risk-aversion", 0.000_000_1m, 1000),
        SpreadScale = Real(block, "spread-scale", 0.001m, 100),
        SkewScale = Real(block, "skew-scale", 0, 100),
        InventoryBound = block.Count("inventory-bound", 1, 40),
        ClosedFormLimit = Real(block, "closed-form-limit", 0, 1000),
    };

    private static FairPriceSettings FairPrice(KeyReader block) => new()
    {
        Source = block.Choice(
            "source",
            ("mid", FairPriceSource.Mid),
            ("weighted", FairPriceSource.Weighted),
            ("mid-alpha", FairPriceSource.MidAlpha)),
        AlphaTicks = Real(block, "alpha-ticks", -1000, 1000),
        DepthBps = Real(block, "depth-bps", 0.01m, 1000),
        AlphaTimeConstant = block.Duration("alpha-time-constant", Least),
        AlphaCap = Real(block, "alpha-cap", 0.01m, 10),
    };

    private static VolatilitySettings Volatility(KeyReader block)
    {
        var volatility = new VolatilitySettings
        {
            TimeConstant = block.Duration("time-constant", Least),
            MergeBelow = block.Duration("merge-below", Least),
            WarmUp = block.Duration("warm-up", Least),
            Initial = Real(block, "initial", 0, 1_000_000_000),
        };
        block.DemandAtLeast(volatility.TimeConstant, "time-constant", volatility.MergeBelow, "merge-below");
        return volatility;
    }

    private static WidthSettings Width(KeyReader block) => new()
    {
        Enabled = block.Count("enabled", 0, 1) == 1,
        VolatilityCoefficient = Real(block, "volatility-coefficient", 0, 1_000_000),
        Least = Real(block, "least", 0.1m, 1),
        Greatest = Real(block, "greatest", 1, 100),
    };

    private static VpinSettings Vpin(KeyReader block)
    {
        var vpin = new VpinSettings
        {
            Enabled = block.Count("enabled", 0, 1) == 1,
            BucketSize = block.Number("bucket-size", 0, 1_000_000_000),
            Buckets = block.Count("buckets", 1, 10_000),
            LeastBuckets = block.Count("least-buckets", 1, 10_000),
            WidenAt = Real(block, "widen-at", 0, 1),
            CalmAt = Real(block, "calm-at", 0, 1),
            PullAt = Real(block, "pull-at", 0, 1),
            PullUntil = Real(block, "pull-until", 0, 1),
            PullPause = block.Duration("pull-pause", Least),
            Coefficient = Real(block, "coefficient", 0, 10),
            OneSidedBeyond = Real(block, "one-sided-beyond", 0, 1),
        };
        AtMost(block, vpin.LeastBuckets, "least-buckets", vpin.Buckets, "buckets");
        AtMost(block, (decimal)vpin.CalmAt, "calm-at", (decimal)vpin.WidenAt, "widen-at");
        AtMost(block, (decimal)vpin.WidenAt, "widen-at", (decimal)vpin.PullAt, "pull-at");
        AtMost(block, (decimal)vpin.PullUntil, "pull-until", (decimal)vpin.PullAt, "pull-at");
        AtMost(block, (decimal)vpin.CalmAt, "calm-at", (decimal)vpin.PullUntil, "pull-until");
        return vpin;
    }

    private static FundingSettings Funding(KeyReader block) => new()
    {
        Coefficient = block.Number("coefficient", 0, 10),
        Ramp = block.Duration("ramp", Least),
        MaxBps = block.Number("max-bps", 0, 1000),
        PredictionPeriod = block.Duration("prediction-period", Least),
    };

    private static QueueSettings Queue(KeyReader block) => new()
    {
        Model = block.Choice(
            "model",
            ("pessimist", QueueModel.Pessimist),
            ("linear", QueueModel.Linear),
            ("square", QueueModel.Square),
            ("cubic", QueueModel.Cubic),
            ("logarithmic", QueueModel.Logarithmic)),
        QuietPeriod = block.Duration("quiet-period", Least),
        QuietFactor = Real(block, "quiet-factor", 0, 1),
        AmbiguityFactor = Real(block, "ambiguity-factor", 0, 1),
        LeastConfidence = Real(block, "least-confidence", 0, 1),
    };

    private static IntensitySettings Intensity(KeyReader block)
    {
        var intensity = new IntensitySettings
        {
            Step = block.Duration("step", TimeSpan.FromMilliseconds(10)),
            Window = block.Duration("window", TimeSpan.FromSeconds(1)),
            LeastWindow = block.Duration("least-window", TimeSpan.FromSeconds(1)),
            Refit = block.Duration("refit", TimeSpan.FromMilliseconds(10)),
            Distances = block.Count("distances", 2, 127),
            LeastArrivals = block.Count("least-arrivals", 1, 1_000_000),
            LeastPoints = block.Count("least-points", 2, 127),
            LeastRSquared = Real(block, "least-r-squared", 0, 1),
            LeastDecay = Real(block, "least-decay", 0.000_000_001m, 1000),
            GreatestDecay = Real(block, "greatest-decay", 0.000_000_001m, 1000),
            LeastLevel = Real(block, "least-level", 0.000_000_001m, 1_000_000),
            GreatestLevel = Real(block, "greatest-level", 0.000_000_001m, 1_000_000),
            Smoothing = block.Duration("smoothing", Least),
            MaxAge = block.Duration("max-age", Least),
        };
        block.DemandAtLeast(intensity.Window, "window", intensity.LeastWindow, "least-window");
        block.DemandAtLeast(intensity.LeastWindow, "least-window", intensity.Step, "step");
        block.DemandAtLeast(intensity.Window, "window", intensity.Refit, "refit");
        block.DemandAtLeast(intensity.Refit, "refit", intensity.Step, "step");
        block.DemandAtLeast(intensity.MaxAge, "max-age", intensity.Refit, "refit");
        AtMost(block, intensity.LeastPoints, "least-points", intensity.Distances, "distances");
        AtMost(
            block, (decimal)intensity.LeastDecay, "least-decay", (decimal)intensity.GreatestDecay, "greatest-decay");
        AtMost(
            block, (decimal)intensity.LeastLevel, "least-level", (decimal)intensity.GreatestLevel, "greatest-level");
        return intensity;
    }

    private static double Real(KeyReader block, string key, decimal least, decimal most) =>
        (double)block.Number(key, least, most);

    private static void AtMost(KeyReader block, decimal value, string key, decimal most, string mostKey) =>
        block.Demand(
            value <= most, key, mostKey, $"expected at most {mostKey} ({most})", $"lower it, or raise {mostKey}");
}
