using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Requests about the listen key, for REST and the trading API alike.</summary>
internal sealed class ListenKeyOperations(VenueFloor floor)
{
    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("POST /fapi/v1/listenKey", Security.Key, 1, Create);
        routes.AddRest("PUT /fapi/v1/listenKey", Security.Key, 1, Extend);
        routes.AddRest("DELETE /fapi/v1/listenKey", Security.Key, 1, Close);
        routes.AddTrading("userDataStream.start", Security.Key, 1, Create);
        routes.AddTrading("userDataStream.ping", Security.Key, 1, Extend);
        routes.AddTrading("userDataStream.stop", Security.Key, 1, Close);
    }

    internal ApiError? Create(ApiCall call, JsonText json)
    {
        var key = call.Account!.ListenKey.CreateOrExtend(floor.Steady);
        json.BeginObject().Member("listenKey"u8, key).EndObject();
        return null;
    }

    internal ApiError? Extend(ApiCall call, JsonText json)
    {
        var slot = call.Account!.ListenKey;
        if (!slot.TryExtend(floor.Steady)) return ApiError.NoListenKey;
        json.BeginObject().Member("listenKey"u8, slot.Key).EndObject();
        return null;
    }

    internal static ApiError? Close(ApiCall call, JsonText json)
    {
        call.Account!.ListenKey.End();
        json.BeginObject().EndObject();
        return null;
    }
}
