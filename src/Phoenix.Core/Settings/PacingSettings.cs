using System.Collections.Immutable;

namespace Phoenix.Core.Settings;

/// <summary>How quoting makes do with what the venue allows.</summary>
public sealed record PacingSettings
{
    /// <summary>
    /// Share of the request weight that countdowns and comparisons of all symbols may take together; above it they come
    /// less often. Above 0, at most 0.7. Default 0.40.
    /// </summary>
    public decimal FixedShare { get; init; } = 0.40m;

    /// <summary>
    /// The countdown never gets longer than this for want of weight; one that is set longer stays. Default 60 s.
    /// </summary>
    public TimeSpan LongestCountdown { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Comparisons never get less frequent than this for want of weight. Default 2 min.</summary>
    public TimeSpan LongestReconcile { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Share of what placing may use of the tightest limit, from which on quotes are moved less. Default 0.60.
    /// </summary>
    public decimal WiderAt { get; init; } = 0.60m;

    /// <summary>From this share on half of the layers are quoted. Default 0.75.</summary>
    public decimal FewerAt { get; init; } = 0.75m;

    /// <summary>From this share on one layer is quoted. Default 0.90.</summary>
    public decimal LeastAt { get; init; } = 0.90m;

    /// <summary>A step is left this far below where it was entered. Default 0.15.</summary>
    public decimal Release { get; init; } = 0.15m;

    /// <summary>Every step back takes this long at least. Default 10 s.</summary>
    public TimeSpan RecoverAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Cancels per minute and symbol.</summary>
    public CancelSettings Cancels { get; init; } = new();

    /// <summary>The ratios by which the venue judges our orders.</summary>
    public BehaviourSettings Behaviour { get; init; } = new();

    /// <summary>Every setting outside its range; empty when all is well.</summary>
    public ImmutableArray<SettingFault> Faults() =>
    [
        .. SettingFault.Unless(
            FixedShare is > 0 and <= 0.7m, Key(nameof(FixedShare)), FixedShare, "above 0, at most 0.7"),
        .. SettingFault.Unless(
            WiderAt > Release && WiderAt < FewerAt && FewerAt < LeastAt && LeastAt <= 1,
            Key(nameof(WiderAt)),
            WiderAt,
            $"above {nameof(Release)}, below {nameof(FewerAt)}, which is below {nameof(LeastAt)}, at most 1"),
        .. Cancels.Faults(),
        .. Behaviour.Faults(),
    ];

    private static string Key(string property) => $"{nameof(PacingSettings)}.{property}";
}
