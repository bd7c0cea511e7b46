using Phoenix.Venue.Api;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>Signed requests about conditional orders, for REST and the trading API alike.</summary>
/// <remarks>
/// Sources: the pages of the algo endpoints under .../trade/rest-api of
/// https://developers.binance.com/docs/derivatives/usds-margined-futures (read 2026-05-28); a placement counts as an
/// order since the change log entry of 2026-06-20.
/// </remarks>
internal sealed class AlgoOperations(VenueFloor floor, AlgoDesk desk)
{
    internal void AddTo(RestRoutes routes)
    {
        var place = new Route(Security.Signed, _ => 0, Place, IsOrder: true);
        routes.AddRest("POST /fapi/v1/algoOrder", place);
        routes.AddRest("DELETE /fapi/v1/algoOrder", Security.Signed, 1, Cancel);
        routes.AddRest("DELETE /fapi/v1/algoOpenOrders", Security.Signed, 1, CancelAll);
        routes.AddRest("GET /fapi/v1/algoOrder", Security.Signed, 1, Query);
        routes.AddRest(
            "GET /fapi/v1/openAlgoOrders",
            new Route(Security.Signed, OrderOperations.ListOpenWeight, ListOpen));
        routes.AddRest("GET /fapi/v1/allAlgoOrders", Security.Signed, 5, ListAll);
        routes.AddTrading("algoOrder.place", place);
        routes.AddTrading("algoOrder.cancel", Security.Signed, 1, Cancel);
    }

    private ApiError? Place(ApiCall call, JsonText json)
    {
        if (desk.Place(call, out var placed) is { } refusal) return refusal;
        AlgoWriter.WritePlaced(json, placed!);
        return null;
    }

    private ApiError? Cancel(ApiCall call, JsonText json)
    {
        var algo = Find(call);
        if (call.Error is not null) return call.Error;
        if (algo is not { IsOpen: true }) return ApiError.UnknownOrder;
        desk.Cancel(algo);
        json.BeginObject()
            .Member("algoId"u8, algo.AlgoId)
            .Member("clientAlgoId"u8, algo.ClientAlgoId)
            .Member("code"u8, "200"u8)
            .Member("msg"u8, "success"u8)
            .EndObject();
        return null;
    }

    private ApiError? CancelAll(ApiCall call, JsonText json)
    {
        if (call.Market(floor) is not { } market) return call.Error;
        foreach (var algo in desk.Open(call.Account!).Where(algo => algo.Market == market).ToList())
        {
            desk.Cancel(algo);
        }

        json.BeginObject()
            .Member("code"u8, 200)
            .Member("msg"u8, "The operation of cancel all open order is done."u8)
            .EndObject();
        return null;
    }

    private ApiError? Query(ApiCall call, JsonText json)
    {
        var algo = Find(call);
        if (call.Error is not null) return call.Error;
        if (algo is null) return ApiError.NoSuchOrder;
        AlgoWriter.WriteQueried(json, algo);
        return null;
    }

    private ApiError? ListOpen(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        var id = call.Integer("algoId");
        if (call.Text("algoType") is not (null or "CONDITIONAL")) call.Fail(ApiError.NotValid("algoType"));
        if (call.Error is not null) return call.Error;
        var found = desk.Open(call.Account!)
            .Where(algo => (one is null || algo.Market == one) && (id is null || algo.AlgoId == id));
        Write(json, found);
        return null;
    }

    /// <summary>From an id upwards, else page by page back from the youngest; oldest first.</summary>
    private ApiError? ListAll(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var from = call.Integer("algoId");
        var limit = call.Limit(500, 1000);
        var page = (int)Math.Clamp(call.Integer("page") ?? 0, 0, int.MaxValue / 1000);
        var window = HistoryWindow.Read(call, floor.Now, 7, isOpen: from is not null);
        if (market is null || call.Error is not null) return call.Error;
        var found = desk.All(call.Account!)
            .Where(algo => algo.Market == market && window.Contains(algo.CreatedAt))
            .Where(algo => from is null || algo.AlgoId >= from);
        Write(
            json,
            from is null ? found.SkipLast(page * limit).TakeLast(limit) : found.Skip(page * limit).Take(limit));
        return null;
    }

    private static void Write(JsonText json, IEnumerable<AlgoOrder> algos)
    {
        json.BeginArray();
        foreach (var algo in algos)
        {
            AlgoWriter.WriteQueried(json, algo);
        }

        json.EndArray();
    }

    private AlgoOrder? Find(ApiCall call)
    {
        var byId = call.Integer("algoId");
        var byClientId = call.Text("clientAlgoId");
        if (byId is null && byClientId is null) call.Fail(ApiError.MissingBoth("algoId", "clientAlgoId"));
        return call.Error is null ? desk.Find(call.Account!, byId, byClientId) : null;
    }
}
