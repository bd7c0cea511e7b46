using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>Signed requests about single orders, for REST and the trading API alike.</summary>
internal sealed class OrderOperations(VenueFloor floor, OrderDesk desk)
{
    /// <summary>Ten years; the documentation names no bound, and a clock can be added to this one.</summary>
    private const long LongestCountdown = 10L * 365 * 24 * 3_600_000;

    internal void AddTo(RestRoutes routes)
    {
        var place = new Route(Security.Signed, _ => 0, Place, IsOrder: true);
        var amend = new Route(Security.Signed, _ => 0, Amend, IsOrder: true);
        routes.AddRest("POST /fapi/v1/order", place);
        routes.AddRest("POST /fapi/v1/order/test", Security.Signed, 1, Test);
        routes.AddRest("PUT /fapi/v1/order", amend);
        routes.AddRest("DELETE /fapi/v1/order", Security.Signed, 1, Cancel);
        routes.AddRest("GET /fapi/v1/order", Security.Signed, 1, Query);
        routes.AddRest("GET /fapi/v1/openOrder", Security.Signed, 1, QueryOpen);
        routes.AddRest("GET /fapi/v1/openOrders", new Route(Security.Signed, ListOpenWeight, ListOpen));
        routes.AddRest("DELETE /fapi/v1/allOpenOrders", Security.Signed, 1, CancelAll);
        routes.AddRest("POST /fapi/v1/countdownCancelAll", Security.Signed, 10, ArmCountdown);
        routes.AddTrading("order.place", place);
        routes.AddTrading("order.modify", amend);
        routes.AddTrading("order.cancel", Security.Signed, 1, Cancel);
        routes.AddTrading("order.status", Security.Signed, 1, Query);
    }

    internal ApiError? Place(ApiCall call, JsonText json)
    {
        if (OrderRequest.Read(call, floor) is not { } request) return call.Error;
        if (desk.Place(call.Account!, request, out var order) is { } refusal) return refusal;
        var isImmediate = order!.Kind == OrderKind.Market
            || order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        OrderWriter.WriteReply(json, order, asAccepted: !(request.WantsResult && isImmediate));
        return null;
    }

    /// <summary>Everything but the matching: parameters and filters; nothing remains of it.</summary>
    internal ApiError? Test(ApiCall call, JsonText json)
    {
        if (OrderRequest.Read(call, floor) is not { } request) return call.Error;
        OrderWriter.WriteReply(json, desk.Imagine(call.Account!, request), asAccepted: true);
        return null;
    }

    internal ApiError? Amend(ApiCall call, JsonText json)
    {
        var order = FindOrder(call, floor);
        if (call.Error is not null) return call.Error;
        if (order is not { IsOpen: true }) return ApiError.NoSuchOrder;
        if (AmendRequest.Read(call, order) is not { } request) return call.Error;
        if (desk.Amend(order, request) is { } refusal) return refusal;
        OrderWriter.WriteReply(json, order, asAccepted: false);
        return null;
    }

    internal ApiError? Cancel(ApiCall call, JsonText json)
    {
        var order = FindOrder(call, floor);
        if (call.Error is not null) return call.Error;
        if (order is null || !desk.Cancel(order)) return ApiError.UnknownOrder;
        OrderWriter.WriteReply(json, order, asAccepted: false);
        return null;
    }

    internal ApiError? Query(ApiCall call, JsonText json)
    {
        var order = FindOrder(call, floor);
        if (call.Error is not null) return call.Error;
        if (order is null) return ApiError.NoSuchOrder;
        OrderWriter.WriteQueried(json, order);
        return null;
    }

    internal ApiError? QueryOpen(ApiCall call, JsonText json)
    {
        var order = FindOrder(call, floor);
        if (call.Error is not null) return call.Error;
        if (order is not { IsOpen: true }) return ApiError.NoSuchOrder;
        OrderWriter.WriteQueried(json, order);
        return null;
    }

    internal ApiError? ListOpen(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var market in floor.Markets)
        {
            if (one is not null && one != market) continue;
            foreach (var order in call.Account!.Open(market.Index))
            {
                OrderWriter.WriteQueried(json, order);
            }
        }

        json.EndArray();
        return null;
    }

    internal static int ListOpenWeight(ApiCall call) => call.Has("symbol") ? 1 : 40;

    internal ApiError? CancelAll(ApiCall call, JsonText json)
    {
        if (call.Market(floor) is not { } market) return call.Error;
        if (!market.AllowsCancels) return ApiError.UnknownOrder;
        desk.CancelAll(call.Account!, market);
        json.BeginObject()
            .Member("code"u8, 200)
            .Member("msg"u8, "The operation of cancel all open order is done."u8)
            .EndObject();
        return null;
    }

    internal ApiError? ArmCountdown(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        _ = call.RequiredText("countdownTime");
        var countdown = call.Integer("countdownTime") ?? 0;
        if (countdown is < 0 or > LongestCountdown) call.Fail(ApiError.NotValid("countdownTime"));
        if (market is null || call.Error is not null) return call.Error;
        call.Account!.Countdowns[market.Index] =
            countdown == 0 ? null : new VenueTime(floor.Steady.Milliseconds + countdown);
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("countdownTime"u8, $"{countdown}")
            .EndObject();
        return null;
    }

    /// <summary>Null without an error when the account has no such order, or it is too old to be asked for.</summary>
    internal static AccountOrder? FindOrder(ApiCall call, VenueFloor floor)
    {
        if (call.Market(floor) is not { } market) return null;
        var byId = call.Integer("orderId");
        var byClientId = call.Text("origClientOrderId");
        if (byId is null && byClientId is null) call.Fail(ApiError.MissingBoth("origClientOrderId", "orderId"));
        if (call.Error is not null) return null;
        var order = byId is { } id ? call.Account!.Find(id) : call.Account!.Find(market, byClientId!);
        return order?.Market == market && !OrderHistory.IsForgotten(order, floor.Now) ? order : null;
    }
}
