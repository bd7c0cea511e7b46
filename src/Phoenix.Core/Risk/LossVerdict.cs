namespace Phoenix.Core.Risk;

/// <summary>What a loss asks of us; the later the more urgent.</summary>
public enum LossLevel
{
    Fine,
    Warn,
    ReduceOnly,
    Stop,
}

/// <summary>Which loss it is.</summary>
public enum LossCause
{
    /// <summary>The unrealized loss of a symbol, as a share of its position's value at the mark price.</summary>
    StopLoss = 1,

    /// <summary>Account equity against its highest since the start of the venue's day.</summary>
    DayDrawdown,

    /// <summary>Account equity against its highest since the start of the run, or since an operator's reset.</summary>
    RunDrawdown,

    /// <summary>A price that is 0 or negative, or an account without equity: the loss cannot be told.</summary>
    UnusableFigures,

    /// <summary>What was kept of an earlier run's stops cannot be read.</summary>
    RecordInDoubt,
}

/// <summary>The figures behind a verdict.</summary>
/// <param name="Loss">Share that is lost; positive is a loss.</param>
/// <param name="Limit">The threshold it is held against.</param>
/// <param name="Current">Equity, or unrealized PnL, in quote currency.</param>
/// <param name="Reference">What it is a share of: the equity's peak, or the position's value at the mark price.</param>
public readonly record struct LossFigures(decimal Loss, decimal Limit, decimal Current, decimal Reference);

/// <summary>What a limit of loss says now.</summary>
public abstract record LossVerdict
{
    private LossVerdict(LossLevel level) => Level = level;

    public LossLevel Level { get; }

    /// <summary>Which loss asks for it; null when nothing is asked for.</summary>
    public LossCause? Why => this switch
    {
        Warn warn => warn.Cause,
        ReduceOnly reduce => reduce.Cause,
        Stop stop => stop.Cause,
        _ => null,
    };

    /// <summary>The figures behind it; null when nothing is asked for.</summary>
    public LossFigures? By => this switch
    {
        Warn warn => warn.Figures,
        ReduceOnly reduce => reduce.Figures,
        Stop stop => stop.Figures,
        _ => null,
    };

    /// <summary>For people: what is asked for and why, with the figures; empty when nothing is asked for.</summary>
    public string Describe() => By is { } figures
        ? FormattableString.Invariant(
            $"{Level} for {Why}: {100 * figures.Loss:0.##} % of {figures.Reference:0.##} lost, the limit is ")
            + FormattableString.Invariant($"{100 * figures.Limit:0.##} %")
        : "";

    /// <summary>The more urgent of two; the first when they are equally urgent.</summary>
    public static LossVerdict Worst(LossVerdict left, LossVerdict right) => right.Level > left.Level ? right : left;

    /// <summary>Nothing is to be done.</summary>
    public sealed record Fine() : LossVerdict(LossLevel.Fine)
    {
        public static Fine Instance { get; } = new();
    }

    /// <summary>An alarm, nothing else.</summary>
    public sealed record Warn(LossCause Cause, LossFigures Figures) : LossVerdict(LossLevel.Warn);

    /// <summary>Only the reducing side may be quoted.</summary>
    public sealed record ReduceOnly(LossCause Cause, LossFigures Figures) : LossVerdict(LossLevel.ReduceOnly);

    /// <summary>
    /// Pull everything, flatten through reduce-only IOC slices within the slippage bound, halt. Stands until an
    /// operator resets it, or until the day is over when the settings say so.
    /// </summary>
    public sealed record Stop(LossCause Cause, LossFigures Figures) : LossVerdict(LossLevel.Stop);
}
