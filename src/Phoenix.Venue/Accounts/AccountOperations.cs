using Phoenix.Venue.Api;

namespace Phoenix.Venue.Accounts;

/// <summary>The account document and the balances, for REST and the trading API alike.</summary>
/// <remarks>In single-asset mode the totals of the account document count USDT only, as on the mainnet.</remarks>
internal static class AccountOperations
{
    private const string TotalsAsset = "USDT";

    internal static void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v2/account", Security.Signed, 5, (call, json) => AccountWithSettings(call, json));
        routes.AddRest("GET /fapi/v3/account", Security.Signed, 5, Account);
        routes.AddRest("GET /fapi/v2/balance", Security.Signed, 5, Balance);
        routes.AddRest("GET /fapi/v3/balance", Security.Signed, 5, Balance);
        routes.AddTrading(
            "account.status", Security.Signed, 5, (call, json) => AccountWithSettings(call, json, isSocket: true));
        routes.AddTrading("v2/account.status", Security.Signed, 5, Account);
        routes.AddTrading("account.balance", Security.Signed, 5, Balance);
        routes.AddTrading("v2/account.balance", Security.Signed, 5, Balance);
    }

    internal static ApiError? Balance(ApiCall call, JsonText json)
    {
        var account = call.Account!;
        json.BeginArray();
        foreach (var wallet in account.Wallets)
        {
            var own = Margin.OfAsset(account, wallet.Asset);
            var pool = Margin.Behind(account, wallet.Asset);
            json.BeginObject()
                .Member("accountAlias"u8, "SgsR"u8)
                .Member("asset"u8, wallet.Asset)
                .Member("balance"u8, wallet.Balance, 8)
                .Member("crossWalletBalance"u8, wallet.Cross, 8)
                .Member("crossUnPnl"u8, own.Unrealized, 8)
                .Member("availableBalance"u8, pool.Available, 8)
                .Member("maxWithdrawAmount"u8, Withdrawable(own, pool), 8)
                .Member("marginAvailable"u8, true)
                .Member("updateTime"u8, wallet.UpdatedAt.Milliseconds)
                .EndObject();
        }

        json.EndArray();
        return null;
    }

    /// <summary>Version 3: assets and positions in use.</summary>
    internal static ApiError? Account(ApiCall call, JsonText json)
    {
        var account = call.Account!;
        json.BeginObject();
        WriteTotals(json, account);
        json.Name("assets"u8).BeginArray();
        foreach (var wallet in account.Wallets)
        {
            if (wallet.Balance != 0 || wallet == account.Wallets[0]) WriteAsset(json, account, wallet, isFull: false);
        }

        json.EndArray().Name("positions"u8).BeginArray();
        foreach (var (contract, ledger) in Holdings.InUse(account))
        {
            WritePosition(json, account, contract, ledger);
        }

        json.EndArray().EndObject();
        return null;
    }

    /// <summary>Version 2: every asset and symbol, with settings.</summary>
    internal static ApiError? AccountWithSettings(ApiCall call, JsonText json, bool isSocket = false)
    {
        var account = call.Account!;
        json.BeginObject().Member("feeTier"u8, 0);
        if (!isSocket) json.Member("feeBurn"u8, account.BurnsFees);
        json.Member("canTrade"u8, true)
            .Member("canDeposit"u8, true)
            .Member("canWithdraw"u8, true)
            .Member("updateTime"u8, 0)
            .Member("multiAssetsMargin"u8, account.IsMultiAssets)
            .Member("tradeGroupId"u8, -1);
        WriteTotals(json, account);
        json.Name("assets"u8).BeginArray();
        foreach (var wallet in account.Wallets)
        {
            WriteAsset(json, account, wallet, isFull: true);
        }

        json.EndArray().Name("positions"u8).BeginArray();
        foreach (var (contract, ledger) in Holdings.All(account))
        {
            WritePositionWithSettings(json, account, contract, ledger, isSocket);
        }

        json.EndArray().EndObject();
        return null;
    }

    private static decimal Withdrawable(MarginPool own, MarginPool pool) =>
        Math.Max(0m, Math.Min(own.Wallet, pool.Withdrawable));

    private static void WriteTotals(JsonText json, VenueAccount account)
    {
        var (pool, isolated) = (default(MarginPool), default(MarginPool));
        foreach (var wallet in account.Wallets)
        {
            if (!account.IsMultiAssets && wallet.Asset != TotalsAsset) continue;
            pool += Margin.OfAsset(account, wallet.Asset);
            isolated += Margin.OfIsolated(account, wallet.Asset);
        }

        var all = pool + isolated;
        json.Member("totalInitialMargin"u8, all.Initial, 8)
            .Member("totalMaintMargin"u8, all.Maintenance, 8)
            .Member("totalWalletBalance"u8, all.Wallet, 8)
            .Member("totalUnrealizedProfit"u8, all.Unrealized, 8)
            .Member("totalMarginBalance"u8, all.Balance, 8)
            .Member("totalPositionInitialMargin"u8, all.OfPositions, 8)
            .Member("totalOpenOrderInitialMargin"u8, all.OfOrders, 8)
            .Member("totalCrossWalletBalance"u8, pool.Wallet, 8)
            .Member("totalCrossUnPnl"u8, pool.Unrealized, 8)
            .Member("availableBalance"u8, pool.Available, 8)
            .Member("maxWithdrawAmount"u8, pool.Withdrawable, 8);
    }

    private static void WriteAsset(JsonText json, VenueAccount account, AssetWallet wallet, bool isFull)
    {
        var cross = Margin.OfAsset(account, wallet.Asset);
        var all = cross + Margin.OfIsolated(account, wallet.Asset);
        var pool = Margin.Behind(account, wallet.Asset);
        json.BeginObject()
            .Member("asset"u8, wallet.Asset)
            .Member("walletBalance"u8, wallet.Balance, 8)
            .Member("unrealizedProfit"u8, all.Unrealized, 8)
            .Member("marginBalance"u8, all.Balance, 8)
            .Member("maintMargin"u8, all.Maintenance, 8)
            .Member("initialMargin"u8, all.Initial, 8)
            .Member("positionInitialMargin"u8, all.OfPositions, 8)
            .Member("openOrderInitialMargin"u8, all.OfOrders, 8)
            .Member("crossWalletBalance"u8, wallet.Cross, 8)
            .Member("crossUnPnl"u8, cross.Unrealized, 8)
            .Member("availableBalance"u8, pool.Available, 8)
            .Member("maxWithdrawAmount"u8, Withdrawable(cross, pool), 8);
        if (isFull) json.Member("marginAvailable"u8, true);
        json.Member("updateTime"u8, wallet.UpdatedAt.Milliseconds).EndObject();
    }

    private static void WritePosition(
        JsonText json, VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        var listed = contract.Market.Contract;
        var orders = Holdings.OrderMargin(account, contract, ledger);
        json.BeginObject()
            .Member("symbol"u8, listed.Symbol.Name)
            .Member("positionSide"u8, Words.Of(ledger.PositionSide))
            .Member("positionAmt"u8, listed.Rules.ToDecimal(ledger.Position), listed.QuantityDecimals)
            .Member("unrealizedProfit"u8, contract.Unrealized(ledger), 8)
            .Member("isolatedMargin"u8, Holdings.IsolatedMargin(contract, ledger), 8)
            .Member("notional"u8, ledger.NotionalAt(contract.Market.MarkPrice), 8)
            .Member("isolatedWallet"u8, ledger.IsolatedWallet)
            .Member("initialMargin"u8, contract.InitialMargin(ledger) + orders, 8)
            .Member("maintMargin"u8, contract.MaintenanceMargin(ledger), 8)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }

    private static void WritePositionWithSettings(
        JsonText json, VenueAccount account, AccountContract contract, PositionLedger ledger, bool isSocket)
    {
        var listed = contract.Market.Contract;
        var margin = contract.InitialMargin(ledger);
        var orders = Holdings.OrderMargin(account, contract, ledger);
        var open = Holdings.Open(account, contract, ledger);
        json.BeginObject()
            .Member("symbol"u8, listed.Symbol.Name)
            .Member("initialMargin"u8, margin + orders)
            .Member("maintMargin"u8, contract.MaintenanceMargin(ledger))
            .Member("unrealizedProfit"u8, contract.Unrealized(ledger), 8)
            .Member("positionInitialMargin"u8, margin)
            .Member("openOrderInitialMargin"u8, orders)
            .Member("leverage"u8, $"{contract.Leverage}")
            .Member("isolated"u8, contract.IsIsolated)
            .Member("entryPrice"u8, ledger.EntryPrice);
        if (isSocket) json.Member("breakEvenPrice"u8, ledger.BreakEvenPrice);
        json.Member("maxNotional"u8, contract.MaxNotional)
            .Member("bidNotional"u8, open.Bids)
            .Member("askNotional"u8, open.Asks)
            .Member("positionSide"u8, Words.Of(ledger.PositionSide))
            .Member("positionAmt"u8, listed.Rules.ToDecimal(ledger.Position), listed.QuantityDecimals)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }
}
