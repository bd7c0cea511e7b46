using System.Globalization;
using System.Text;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Requests that read an account's settings, schedules and limits.</summary>
internal sealed class SettingOperations(VenueFloor floor)
{
    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v1/accountConfig", Security.Signed, 5, AccountConfig);
        routes.AddRest("GET /fapi/v1/symbolConfig", Security.Signed, 5, SymbolConfig);
        routes.AddRest("GET /fapi/v1/leverageBracket", Security.Signed, 1, Brackets);
        routes.AddRest("GET /fapi/v1/commissionRate", Security.Signed, 20, CommissionRate);
        routes.AddRest("GET /fapi/v1/rateLimit/order", Security.Signed, 1, OrderLimits);
        routes.AddRest("GET /fapi/v1/positionSide/dual", Security.Signed, 30, PositionMode);
        routes.AddRest("GET /fapi/v1/multiAssetsMargin", Security.Signed, 30, MultiAssets);
        routes.AddRest("GET /fapi/v1/feeBurn", Security.Signed, 30, FeeBurn);
    }

    internal static ApiError? AccountConfig(ApiCall call, JsonText json)
    {
        var account = call.Account!;
        json.BeginObject()
            .Member("feeTier"u8, 0)
            .Member("canTrade"u8, true)
            .Member("canDeposit"u8, true)
            .Member("canWithdraw"u8, true)
            .Member("dualSidePosition"u8, account.IsHedged)
            .Member("updateTime"u8, 0)
            .Member("multiAssetsMargin"u8, account.IsMultiAssets)
            .Member("tradeGroupId"u8, -1)
            .EndObject();
        return null;
    }

    internal ApiError? SymbolConfig(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var contract in call.Account!.Contracts)
        {
            if (one is not null && one != contract.Market) continue;
            json.BeginObject()
                .Member("symbol"u8, contract.Market.Contract.Symbol.Name)
                .Member("marginType"u8, contract.IsIsolated ? "ISOLATED"u8 : "CROSSED"u8)
                .Member("isAutoAddMargin"u8, false)
                .Member("leverage"u8, contract.Leverage)
                .Member("maxNotionalValue"u8, contract.MaxNotional)
                .EndObject();
        }

        json.EndArray();
        return null;
    }

    /// <summary>The margin schedule of one symbol, or of all.</summary>
    /// <remarks>
    /// A list even for one symbol, unlike the second documented example: every program that asks for one reads the
    /// first element of what comes.
    /// </remarks>
    internal ApiError? Brackets(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var market in floor.Markets)
        {
            if (one is null || market == one) WriteBrackets(json, market);
        }

        json.EndArray();
        return null;
    }

    internal ApiError? CommissionRate(ApiCall call, JsonText json)
    {
        if (call.Market(floor) is not { } market) return call.Error;
        var fees = call.Account!.Options.FeesOf(market.Contract.Rules);
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("makerCommissionRate"u8, fees.Maker)
            .Member("takerCommissionRate"u8, fees.Taker)
            .Member("rpiCommissionRate"u8, "0.00005"u8)
            .EndObject();
        return null;
    }

    internal static ApiError? OrderLimits(ApiCall call, JsonText json)
    {
        var (tens, minute) = (call.Account!.OrdersPer10Seconds, call.Account.OrdersPerMinute);
        json.BeginArray();
        ExchangeInfoWriter.WriteLimit(json, "ORDERS"u8, "SECOND"u8, 10, tens.Limit);
        ExchangeInfoWriter.WriteLimit(json, "ORDERS"u8, "MINUTE"u8, 1, minute.Limit);
        json.EndArray();
        return null;
    }

    internal static ApiError? PositionMode(ApiCall call, JsonText json)
    {
        json.BeginObject().Member("dualSidePosition"u8, call.Account!.IsHedged).EndObject();
        return null;
    }

    internal static ApiError? MultiAssets(ApiCall call, JsonText json)
    {
        json.BeginObject().Member("multiAssetsMargin"u8, call.Account!.IsMultiAssets).EndObject();
        return null;
    }

    internal static ApiError? FeeBurn(ApiCall call, JsonText json)
    {
        json.BeginObject().Member("feeBurn"u8, call.Account!.BurnsFees).EndObject();
        return null;
    }

    /// <remarks>The member notionalCoef appears only where a user's schedule was adjusted, so never here.</remarks>
    private static void WriteBrackets(JsonText json, SymbolMarket market)
    {
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Name("brackets"u8).BeginArray();
        foreach (var step in LeverageBrackets.Of(market.Contract.Symbol).Steps)
        {
            json.BeginObject()
                .Member("bracket"u8, step.Number)
                .Member("initialLeverage"u8, step.InitialLeverage)
                .Member("notionalCap"u8, (long)step.Cap)
                .Member("notionalFloor"u8, (long)step.Floor)
                .Name("maintMarginRatio"u8).Raw(Bare(step.MaintenanceRate, "0.####"))
                .Name("cum"u8).Raw(Bare(step.Cumulative, "0.0###"))
                .EndObject();
        }

        json.EndArray().EndObject();
    }

    private static byte[] Bare(decimal number, string format) =>
        Encoding.ASCII.GetBytes(number.ToString(format, CultureInfo.InvariantCulture));
}
