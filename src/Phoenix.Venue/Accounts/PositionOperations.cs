using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Requests about positions, for REST and the trading API alike.</summary>
internal sealed class PositionOperations(VenueFloor floor, UserStreams users)
{
    private const int AddMargin = 1;
    private const int ReduceMargin = 2;

    private readonly JsonText _event = new();

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v2/positionRisk", Security.Signed, 5, RiskOfAll);
        routes.AddRest("GET /fapi/v3/positionRisk", Security.Signed, 5, RiskInUse);
        routes.AddRest("POST /fapi/v1/positionMargin", Security.Signed, 1, ChangeMargin);
        routes.AddRest("GET /fapi/v1/positionMargin/history", Security.Signed, 1, ListMarginChanges);
        routes.AddRest("GET /fapi/v1/adlQuantile", Security.Signed, 5, AdlQuantiles);
        routes.AddTrading("account.position", Security.Signed, 5, RiskOfAll);
        routes.AddTrading("v2/account.position", Security.Signed, 5, RiskInUse);
    }

    /// <summary>Version 2: every symbol, with settings.</summary>
    internal ApiError? RiskOfAll(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var (contract, ledger) in Holdings.All(call.Account!))
        {
            if (one is null || one == contract.Market) WriteWithSettings(json, call.Account!, contract, ledger);
        }

        json.EndArray();
        return null;
    }

    /// <summary>Version 3: only symbols with a position or an open order.</summary>
    internal ApiError? RiskInUse(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var (contract, ledger) in Holdings.InUse(call.Account!))
        {
            if (one is null || one == contract.Market) Write(json, call.Account!, contract, ledger);
        }

        json.EndArray();
        return null;
    }

    /// <summary>Moves money between the cross wallet and an isolated position.</summary>
    internal ApiError? ChangeMargin(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        _ = call.RequiredText("amount");
        _ = call.RequiredText("type");
        var amount = call.Number("amount");
        var type = call.Integer("type");
        var side = Words.PositionSideOf(call.Text("positionSide"));
        if (side is null) call.Fail(ApiError.Filter(-4060, "Invalid position side."));
        if (amount <= 0) call.Fail(ApiError.Filter(-4055, "Amount must be positive."));
        if (amount is { } fine && decimal.Round(fine, PositionLedger.Decimals) != fine) call.Fail(ApiError.Precision);
        if (type is not (AddMargin or ReduceMargin)) call.Fail(ApiError.NotValid("type"));
        if (market is null || call.Error is not null) return call.Error;
        var account = call.Account!;
        var contract = account.Contracts[market.Index];
        if (account.IsHedged != (side != PositionSide.Both)) return ApiError.WrongPositionSide;
        var ledger = contract.Ledger(side!.Value);
        if (RefuseMove(account, contract, ledger, amount!.Value, type == AddMargin) is { } refusal) return refusal;
        Move(account, contract, ledger, type == AddMargin ? amount.Value : -amount.Value);
        json.BeginObject()
            .Name("amount"u8).Raw(System.Text.Encoding.ASCII.GetBytes($"{amount.Value}"))
            .Member("code"u8, 200)
            .Member("msg"u8, "Successfully modify position margin."u8)
            .Member("type"u8, type!.Value)
            .EndObject();
        return null;
    }

    internal ApiError? ListMarginChanges(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var type = call.Integer("type");
        var (since, until) = (call.Integer("startTime"), call.Integer("endTime"));
        var limit = call.Integer("limit") ?? 500;
        if (market is null || call.Error is not null) return call.Error;
        json.BeginArray();
        var matching = call.Account!.MarginChanges.Where(change => change.Ledger.Contract.Market == market
            && (type is null || type == (change.Amount > 0 ? AddMargin : ReduceMargin))
            && !(change.At.Milliseconds < since) && !(change.At.Milliseconds > until));
        foreach (var change in matching.TakeLast((int)Math.Min(limit, 500)))
        {
            json.BeginObject()
                .Member("symbol"u8, market.Contract.Symbol.Name)
                .Member("type"u8, change.Amount > 0 ? AddMargin : ReduceMargin)
                .Member("deltaType"u8, "USER_ADJUST"u8)
                .Member("amount"u8, Math.Abs(change.Amount))
                .Member("asset"u8, change.Ledger.Contract.Asset)
                .Member("time"u8, change.At.Milliseconds)
                .Member("positionSide"u8, Words.Of(change.Ledger.Ledger.PositionSide))
                .EndObject();
        }

        json.EndArray();
        return null;
    }

    /// <remarks>HEDGE is a mere sign that both sides are cross positions of hedge mode.</remarks>
    internal ApiError? AdlQuantiles(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        var account = call.Account!;
        json.BeginArray();
        foreach (var contract in account.Contracts)
        {
            if (one is null ? contract.IsFlat : one != contract.Market) continue;
            int Of(PositionSide side) => AdlQueue.Quantile(floor, contract, contract.Ledger(side));
            json.BeginObject()
                .Member("symbol"u8, contract.Market.Contract.Symbol.Name)
                .Name("adlQuantile"u8).BeginObject()
                .Member("LONG"u8, Of(PositionSide.Long))
                .Member("SHORT"u8, Of(PositionSide.Short));
            var isHedge = account.IsHedged && !contract.IsIsolated;
            json.Member(isHedge ? "HEDGE"u8 : "BOTH"u8, isHedge ? 0 : Of(PositionSide.Both)).EndObject().EndObject();
        }

        json.EndArray();
        return null;
    }

    private static ApiError? RefuseMove(
        VenueAccount account, AccountContract contract, PositionLedger ledger, decimal amount, bool isAdding)
    {
        if (!contract.IsIsolated) return ApiError.Filter(-4049, "Add margin only support for isolated position.");
        if (ledger.Position.IsFlat) return ApiError.Filter(-4054, "Cannot add position margin: position is 0.");
        if (isAdding)
        {
            return amount > Margin.Behind(account, contract.Asset).Withdrawable
                ? ApiError.Filter(-4050, "Cross balance insufficient.")
                : null;
        }

        return amount > Margin.OfIsolated(contract, ledger).Withdrawable
            ? ApiError.Filter(-4051, "Isolated balance insufficient.")
            : null;
    }

    private void Move(VenueAccount account, AccountContract contract, PositionLedger ledger, decimal amount)
    {
        var wallet = account.Wallet(contract.Asset);
        ledger.IsolatedWallet += amount;
        wallet.SetAside(amount);
        var held = new PositionChange(contract, ledger);
        account.Note(new MarginChange(held, amount, floor.Now));
        var change = new AccountChange("MARGIN_TRANSFER", [new BalanceChange(wallet, 0m)], [held]);
        users.Publish(account, "ACCOUNT_UPDATE", BalanceEventWriter.AccountUpdate(_event, change, floor.Now));
    }

    private static void WriteWithSettings(
        JsonText json, VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        var listed = contract.Market.Contract;
        json.BeginObject()
            .Member("symbol"u8, listed.Symbol.Name)
            .Member("positionAmt"u8, listed.Rules.ToDecimal(ledger.Position), listed.QuantityDecimals)
            .Member("entryPrice"u8, ledger.EntryPrice)
            .Member("breakEvenPrice"u8, ledger.BreakEvenPrice)
            .Member("markPrice"u8, contract.Market.MarkPrice, 8)
            .Member("unRealizedProfit"u8, contract.Unrealized(ledger), 8)
            .Member("liquidationPrice"u8, LiquidationPrice.Of(account, contract, ledger))
            .Member("leverage"u8, $"{contract.Leverage}")
            .Member("maxNotionalValue"u8, contract.MaxNotional)
            .Member("marginType"u8, contract.IsIsolated ? "isolated"u8 : "cross"u8)
            .Member("isolatedMargin"u8, Holdings.IsolatedMargin(contract, ledger), 8)
            .Member("isAutoAddMargin"u8, "false"u8)
            .Member("positionSide"u8, Words.Of(ledger.PositionSide))
            .Member("notional"u8, ledger.NotionalAt(contract.Market.MarkPrice))
            .Member("isolatedWallet"u8, ledger.IsolatedWallet)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }

    private void Write(JsonText json, VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        var listed = contract.Market.Contract;
        var margin = contract.InitialMargin(ledger);
        var orders = Holdings.OrderMargin(account, contract, ledger);
        var open = Holdings.Open(account, contract, ledger);
        json.BeginObject()
            .Member("symbol"u8, listed.Symbol.Name)
            .Member("positionSide"u8, Words.Of(ledger.PositionSide))
            .Member("positionAmt"u8, listed.Rules.ToDecimal(ledger.Position), listed.QuantityDecimals)
            .Member("entryPrice"u8, ledger.EntryPrice)
            .Member("breakEvenPrice"u8, ledger.BreakEvenPrice)
            .Member("markPrice"u8, contract.Market.MarkPrice, 8)
            .Member("unRealizedProfit"u8, contract.Unrealized(ledger), 8)
            .Member("liquidationPrice"u8, LiquidationPrice.Of(account, contract, ledger))
            .Member("isolatedMargin"u8, Holdings.IsolatedMargin(contract, ledger))
            .Member("notional"u8, ledger.NotionalAt(contract.Market.MarkPrice), 8)
            .Member("marginAsset"u8, contract.Asset)
            .Member("isolatedWallet"u8, ledger.IsolatedWallet)
            .Member("initialMargin"u8, margin + orders, 8)
            .Member("maintMargin"u8, contract.MaintenanceMargin(ledger), 8)
            .Member("positionInitialMargin"u8, margin, 8)
            .Member("openOrderInitialMargin"u8, orders)
            .Member("adl"u8, AdlQueue.Quantile(floor, contract, ledger))
            .Member("bidNotional"u8, open.Bids)
            .Member("askNotional"u8, open.Asks)
            .Member("updateTime"u8, ledger.UpdatedAt.Milliseconds)
            .EndObject();
    }
}

/// <summary>Money moved to or from an isolated position.</summary>
internal sealed record MarginChange(PositionChange Ledger, decimal Amount, VenueTime At);
