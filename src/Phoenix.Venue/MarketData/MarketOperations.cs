using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>Answers the unsigned questions about markets, for REST and the trading API alike.</summary>
internal sealed class MarketOperations(VenueFloor floor)
{
    private static readonly HashSet<long> DepthLimits = [5, 10, 20, 50, 100, 500, 1000];

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v1/ping", Security.None, 1, Ping);
        routes.AddRest("GET /fapi/v1/time", Security.None, 1, Time);
        routes.AddRest("GET /fapi/v1/exchangeInfo", Security.None, 1, ExchangeInfo);
        routes.AddRest("GET /fapi/v1/depth", new Route(Security.None, DepthWeight, Depth));
        routes.AddRest("GET /fapi/v1/rpiDepth", Security.None, 20, RetailDepth);
        routes.AddTrading("depth", new Route(Security.None, DepthWeight, Depth));
    }

    /// <remarks>Source: recorded answers to <c>limit=3</c> and <c>limit=1500</c>.</remarks>
    internal ApiError? Depth(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var limit = call.Integer("limit") ?? 500;
        if (limit > 1000) call.Fail(ApiError.NotValid("limit"));
        if (!DepthLimits.Contains(limit)) call.Fail(ApiError.Filter(-4021, $"{limit} is not valid depth limit"));
        if (market is null || call.Error is not null) return call.Error;
        WriteDepth(json, market, (int)limit);
        return null;
    }

    /// <summary>The book with the orders of retail price improvement, of which there are none here.</summary>
    private ApiError? RetailDepth(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var limit = call.Integer("limit") ?? 1000;
        if (limit != 1000) call.Fail(ApiError.Filter(-4021, $"{limit} is not valid depth limit"));
        if (market is null || call.Error is not null) return call.Error;
        WriteDepth(json, market, 1000);
        return null;
    }

    private void WriteDepth(JsonText json, SymbolMarket market, int limit)
    {
        json.BeginObject()
            .Member("lastUpdateId"u8, market.LastUpdateId)
            .Member("E"u8, floor.Now.Milliseconds)
            .Member("T"u8, market.ChangedAt.Milliseconds);
        WriteLevels(json, "bids"u8, market.Contract, market.Book.Bids, limit);
        WriteLevels(json, "asks"u8, market.Contract, market.Book.Asks, limit);
        json.EndObject();
    }

    internal static int DepthWeight(ApiCall call) => call.Integer("limit") switch
    {
        <= 50 => 2,
        100 => 5,
        null or <= 500 => 10,
        _ => 20,
    };

    internal static void WriteLevels(
        JsonText json, ReadOnlySpan<byte> name, Contract contract, BookSide side, int limit)
    {
        json.Name(name).BeginArray();
        for (var depth = 0; depth < side.Count && depth < limit; depth++)
        {
            var level = side[depth];
            json.BeginArray().Value(contract, level.Price).Value(contract, level.Quantity).EndArray();
        }

        json.EndArray();
    }

    internal ApiError? Time(ApiCall call, JsonText json)
    {
        json.BeginObject().Member("serverTime"u8, floor.Now.Milliseconds).EndObject();
        return call.Error;
    }

    internal static ApiError? Ping(ApiCall call, JsonText json)
    {
        json.BeginObject().EndObject();
        return call.Error;
    }

    internal ApiError? ExchangeInfo(ApiCall call, JsonText json)
    {
        ExchangeInfoWriter.Write(json, floor);
        return call.Error;
    }
}
