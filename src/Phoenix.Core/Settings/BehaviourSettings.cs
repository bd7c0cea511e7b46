using System.Collections.Immutable;

namespace Phoenix.Core.Settings;

/// <summary>From which share on a ratio is a warning, and from which the quoting has to slow down.</summary>
/// <param name="Warn">Above 0, at most 1.</param>
/// <param name="Slow">At least <paramref name="Warn"/>, at most 1; null when the ratio only ever warns.</param>
public readonly record struct RatioLimit(decimal Warn, decimal? Slow = null)
{
    internal IEnumerable<SettingFault> Faults(string key) =>
    [
        .. SettingFault.Unless(Warn is > 0 and <= 1, $"{key}.{nameof(Warn)}", Warn, "above 0 and at most 1"),
        .. SettingFault.Unless(
            Slow is null || (Slow >= Warn && Slow <= 1),
            $"{key}.{nameof(Slow)}",
            Slow ?? 0,
            $"from {nameof(Warn)} ({Warn}) to 1, or none"),
    ];
}

/// <summary>
/// Our own copy of the ratios by which the venue judges a symbol's orders. The venue acts later than all of these.
/// </summary>
public sealed record BehaviourSettings
{
    /// <summary>
    /// The venue's cycle; ratios are over the time that long before now. 1 min to 1 h. Default 10 min.
    /// </summary>
    public TimeSpan Cycle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A ratio is judged when more orders than this are in the cycle; at least 0. The venue starts at thousands.
    /// Default 1000.
    /// </summary>
    public long MinOrders { get; init; } = 1000;

    /// <summary>
    /// The same for orders that never rest (IOC, FOK), of which a grinding position sends one in 15 s; at least 0.
    /// Default 20.
    /// </summary>
    public long MinImmediateOrders { get; init; } = 20;

    /// <summary>Share of the ordered quantity that was not executed. Default warn 0.97, slow 0.98.</summary>
    public RatioLimit Unfilled { get; init; } = new(0.97m, 0.98m);

    /// <summary>Share of resting orders that were canceled quickly. Default warn 0.80, slow 0.90.</summary>
    public RatioLimit QuickCancel { get; init; } = new(0.80m, 0.90m);

    /// <summary>Share of IOC and FOK orders that expired. Default warn 0.80.</summary>
    public RatioLimit Expired { get; init; } = new(0.80m);

    /// <summary>Share of orders below <see cref="DustNotional"/>. Default warn 0.80.</summary>
    public RatioLimit Dust { get; init; } = new(0.80m);

    /// <summary>An order below this is dust, in quote currency; at least 0. Default 50.</summary>
    public decimal DustNotional { get; init; } = 50m;

    /// <summary>A cancel up to this age of the order is a quick one; above 0, at most 1 min. Default 5 s.</summary>
    public TimeSpan QuickCancelAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Cosmetic moves leave an order alone until it is older than this; at least <see cref="QuickCancelAge"/>, at most
    /// 10 min. Risk ignores it. Default 5 s.
    /// </summary>
    public TimeSpan MinLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Every setting outside its range; empty when all is well.</summary>
    public ImmutableArray<SettingFault> Faults() =>
    [
        .. SettingFault.Unless(
            Cycle >= TimeSpan.FromMinutes(1) && Cycle <= TimeSpan.FromHours(1),
            Key(nameof(Cycle)),
            Cycle,
            "1 min to 1 h"),
        .. SettingFault.Unless(MinOrders >= 0, Key(nameof(MinOrders)), MinOrders, "at least 0"),
        .. SettingFault.Unless(
            MinImmediateOrders >= 0, Key(nameof(MinImmediateOrders)), MinImmediateOrders, "at least 0"),
        .. Unfilled.Faults(Key(nameof(Unfilled))),
        .. QuickCancel.Faults(Key(nameof(QuickCancel))),
        .. Expired.Faults(Key(nameof(Expired))),
        .. Dust.Faults(Key(nameof(Dust))),
        .. SettingFault.Unless(DustNotional >= 0, Key(nameof(DustNotional)), DustNotional, "at least 0"),
        .. SettingFault.Unless(
            QuickCancelAge > TimeSpan.Zero && QuickCancelAge <= TimeSpan.FromMinutes(1),
            Key(nameof(QuickCancelAge)),
            QuickCancelAge,
            "above 0, at most 1 min"),
        .. SettingFault.Unless(
            MinLifetime >= QuickCancelAge && MinLifetime <= TimeSpan.FromMinutes(10),
            Key(nameof(MinLifetime)),
            MinLifetime,
            $"from {nameof(QuickCancelAge)} ({QuickCancelAge}) to 10 min"),
    ];

    private static string Key(string property) => $"{nameof(BehaviourSettings)}.{property}";
}

/// <summary>How many cancels a minute may cost, and who may spend the last of them.</summary>
public sealed record CancelSettings
{
    /// <summary>Cancels per minute and symbol, 1 to 10000. Default 200.</summary>
    public int PerMinute { get; init; } = 200;

    /// <summary>
    /// Share of <see cref="PerMinute"/> that only risk may spend; at least 0, and at least one cancel is left to
    /// others. Default 0.20.
    /// </summary>
    public decimal Reserve { get; init; } = 0.20m;

    /// <summary>Every setting outside its range; empty when all is well.</summary>
    public ImmutableArray<SettingFault> Faults() =>
    [
        .. SettingFault.Unless(PerMinute is >= 1 and <= 10_000, Key(nameof(PerMinute)), PerMinute, "1 to 10000"),
        .. SettingFault.Unless(
            Reserve >= 0 && PerMinute * (1 - Reserve) >= 1,
            Key(nameof(Reserve)),
            Reserve,
            $"at least 0, and low enough to leave 1 of {nameof(PerMinute)} ({PerMinute})"),
    ];

    private static string Key(string property) => $"{nameof(CancelSettings)}.{property}";
}

/// <summary>What is measured of the mid after our fills, and how wide it makes the quotes.</summary>
public sealed record MarkoutSettings
{
    /// <summary>Fills whose horizons have not all elapsed, at most; 16 to 65536. Default 1024.</summary>
    public int MaxPending { get; init; } = 1024;

    /// <summary>The averages follow about this many fills; 1 to 100000. Default 200.</summary>
    public int AverageFills { get; init; } = 200;

    /// <summary>The spread floor looks at this many fills of a side; 1 to 10000. Default 200.</summary>
    public int FloorFills { get; init; } = 200;

    /// <summary>As many fills as this without any move are added to the mean; 0 to 10000. Default 50.</summary>
    public int ShrinkFills { get; init; } = 50;

    /// <summary>Every setting outside its range; empty when all is well.</summary>
    public ImmutableArray<SettingFault> Faults() =>
    [
        .. SettingFault.Unless(MaxPending is >= 16 and <= 65_536, Key(nameof(MaxPending)), MaxPending, "16 to 65536"),
        .. SettingFault.Unless(
            AverageFills is >= 1 and <= 100_000, Key(nameof(AverageFills)), AverageFills, "1 to 100000"),
        .. SettingFault.Unless(FloorFills is >= 1 and <= 10_000, Key(nameof(FloorFills)), FloorFills, "1 to 10000"),
        .. SettingFault.Unless(ShrinkFills is >= 0 and <= 10_000, Key(nameof(ShrinkFills)), ShrinkFills, "0 to 10000"),
    ];

    private static string Key(string property) => $"{nameof(MarkoutSettings)}.{property}";
}

/// <summary>Figures on the quality of quoting.</summary>
public sealed record QuoteStatisticsSettings
{
    /// <summary>Profit is compared from one such interval to the next; 1 s to 1 day. Default 1 min.</summary>
    public TimeSpan ProfitInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Every setting outside its range; empty when all is well.</summary>
    public ImmutableArray<SettingFault> Faults() =>
    [
        .. SettingFault.Unless(
            ProfitInterval >= TimeSpan.FromSeconds(1) && ProfitInterval <= TimeSpan.FromDays(1),
            $"{nameof(QuoteStatisticsSettings)}.{nameof(ProfitInterval)}",
            ProfitInterval,
            "1 s to 1 day"),
    ];
}
