using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;

namespace Phoenix.Venue.Accounts;

/// <summary>What changed in an account, and why.</summary>
/// <param name="Reason">The exchange's word for it, such as <c>ORDER</c>.</param>
/// <param name="Symbol">Named by funding events only.</param>
internal sealed record AccountChange(
    string Reason,
    ImmutableArray<BalanceChange> Balances,
    ImmutableArray<PositionChange> Positions,
    string? Symbol = null);

/// <summary>A wallet and by how much it changed for other reasons than profit and commission.</summary>
internal readonly record struct BalanceChange(AssetWallet Wallet, decimal Amount);

/// <summary>A position that changed.</summary>
internal readonly record struct PositionChange(AccountContract Contract, PositionLedger Ledger);

/// <summary>
/// Writes the events of the user data stream about money and settings, keys and number formats as recorded on the
/// mainnet in April 2026; those not recorded as documented.
/// </summary>
internal static class BalanceEventWriter
{
    internal static byte[] AccountUpdate(JsonText json, AccountChange change, VenueTime now)
    {
        json.Clear().BeginObject()
            .Member("e"u8, "ACCOUNT_UPDATE"u8)
            .Member("T"u8, now.Milliseconds)
            .Member("E"u8, now.Milliseconds)
            .Name("a"u8).BeginObject()
            .Name("B"u8).BeginArray();
        foreach (var (wallet, amount) in change.Balances)
        {
            json.BeginObject()
                .Member("a"u8, wallet.Asset)
                .Member("wb"u8, wallet.Balance)
                .Member("cw"u8, wallet.Cross)
                .Member("bc"u8, amount)
                .EndObject();
        }

        json.EndArray().Name("P"u8).BeginArray();
        foreach (var (contract, ledger) in change.Positions)
        {
            WritePosition(json, contract, ledger);
        }

        json.EndArray().Member("m"u8, change.Reason);
        if (change.Symbol is not null) json.Member("S"u8, change.Symbol);
        return json.EndObject().EndObject().ToArray();
    }

    internal static byte[] LeverageUpdate(JsonText json, AccountContract contract, VenueTime now) =>
        Configuration(json, now).Name("ac"u8).BeginObject()
            .Member("s"u8, contract.Market.Contract.Symbol.Name)
            .Member("l"u8, contract.Leverage)
            .EndObject().EndObject().ToArray();

    internal static byte[] MultiAssetsUpdate(JsonText json, bool isMultiAssets, VenueTime now) =>
        Configuration(json, now).Name("ai"u8).BeginObject()
            .Member("j"u8, isMultiAssets)
            .EndObject().EndObject().ToArray();

    /// <param name="crossWallet">Null when the position is isolated.</param>
    internal static byte[] MarginCall(
        JsonText json, decimal? crossWallet, IReadOnlyList<PositionChange> positions, VenueTime now)
    {
        json.Clear().BeginObject()
            .Member("e"u8, "MARGIN_CALL"u8)
            .Member("E"u8, now.Milliseconds);
        if (crossWallet is { } cross) json.Member("cw"u8, cross);
        json.Name("p"u8).BeginArray();
        foreach (var (contract, ledger) in positions)
        {
            json.BeginObject()
                .Member("s"u8, contract.Market.Contract.Symbol.Name)
                .Member("ps"u8, Words.Of(ledger.PositionSide))
                .Member("pa"u8, contract.Market.Contract.Rules.ToDecimal(ledger.Position))
                .Member("mt"u8, contract.IsIsolated ? "ISOLATED"u8 : "CROSSED"u8)
                .Member("iw"u8, ledger.IsolatedWallet)
                .Member("mp"u8, contract.Market.MarkPrice)
                .Member("up"u8, contract.Unrealized(ledger))
                .Member("mm"u8, contract.MaintenanceMargin(ledger))
                .EndObject();
        }

        return json.EndArray().EndObject().ToArray();
    }

    private static JsonText Configuration(JsonText json, VenueTime now) => json.Clear().BeginObject()
        .Member("e"u8, "ACCOUNT_CONFIG_UPDATE"u8)
        .Member("E"u8, now.Milliseconds)
        .Member("T"u8, now.Milliseconds);

    private static void WritePosition(JsonText json, AccountContract contract, PositionLedger ledger)
    {
        var rules = contract.Market.Contract.Rules;
        json.BeginObject()
            .Member("s"u8, rules.Symbol.Name)
            .Member("pa"u8, rules.ToDecimal(ledger.Position))
            .Member("ep"u8, ledger.EntryPrice)
            .Member("cr"u8, ledger.Realized)
            .Member("up"u8, contract.Unrealized(ledger))
            .Member("mt"u8, contract.IsIsolated ? "isolated"u8 : "cross"u8)
            .Member("iw"u8, ledger.IsolatedWallet)
            .Member("ps"u8, Words.Of(ledger.PositionSide))
            .Member("ma"u8, rules.MarginAsset)
            .Member("bep"u8, ledger.BreakEvenPrice)
            .EndObject();
    }
}
