using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>The venue's view of one position.</summary>
/// <param name="EntryPrice">Average entry in quote currency; 0 when flat.</param>
public sealed record PositionReport(Symbol Symbol, Position Position, decimal EntryPrice, VenueTime UpdateTime);

/// <summary>A wallet balance in one asset.</summary>
/// <param name="Change">By how much it changed for other reasons than profit and commission.</param>
public sealed record BalanceReport(string Asset, decimal WalletBalance, decimal Change = 0);

/// <summary>What one settlement of funding brought the account in one symbol.</summary>
/// <param name="Amount">In the margin asset; positive is received.</param>
/// <param name="Time">When the venue booked it, or the settlement itself.</param>
public sealed record FundingReport(Symbol Symbol, decimal Amount, VenueTime Time);

/// <summary>A balance and position event of the user data stream: only what changed is listed.</summary>
/// <param name="Reason">The venue's word, for example <c>ORDER</c> or <c>FUNDING_FEE</c>.</param>
public sealed record AccountUpdate(
    string Reason,
    ImmutableArray<BalanceReport> Balances,
    ImmutableArray<PositionReport> Positions,
    VenueTime EventTime)
{
    /// <summary>Money came into the account or went out of it, which is neither profit nor loss.</summary>
    public bool IsTransfer =>
        Reason is "DEPOSIT" or "WITHDRAW" or "ADMIN_DEPOSIT" or "ADMIN_WITHDRAW" or "ASSET_TRANSFER" or "AUTO_EXCHANGE"
            or "COIN_SWAP_DEPOSIT" or "COIN_SWAP_WITHDRAW";

    /// <summary>Named by the venue for settlements of funding only; null otherwise.</summary>
    public Symbol? Symbol { get; init; }

    /// <summary>The settlement of funding that it tells; null if it tells something else, or of no symbol.</summary>
    public FundingReport? Funding => Reason == "FUNDING_FEE" && Symbol is { } symbol
        ? new FundingReport(symbol, Balances.Sum(balance => balance.Change), EventTime)
        : null;
}
