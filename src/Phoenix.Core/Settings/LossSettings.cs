using System.Collections.Immutable;

namespace Phoenix.Core.Settings;

/// <summary>
/// From which drawdown on what is done. Fractions of the peak; each threshold belongs to what it starts.
/// </summary>
public sealed record DrawdownThresholds
{
    /// <summary>An alarm, nothing else; above 0. Default 0.03.</summary>
    public decimal Warn { get; init; } = 0.03m;

    /// <summary>Only the reducing side is quoted; at least <see cref="Warn"/>. Default 0.05.</summary>
    public decimal ReduceOnly { get; init; } = 0.05m;

    /// <summary>
    /// Everything is pulled, flattened and halted; at least <see cref="ReduceOnly"/>, at most 1. Default 0.08.
    /// </summary>
    public decimal Stop { get; init; } = 0.08m;

    internal IEnumerable<SettingFault> Faults(string key) =>
    [
        .. SettingFault.Unless(Warn is > 0 and <= 1, $"{key}.{nameof(Warn)}", Warn, "above 0 and at most 1"),
        .. SettingFault.Unless(
            ReduceOnly >= Warn && ReduceOnly <= 1,
            $"{key}.{nameof(ReduceOnly)}",
            ReduceOnly,
            $"from {nameof(Warn)} ({Warn}) to 1"),
        .. SettingFault.Unless(
            Stop >= ReduceOnly && Stop <= 1,
            $"{key}.{nameof(Stop)}",
            Stop,
            $"from {nameof(ReduceOnly)} ({ReduceOnly}) to 1"),
    ];
}

/// <summary>How much may be lost before something is done about it.</summary>
public sealed record LossSettings
{
    /// <summary>
    /// A symbol stops when its unrealized loss exceeds this fraction of its position's value at the mark price; above 0
    /// and below 1. Default 0.05.
    /// </summary>
    public decimal StopLoss { get; init; } = 0.05m;

    /// <summary>Against the highest equity since the start of the venue's day (UTC).</summary>
    public DrawdownThresholds Day { get; init; } = new();

    /// <summary>Against the highest equity since the start of the run, or since an operator's reset.</summary>
    public DrawdownThresholds Run { get; init; } = new();

    /// <summary>
    /// A warning and reduce-only end when the drawdown is this much below their threshold, so that neither flickers;
    /// from 0 to below the least threshold. Default 0.005.
    /// </summary>
    public decimal Release { get; init; } = 0.005m;

    /// <summary>
    /// Whether a stop that this day's drawdown or a symbol's stop loss caused ends with the day (UTC). A stop by the
    /// drawdown of the run is left to the operator whatever this says; so it needs <see cref="Run"/> to stop later than
    /// <see cref="Day"/>. Default false: only the operator ends a stop.
    /// </summary>
    public bool DayRollEndsStop { get; init; }

    /// <summary>Every setting outside its range; empty when all is well.</summary>
    public ImmutableArray<SettingFault> Faults() =>
    [
        .. SettingFault.Unless(StopLoss is > 0 and < 1, Key(nameof(StopLoss)), StopLoss, "above 0 and below 1"),
        .. Day.Faults(Key(nameof(Day))),
        .. Run.Faults(Key(nameof(Run))),
        .. SettingFault.Unless(
            Release >= 0 && Release < Math.Min(Day.Warn, Run.Warn),
            Key(nameof(Release)),
            Release,
            $"from 0 to below both warnings ({Math.Min(Day.Warn, Run.Warn)})"),
        .. SettingFault.Unless(
            !DayRollEndsStop || Run.Stop > Day.Stop,
            Key($"{nameof(Run)}.{nameof(DrawdownThresholds.Stop)}"),
            Run.Stop,
            $"above the day's ({Day.Stop}) when {nameof(DayRollEndsStop)} is set"),
    ];

    private static string Key(string property) => $"{nameof(LossSettings)}.{property}";
}
