using System.Text;
using System.Text.Json;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>
/// Several orders in one request. Each succeeds or fails by itself: the reply keeps their order and mixes orders with
/// refusals, and its status is 200 as long as the request itself was understood.
/// </summary>
/// <remarks>
/// Sources: .../trade/rest-api/Place-Multiple-Orders, Modify-Multiple-Orders and Cancel-Multiple-Orders of
/// https://developers.binance.com/docs/derivatives/usds-margined-futures (read 2026-05-28); the parameter in lower case
/// as in https://github.com/sieblyio/binance/issues/336. The venue carries them out in the order of the array.
/// </remarks>
internal sealed class BatchOperations(VenueFloor floor, OrderOperations orders, OrderDesk desk)
{
    private const int MostOrders = 5;
    private const int MostCancels = 10;

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("POST /fapi/v1/batchOrders", Batch(orders.Place));
        routes.AddRest("PUT /fapi/v1/batchOrders", Batch(orders.Amend));
        routes.AddRest("DELETE /fapi/v1/batchOrders", Security.Signed, 1, Cancel);
    }

    private static Route Batch(Operation each) => new(
        Security.Signed, _ => 5, (call, json) => RunEach(call, json, each), IsOrder: true, TenSecondCost: 5);

    private static ApiError? RunEach(ApiCall call, JsonText json, Operation each)
    {
        var text = call.RequiredText("batchOrders");
        if (call.Error is not null) return call.Error;
        using var document = Parse(text);
        if (document is null) return ApiError.NotValid("batchOrders");
        var count = document.RootElement.GetArrayLength();
        if (count is 0 or > MostOrders) return OrderError.BatchSize(count);
        json.BeginArray();
        foreach (var element in document.RootElement.EnumerateArray())
        {
            var one = ApiCall.FromJson(element);
            one.Account = call.Account;
            each(one, json)?.Write(json);
        }

        json.EndArray();
        return null;
    }

    private ApiError? Cancel(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var byId = call.Text("orderIdList") ?? call.Text("orderidlist");   // either is heard in the wild
        var byClientId = call.Text("origClientOrderIdList") ?? call.Text("origclientorderidlist");
        if (byId is null && byClientId is null) call.Fail(ApiError.MissingBoth("orderIdList", "origClientOrderIdList"));
        if (market is null || call.Error is not null) return call.Error;
        using var document = Parse(byId ?? byClientId!);
        var name = byId is null ? "origclientorderidlist" : "orderidlist";
        if (document is null || !document.RootElement.EnumerateArray().All(id => IsId(id, byId is not null)))
        {
            return ApiError.NotValid(name);
        }

        var count = document.RootElement.GetArrayLength();
        if (count == 0) return ApiError.NotValid(name);
        if (count > MostCancels) return OrderError.TooManyToCancel;
        json.BeginArray();
        foreach (var id in document.RootElement.EnumerateArray())
        {
            var order = byId is null
                ? call.Account!.Find(market, id.GetString()!)
                : call.Account!.Find(id.GetInt64());
            if (order?.Market == market && desk.Cancel(order))
            {
                OrderWriter.WriteReply(json, order, asAccepted: false);
            }
            else
            {
                ApiError.UnknownOrder.Write(json);
            }
        }

        json.EndArray();
        return null;
    }

    private static bool IsId(JsonElement id, bool isNumber) =>
        isNumber ? id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _) : id.ValueKind == JsonValueKind.String;

    /// <summary>Null when the text is no JSON array.</summary>
    private static JsonDocument? Parse(string text)
    {
        var document = ClientJson.TryParse(Encoding.UTF8.GetBytes(text));
        if (document?.RootElement.ValueKind == JsonValueKind.Array) return document;
        document?.Dispose();
        return null;
    }
}
