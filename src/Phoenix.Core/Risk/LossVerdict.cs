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
