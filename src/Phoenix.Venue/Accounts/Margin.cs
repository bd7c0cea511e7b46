using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Accounts;

/// <summary>The state of what stands behind a set of positions.</summary>
/// <param name="Wallet">What is paid in and not set aside for isolated positions.</param>
/// <param name="Unrealized">Profit of the positions that share it, at the mark price.</param>
/// <param name="OfPositions">Their initial margin.</param>
/// <param name="OfOrders">Initial margin of what the open orders would add.</param>
/// <param name="Maintenance">What must be left lest the positions are liquidated.</param>
internal readonly record struct MarginPool(
    decimal Wallet, decimal Unrealized, decimal OfPositions, decimal OfOrders, decimal Maintenance)
{
    internal decimal Balance => Wallet + Unrealized;

    internal decimal Initial => OfPositions + OfOrders;

    internal decimal Available => Math.Max(0m, Balance - Initial);

    /// <summary>Profit that is not realized cannot be withdrawn.</summary>
    internal decimal Withdrawable => Math.Max(0m, Wallet + Math.Min(0m, Unrealized) - Initial);

    internal bool IsExhausted => Maintenance > 0 && Balance <= Maintenance;

    public static MarginPool operator +(MarginPool a, MarginPool b) => new(
        a.Wallet + b.Wallet,
        a.Unrealized + b.Unrealized,
        a.OfPositions + b.OfPositions,
        a.OfOrders + b.OfOrders,
        a.Maintenance + b.Maintenance);
}

/// <summary>The value of an account's open orders in one contract that may open or add to a position.</summary>
/// <param name="Bids">One-way: buys. Hedge mode: buys of LONG.</param>
/// <param name="Asks">One-way: sells. Hedge mode: sells of SHORT.</param>
internal readonly record struct OpenNotional(decimal Bids, decimal Asks)
{
    internal OpenNotional With(Side side, decimal notional) =>
        side == Side.Buy ? this with { Bids = Bids + notional } : this with { Asks = Asks + notional };
}

/// <summary>
/// Margin of an account. Cross positions of one asset share its wallet; in multi-assets mode all assets are one pool
/// at one to one, haircuts not being modelled; an isolated position stands on its own.
/// </summary>
/// <remarks>
/// Source: https://www.binance.com/en/support/faq/ "How to Calculate Liquidation Price of USDⓈ-M Futures Contracts"
/// for maintenance margin by brackets; initial margin is notional at the mark price divided by the leverage; open
/// orders of one-way mode need what the worse side adds to the position.
/// </remarks>
internal static class Margin
{
    /// <summary>What a new order in the contract, or a withdrawal of its asset, may draw on.</summary>
    internal static MarginPool Behind(VenueAccount account, string asset) =>
        account.IsMultiAssets ? Joint(account) : OfAsset(account, asset);

    /// <summary>All assets that are margin of a contract, taken together.</summary>
    internal static MarginPool Joint(VenueAccount account)
    {
        var sum = default(MarginPool);
        foreach (var wallet in account.Wallets)
        {
            if (IsMargin(account, wallet.Asset)) sum += OfAsset(account, wallet.Asset);
        }

        return sum;
    }

    /// <summary>The asset's cross positions, and the open orders of all its contracts.</summary>
    internal static MarginPool OfAsset(VenueAccount account, string asset)
    {
        var pool = new MarginPool(account.Wallet(asset).Cross, 0m, 0m, 0m, 0m);
        foreach (var contract in account.Contracts)
        {
            if (contract.Asset != asset) continue;
            pool = pool with { OfOrders = pool.OfOrders + OfOrders(account, contract) };
            if (!contract.IsIsolated) pool += OfPositions(contract);
        }

        return pool;
    }

    /// <summary>The isolated positions of the asset, each with its own wallet.</summary>
    internal static MarginPool OfIsolated(VenueAccount account, string asset)
    {
        var pool = default(MarginPool);
        foreach (var contract in account.Contracts)
        {
            if (contract.Asset != asset || !contract.IsIsolated) continue;
            foreach (var ledger in contract.Ledgers)
            {
                pool += OfIsolated(contract, ledger);
            }
        }

        return pool;
    }

    internal static MarginPool OfIsolated(AccountContract contract, PositionLedger ledger) => ledger.Position.IsFlat
        ? new MarginPool(ledger.IsolatedWallet, 0m, 0m, 0m, 0m)
        : new MarginPool(
            ledger.IsolatedWallet,
            contract.Unrealized(ledger),
            contract.InitialMargin(ledger),
            0m,
            contract.MaintenanceMargin(ledger));

    internal static decimal OfOrders(VenueAccount account, AccountContract contract) =>
        OfOrders(account, contract, Open(account, contract.Market.Index));

    /// <summary>What such open orders would add to the initial margin.</summary>
    internal static decimal OfOrders(VenueAccount account, AccountContract contract, OpenNotional open)
    {
        var added = account.IsHedged ? open.Bids + open.Asks : Worst(contract, open) - Held(contract);
        return decimal.Round(added / contract.Leverage, PositionLedger.Decimals);
    }

    /// <summary>The largest position, in quote currency, that could come of such open orders.</summary>
    internal static decimal Largest(VenueAccount account, AccountContract contract, OpenNotional open)
    {
        if (!account.IsHedged) return Worst(contract, open);
        var mark = contract.Market.MarkPrice;
        return Math.Max(
            contract.Ledger(PositionSide.Long).NotionalAt(mark) + open.Bids,
            open.Asks - contract.Ledger(PositionSide.Short).NotionalAt(mark));
    }

    internal static OpenNotional Open(VenueAccount account, int market, AccountOrder? without = null)
    {
        var open = default(OpenNotional);
        foreach (var order in account.Open(market))
        {
            if (order.IsReduceOnly || order == without) continue;
            open = open.With(order.Side, order.Market.Contract.Rules.Notional(order.Price, order.Remaining));
        }

        return open;
    }

    private static MarginPool OfPositions(AccountContract contract)
    {
        var pool = default(MarginPool);
        foreach (var ledger in contract.Ledgers)
        {
            if (ledger.Position.IsFlat) continue;
            pool += new MarginPool(
                0m,
                contract.Unrealized(ledger),
                contract.InitialMargin(ledger),
                0m,
                contract.MaintenanceMargin(ledger));
        }

        return pool;
    }

    private static bool IsMargin(VenueAccount account, string asset)
    {
        foreach (var contract in account.Contracts)
        {
            if (contract.Asset == asset) return true;
        }

        return false;
    }

    private static decimal Held(AccountContract contract) =>
        Math.Abs(contract.Both.NotionalAt(contract.Market.MarkPrice));

    private static decimal Worst(AccountContract contract, OpenNotional open)
    {
        var held = contract.Both.NotionalAt(contract.Market.MarkPrice);
        return Math.Max(Math.Abs(held), Math.Max(Math.Abs(held + open.Bids), Math.Abs(held - open.Asks)));
    }
}
