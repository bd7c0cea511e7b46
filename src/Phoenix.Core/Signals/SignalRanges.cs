using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// The ranges of the signals' settings: what lies outside, or is no number, is told with its key and never computed
/// with.
/// </summary>
public static class SignalRanges
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    /// <summary>The first setting that is out of its range; null when all are in.</summary>
    public static string? Misfit(SignalSettings settings) =>
        Misfit(settings.FairPrice) ?? Misfit(settings.Volatility) ?? Misfit(settings.Width) ?? Misfit(settings.Vpin)
        ?? Misfit(settings.OrderFlow) ?? Misfit(settings.Funding) ?? Misfit(settings.Intensity)
        ?? Misfit(settings.Fills) ?? Misfit(settings.Queue);

    internal static string? Misfit(FairPriceSettings settings) =>
        Between("alpha-ticks", settings.AlphaTicks, -1000, 1000)
        ?? Above("depth-bps", settings.DepthBps, 1000)
        ?? Between("alpha-time-constant", settings.AlphaTimeConstant, Moment, Day)
        ?? Above("alpha-cap", settings.AlphaCap, 10);

    internal static string? Misfit(VolatilitySettings settings) =>
        Between("time-constant", settings.TimeConstant, Moment, Day)
        ?? Between("merge-below", settings.MergeBelow, Moment, settings.TimeConstant)
        ?? Between("warm-up", settings.WarmUp, Moment, Day)
        ?? Between("initial", settings.Initial, 0, 1e9);

    internal static string? Misfit(WidthSettings settings) =>
        Between("volatility-coefficient", settings.VolatilityCoefficient, 0, 1e6)
        ?? Between("least", settings.Least, 0.1, 1)
        ?? Between("greatest", settings.Greatest, 1, 100);

    internal static string? Misfit(VpinSettings settings) =>
        Between("bucket-size", (double)settings.BucketSize, 0, 1e15)
        ?? Between("buckets", settings.Buckets, 1, 10_000)
        ?? Between("least-buckets", settings.LeastBuckets, 1, settings.Buckets)
        ?? Between("widen-at", settings.WidenAt, 0, settings.PullAt)
        ?? Between("calm-at", settings.CalmAt, 0, settings.WidenAt)
        ?? Between("pull-at", settings.PullAt, 0, 1)
        ?? Between("pull-until", settings.PullUntil, settings.CalmAt, settings.PullAt)
        ?? Between("pull-pause", settings.PullPause, Moment, Day)
        ?? Between("coefficient", settings.Coefficient, 0, 10)
        ?? Between("one-sided-beyond", settings.OneSidedBeyond, 0, 1);

    internal static string? Misfit(QueueSettings settings) =>
        Between("quiet-period", settings.QuietPeriod, Moment, Day)
        ?? Between("quiet-factor", settings.QuietFactor, 0, 1)
        ?? Between("ambiguity-factor", settings.AmbiguityFactor, 0, 1)
        ?? Between("least-confidence", settings.LeastConfidence, 0, 1);

    internal static string? Misfit(OrderFlowSettings settings) =>
        Between("window", settings.Window, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    internal static string? Misfit(FundingSettings settings) =>
        Between("coefficient", (double)settings.Coefficient, 0, 10)
        ?? Between("ramp", settings.Ramp, Moment, Day)
        ?? Between("max-bps", (double)settings.MaxBps, 0, 1000)
        ?? Between("prediction-period", settings.PredictionPeriod, Moment, Day);

    internal static string? Misfit(IntensitySettings settings) =>
        Between("step", settings.Step, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
        ?? Between("window", settings.Window, settings.Step, TimeSpan.FromHours(1))
        ?? Between("least-window", settings.LeastWindow, settings.Step, settings.Window)
        ?? Between("refit", settings.Refit, settings.Step, settings.Window)
        ?? Between("distances", settings.Distances, 2, ArrivalDepths.MostDistances)
        ?? Between("least-arrivals", settings.LeastArrivals, 1, 1_000_000)
        ?? Between("least-points", settings.LeastPoints, 2, settings.Distances)
        ?? Between("least-r-squared", settings.LeastRSquared, 0, 1)
        ?? Between("least-decay", settings.LeastDecay, 1e-9, settings.GreatestDecay)
        ?? Between("greatest-decay", settings.GreatestDecay, 1e-9, 1000)
        ?? Between("least-level", settings.LeastLevel, 1e-9, settings.GreatestLevel)
        ?? Between("greatest-level", settings.GreatestLevel, 1e-9, 1e6)
        ?? Between("smoothing", settings.Smoothing, Moment, Day)
        ?? Between("max-age", settings.MaxAge, settings.Refit, Day);

    internal static string? Misfit(FillIntensitySettings settings) =>
        Between("blend-from", settings.BlendFrom, 0, 10)
        ?? Between("bin-ticks", settings.BinTicks, 1, 1_000_000)
        ?? Between("bins", settings.Bins, 2, 1000)
        ?? Between("memory", settings.Memory, Moment, TimeSpan.FromDays(30));

    /// <exception cref="ArgumentException">There is a misfit.</exception>
    internal static void Require(string? misfit)
    {
        if (misfit is not null)
        {
            throw new ArgumentException($"The signal cannot be computed: {misfit}");
        }
    }

    /// <summary>Not a number is between nothing.</summary>
    private static string? Between(string key, double value, double least, double greatest) =>
        value >= least && value <= greatest ? null : $"{key} is {value}; expected {least} to {greatest}.";

    private static string? Between(string key, TimeSpan value, TimeSpan least, TimeSpan greatest) =>
        value >= least && value <= greatest ? null : $"{key} is {value}; expected {least} to {greatest}.";

    private static string? Above(string key, double value, double greatest) =>
        value > 0 && value <= greatest ? null : $"{key} is {value}; expected more than 0, up to {greatest}.";
}
