using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>The venue's view of one position.</summary>
/// <param name="EntryPrice">Average entry in quote currency; 0 when flat.</param>
public sealed record PositionReport(Symbol Symbol, Position Position, decimal EntryPrice, VenueTime UpdateTime);

/// <summary>A wallet balance in one asset.</summary>
public sealed record BalanceReport(string Asset, decimal WalletBalance);

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
}
