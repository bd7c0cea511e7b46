using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Requests about the account itself, for REST and the trading API alike.</summary>
/// <remarks>In single-asset mode the totals of the account document count USDT only, so here they are zero.</remarks>
internal sealed class AccountOperations(VenueFloor floor)
{
    private static readonly string[] Totals =
    [
        "totalInitialMargin", "totalMaintMargin", "totalWalletBalance", "totalUnrealizedProfit", "totalMarginBalance",
        "totalPositionInitialMargin", "totalOpenOrderInitialMargin", "totalCrossWalletBalance", "totalCrossUnPnl",
        "availableBalance", "maxWithdrawAmount",
    ];

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("POST /fapi/v1/listenKey", Security.Key, 1, CreateListenKey);
        routes.AddRest("PUT /fapi/v1/listenKey", Security.Key, 1, ExtendListenKey);
        routes.AddRest("DELETE /fapi/v1/listenKey", Security.Key, 1, CloseListenKey);
        routes.AddRest("GET /fapi/v3/account", Security.Signed, 5, Account);
        routes.AddRest("GET /fapi/v2/balance", Security.Signed, 5, Balance);
        routes.AddRest("GET /fapi/v3/balance", Security.Signed, 5, Balance);
        routes.AddRest("GET /fapi/v2/positionRisk", Security.Signed, 5, PositionRiskOfAll);
        routes.AddRest("GET /fapi/v3/positionRisk", Security.Signed, 5, PositionRisk);
        routes.AddRest("GET /fapi/v1/commissionRate", Security.Signed, 20, CommissionRate);
        routes.AddTrading("account.status", Security.Signed, 5, Account);
        routes.AddTrading("v2/account.status", Security.Signed, 5, Account);
        routes.AddTrading("account.balance", Security.Signed, 5, Balance);
        routes.AddTrading("v2/account.balance", Security.Signed, 5, Balance);
        routes.AddTrading("account.position", Security.Signed, 5, PositionRiskOfAll);
        routes.AddTrading("v2/account.position", Security.Signed, 5, PositionRisk);
        routes.AddTrading("userDataStream.start", Security.Key, 1, CreateListenKey);
        routes.AddTrading("userDataStream.ping", Security.Key, 1, ExtendListenKey);
        routes.AddTrading("userDataStream.stop", Security.Key, 1, CloseListenKey);
    }

    internal ApiError? CreateListenKey(ApiCall call, JsonText json)
    {
        var key = call.Account!.ListenKey.CreateOrExtend(floor.Now);
        json.BeginObject().Member("listenKey"u8, key).EndObject();
        return null;
    }

    internal ApiError? ExtendListenKey(ApiCall call, JsonText json)
    {
        var slot = call.Account!.ListenKey;
        if (!slot.TryExtend(floor.Now)) return ApiError.NoListenKey;
        json.BeginObject().Member("listenKey"u8, slot.Key).EndObject();
        return null;
    }

    internal static ApiError? CloseListenKey(ApiCall call, JsonText json)
    {
        call.Account!.ListenKey.End();
        json.BeginObject().EndObject();
        return null;
    }

    internal ApiError? Balance(ApiCall call, JsonText json)
    {
        var account = call.Account!;
        var available = Margin.Available(account, floor);
        json.BeginArray().BeginObject()
            .Member("accountAlias"u8, "SgsR"u8)
            .Member("asset"u8, account.Options.Asset)
            .Member("balance"u8, account.Wallet, 8)
            .Member("crossWalletBalance"u8, account.Wallet, 8)
            .Member("crossUnPnl"u8, Margin.Unrealized(account, floor), 8)
            .Member("availableBalance"u8, available, 8)
            .Member("maxWithdrawAmount"u8, available, 8)
            .Member("marginAvailable"u8, true)
            .Member("updateTime"u8, account.UpdatedAt.Milliseconds)
            .EndObject().EndArray();
        return null;
    }

    internal ApiError? Account(ApiCall call, JsonText json)
    {
        var account = call.Account!;
        json.BeginObject();
        foreach (var total in Totals)
        {
            json.Member(System.Text.Encoding.ASCII.GetBytes(total), "0.00000000"u8);
        }

        WriteAsset(json, account);
        json.Name("positions"u8).BeginArray();
        foreach (var market in floor.Markets)
        {
            if (IsListed(account, market)) WriteAccountPosition(json, account, market);
        }

        json.EndArray().EndObject();
        return null;
    }

    /// <summary>Version 2: every symbol, with configuration.</summary>
    internal ApiError? PositionRiskOfAll(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var market in floor.Markets)
        {
            if (one is null || one == market) WriteRiskWithConfiguration(json, call.Account!, market);
        }

        json.EndArray();
        return null;
    }

    /// <summary>Version 3: only symbols with a position or an open order.</summary>
    internal ApiError? PositionRisk(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var market in floor.Markets)
        {
            var isWanted = one is null || one == market;
            if (isWanted && IsListed(call.Account!, market)) WriteRisk(json, call.Account!, market);
        }

        json.EndArray();
        return null;
    }

    internal ApiError? CommissionRate(ApiCall call, JsonText json)
    {
        if (call.Market(floor) is not { } market) return call.Error;
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("makerCommissionRate"u8, call.Account!.Options.MakerFee)
            .Member("takerCommissionRate"u8, call.Account.Options.TakerFee)
            .Member("rpiCommissionRate"u8, "0.00005"u8)
            .EndObject();
        return null;
    }

    private static bool IsListed(VenueAccount account, SymbolMarket market) =>
        !account.Positions[market.Index].Position.IsFlat || account.Open(market.Index).Count > 0;

    private void WriteAsset(JsonText json, VenueAccount account)
    {
        var unrealized = Margin.Unrealized(account, floor);
        var ofPositions = Margin.OfPositions(account, floor);
        var ofOrders = Margin.OfOrders(account, floor);
        var available = Margin.Available(account, floor);
        var maintenance = decimal.Round(ofPositions * account.Options.Leverage * Margin.MaintenanceRate, 8);
        json.Name("assets"u8).BeginArray().BeginObject()
            .Member("asset"u8, account.Options.Asset)
            .Member("walletBalance"u8, account.Wallet, 8)
            .Member("unrealizedProfit"u8, unrealized, 8)
            .Member("marginBalance"u8, account.Wallet + unrealized, 8)
            .Member("maintMargin"u8, maintenance, 8)
            .Member("initialMargin"u8, ofPositions + ofOrders, 8)
            .Member("positionInitialMargin"u8, ofPositions, 8)
            .Member("openOrderInitialMargin"u8, ofOrders, 8)
            .Member("crossWalletBalance"u8, account.Wallet, 8)
            .Member("crossUnPnl"u8, unrealized, 8)
            .Member("availableBalance"u8, available, 8)
            .Member("maxWithdrawAmount"u8, available, 8)
            .Member("updateTime"u8, account.UpdatedAt.Milliseconds)
            .EndObject().EndArray();
    }

    private void WriteAccountPosition(JsonText json, VenueAccount account, SymbolMarket market)
    {
        var ledger = account.Positions[market.Index];
        var margin = Margin.OfPosition(account, floor, market.Index);
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("positionSide"u8, "BOTH"u8)
            .Member("positionAmt"u8, market.Contract.Rules.ToDecimal(ledger.Position), market.Contract.QuantityDecimals)
            .Member("unrealizedProfit"u8, ledger.UnrealizedAt(market.MarkPrice), 8)
            .Member("isolatedMargin"u8, "0.00000000"u8)
            .Member("notional"u8, ledger.NotionalAt(market.MarkPrice), 8)
            .Member("isolatedWallet"u8, "0"u8)
            .Member("initialMargin"u8, margin, 8)
            .Member("maintMargin"u8, MaintenanceOf(ledger, market), 8)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }

    private static void WriteRiskWithConfiguration(JsonText json, VenueAccount account, SymbolMarket market)
    {
        var ledger = account.Positions[market.Index];
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("positionAmt"u8, market.Contract.Rules.ToDecimal(ledger.Position), market.Contract.QuantityDecimals)
            .Member("entryPrice"u8, ledger.EntryPrice)
            .Member("breakEvenPrice"u8, ledger.BreakEvenPrice)
            .Member("markPrice"u8, market.MarkPrice, 8)
            .Member("unRealizedProfit"u8, ledger.UnrealizedAt(market.MarkPrice), 8)
            .Member("liquidationPrice"u8, "0"u8)
            .Member("leverage"u8, $"{account.Options.Leverage}")
            .Member("maxNotionalValue"u8, "20000000"u8)
            .Member("marginType"u8, "cross"u8)
            .Member("isolatedMargin"u8, "0.00000000"u8)
            .Member("isAutoAddMargin"u8, "false"u8)
            .Member("positionSide"u8, "BOTH"u8)
            .Member("notional"u8, ledger.NotionalAt(market.MarkPrice))
            .Member("isolatedWallet"u8, "0"u8)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }

    private void WriteRisk(JsonText json, VenueAccount account, SymbolMarket market)
    {
        var ledger = account.Positions[market.Index];
        var margin = Margin.OfPosition(account, floor, market.Index);
        var (buys, sells) = Margin.OpenNotional(account, market.Index);
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("positionSide"u8, "BOTH"u8)
            .Member("positionAmt"u8, market.Contract.Rules.ToDecimal(ledger.Position), market.Contract.QuantityDecimals)
            .Member("entryPrice"u8, ledger.EntryPrice)
            .Member("breakEvenPrice"u8, ledger.BreakEvenPrice)
            .Member("markPrice"u8, market.MarkPrice, 8)
            .Member("unRealizedProfit"u8, ledger.UnrealizedAt(market.MarkPrice), 8)
            .Member("liquidationPrice"u8, "0"u8)
            .Member("isolatedMargin"u8, "0"u8)
            .Member("notional"u8, ledger.NotionalAt(market.MarkPrice), 8)
            .Member("marginAsset"u8, market.Contract.Rules.MarginAsset)
            .Member("isolatedWallet"u8, "0"u8)
            .Member("initialMargin"u8, margin, 8)
            .Member("maintMargin"u8, MaintenanceOf(ledger, market), 8)
            .Member("positionInitialMargin"u8, margin, 8)
            .Member("openOrderInitialMargin"u8, "0"u8)
            .Member("adl"u8, ledger.Position.IsFlat ? 0 : 2)
            .Member("bidNotional"u8, buys)
            .Member("askNotional"u8, sells)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }

    private static decimal MaintenanceOf(PositionLedger ledger, SymbolMarket market) =>
        Math.Abs(ledger.NotionalAt(market.MarkPrice)) * Margin.MaintenanceRate;
}
