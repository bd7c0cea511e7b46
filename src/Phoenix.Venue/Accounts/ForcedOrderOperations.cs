using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>The liquidations and deleveragings of an account.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Users-Force-Orders
/// (read 2026-05-28): limit 50, at most 100; without times the last seven days.
/// </remarks>
internal sealed class ForcedOrderOperations(VenueFloor floor)
{
    private const long WeekMs = 7L * 86_400_000;
    private const int MostRows = 100;

    internal void AddTo(RestRoutes routes) => routes.AddRest(
        "GET /fapi/v1/forceOrders", new Route(Security.Signed, call => call.Has("symbol") ? 20 : 50, List));

    internal ApiError? List(ApiCall call, JsonText json)
    {
        var market = call.OptionalMarket(floor);
        var origin = ReadOrigin(call);
        var since = call.Integer("startTime");
        var until = call.Integer("endTime");
        var limit = call.Integer("limit") ?? 50;
        if (limit is < 1 or > MostRows) call.Fail(ApiError.NotValid("limit"));
        if (call.Error is not null) return call.Error;
        since ??= until is null ? floor.Now.Milliseconds - WeekMs : 0;
        json.BeginArray();
        var matching = call.Account!.ForcedOrders.Where(order => (market is null || order.Market == market)
            && (origin is null || order.Origin == origin)
            && !(order.CreatedAt.Milliseconds < since) && !(order.CreatedAt.Milliseconds > until));
        foreach (var order in matching.TakeLast((int)limit))
        {
            Write(json, order);
        }

        json.EndArray();
        return null;
    }

    private static OrderOrigin? ReadOrigin(ApiCall call)
    {
        switch (call.Text("autoCloseType"))
        {
            case null:
                return null;
            case "LIQUIDATION":
                return OrderOrigin.Liquidation;
            case "ADL":
                return OrderOrigin.Deleveraging;
            default:
                call.Fail(ApiError.NotValid("autoCloseType"));
                return null;
        }
    }

    private static void Write(JsonText json, AccountOrder order)
    {
        var contract = order.Market.Contract;
        json.BeginObject()
            .Member("orderId"u8, order.OrderId)
            .Member("symbol"u8, contract.Symbol.Name)
            .Member("status"u8, Words.Of(order.Status))
            .Member("clientOrderId"u8, order.ClientOrderId)
            .Member("price"u8, contract.Rules.ToDecimal(order.Price))
            .Member("avgPrice"u8, order.AveragePrice, 5)
            .Member("origQty"u8, contract.Rules.ToDecimal(order.Original))
            .Member("executedQty"u8, contract.Rules.ToDecimal(order.Executed))
            .Member("cumQuote"u8, order.ExecutedNotional)
            .Member("timeInForce"u8, Words.Of(order.TimeInForce))
            .Member("type"u8, Words.Of(order.Kind))
            .Member("reduceOnly"u8, order.IsReduceOnly)
            .Member("closePosition"u8, false)
            .Member("side"u8, Words.Of(order.Side))
            .Member("positionSide"u8, Words.Of(order.PositionSide))
            .Member("stopPrice"u8, "0"u8)
            .Member("workingType"u8, "CONTRACT_PRICE"u8)
            .Member("origType"u8, Words.Of(order.Kind))
            .Member("time"u8, order.CreatedAt.Milliseconds)
            .Member("updateTime"u8, order.UpdatedAt.Milliseconds)
            .EndObject();
    }
}
