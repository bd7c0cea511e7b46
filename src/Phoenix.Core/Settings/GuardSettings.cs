namespace Phoenix.Core.Settings;

/// <summary>Whoever judges the account as a whole.</summary>
public sealed record GuardSettings
{
    /// <summary>
    /// A desk that has heard nothing of it for so long pulls its quotes; at least 1 s. Default 3 s.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Between two readings of the account's equity at the venue; in between it is reckoned from our own books.
    /// Each costs a weight of 5. Default 30 s.
    /// </summary>
    public TimeSpan ReadInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What positions and all orders that may execute may be worth together over all symbols, in quote currency.
    /// Default 20000.
    /// </summary>
    public decimal AccountNotionalMax { get; init; } = 20_000m;

    /// <summary>The same as a multiple of the account's equity; the lesser counts. Default 5.</summary>
    public decimal LeverageMax { get; init; } = 5m;

    /// <summary>
    /// A reading that differs from our own reckoning by more than this fraction is taken once more before it is
    /// believed: money may be on its way in or out. Default 0.01.
    /// </summary>
    public decimal DoubtAbove { get; init; } = 0.01m;
}
