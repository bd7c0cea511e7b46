namespace Phoenix.Binance.RateBudget;

/// <summary>The venue's limits, and the shares of them that the priorities may use.</summary>
/// <remarks>
/// Source of the limits: exchangeInfo of the mainnet, 2026-09-15; replaced by what the venue tells at start.
/// </remarks>
public sealed record RateBudgetSettings
{
    /// <summary>Request weight per minute and address; mainnet 2400, demo 6000.</summary>
    public int WeightPerMinute { get; init; } = 2400;

    /// <summary>Orders per 10 s and account.</summary>
    public int OrdersPerTenSeconds { get; init; } = 300;

    /// <summary>Orders per minute and account.</summary>
    public int OrdersPerMinute { get; init; } = 1200;

    /// <summary>Share of a limit for placing, in (0, 1].</summary>
    public double PlaceShare { get; init; } = 0.70;

    /// <summary>
    /// Share of a limit for placing what only reduces a position, in (0, 1]: above that of placing, so that the way out
    /// is open when quoting has used up its own.
    /// </summary>
    public double ReduceShare { get; init; } = 0.90;

    /// <summary>Share of a limit for asking, in (0, 1].</summary>
    public double QueryShare { get; init; } = 0.85;

    /// <summary>Share of a limit for comparing quiet books, in (0, 1].</summary>
    public double ConfirmShare { get; init; } = 0.50;

    /// <summary>
    /// Request weight that only what protects may use, however low the limit is: for two symbols the countdown (10
    /// each), a cancel of everything, some single ones, the listen key and the clock. 0 or more.
    /// </summary>
    public int ProtectReserve { get; init; } = 30;

    /// <summary>The pause after a first refusal that names none; doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause after a refusal that names none.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);
}
