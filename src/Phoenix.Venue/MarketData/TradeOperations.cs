using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>Answers questions for trades, prints and open interest.</summary>
/// <remarks>
/// Source: the endpoint pages of the exchange's documentation (read 2026-05-28), the weight of
/// <c>historicalTrades</c> from its change log of July 2026. The last <see cref="MarketTape.TradeLimit"/> trades and
/// prints since the start are kept; the real exchange keeps days.
/// </remarks>
internal sealed class TradeOperations(VenueFloor floor)
{
    private const long HourMs = 3_600_000;

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v1/trades", Security.None, 5, Recent);
        routes.AddRest("GET /fapi/v1/historicalTrades", Security.Key, 200, Older);
        routes.AddRest("GET /fapi/v1/aggTrades", Security.None, 20, Prints);
        routes.AddRest("GET /fapi/v1/openInterest", Security.None, 1, OpenInterest);
    }

    private ApiError? Recent(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var limit = call.Limit(500, 1000);
        if (market is null || call.Error is not null) return call.Error;
        var trades = market.Tape.Trades;
        WriteTrades(json, market.Contract, trades, Math.Max(0, trades.Count - limit), limit);
        return null;
    }

    private ApiError? Older(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var limit = call.Limit(100, 500);
        var fromId = call.Integer("fromId");
        if (market is null || call.Error is not null) return call.Error;
        var trades = market.Tape.Trades;
        var from = fromId is { } id
            ? trades.FirstFrom(id, static trade => trade.Id)
            : Math.Max(0, trades.Count - limit);
        WriteTrades(json, market.Contract, trades, from, limit);
        return null;
    }

    private static void WriteTrades(JsonText json, Contract contract, BoundedRing<Tick> trades, int from, int limit)
    {
        json.BeginArray();
        for (var i = from; i < trades.Count && i < from + limit; i++)
        {
            ref readonly var trade = ref trades[i];
            json.BeginObject()
                .Member("id"u8, trade.Id)
                .Member("price"u8, contract, trade.Price)
                .Member("qty"u8, contract, trade.Quantity)
                .Name("quoteQty"u8).QuoteCut(contract, trade.Price.Ticks * trade.Quantity.Lots)
                .Member("time"u8, trade.At)
                .Member("isBuyerMaker"u8, truth: !trade.IsBuy)
                .Member("isRPITrade"u8, truth: false)
                .EndObject();
        }

        json.EndArray();
    }

    private ApiError? Prints(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var (fromId, span, limit) = (call.Integer("fromId"), call.Span(), call.Limit(500, 1000));
        if (span is { Start: { } start, End: { } end } && end - start > HourMs)
        {
            call.Fail(ApiError.Filter(-1127, "More than 1 hours between startTime and endTime."));
        }

        if (market is null || call.Error is not null) return call.Error;
        var prints = market.Tape.Prints;
        var last = span.End is { } until and < long.MaxValue
            ? prints.FirstFrom(until + 1, static print => print.At.Milliseconds)
            : prints.Count;
        var first = Math.Max(0, last - limit);
        if (fromId is { } id)
        {
            first = prints.FirstFrom(id, static print => print.Id);
        }
        else if (span.Start is { } since)
        {
            first = prints.FirstFrom(since, static print => print.At.Milliseconds);
        }

        json.BeginArray();
        for (var i = first; i < last && i < first + limit; i++)
        {
            WritePrint(json, market.Contract, prints[i]);
        }

        json.EndArray();
        return null;
    }

    private static void WritePrint(JsonText json, Contract contract, in AggregateTrade print) => json.BeginObject()
        .Member("a"u8, print.Id)
        .Member("p"u8, contract, print.Price)
        .Member("q"u8, contract, print.Quantity)
        .Member("nq"u8, contract, print.Quantity)
        .Member("f"u8, print.FirstId.Value)
        .Member("l"u8, print.LastId.Value)
        .Member("T"u8, print.At.Milliseconds)
        .Member("m"u8, truth: print.TakerSide == Side.Sell)
        .EndObject();

    private ApiError? OpenInterest(ApiCall call, JsonText json)
    {
        if (call.Market(floor) is not { } market || call.Error is not null) return call.Error;
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("openInterest"u8, market.Contract, new Quantity(market.Tape.OpenInterest))
            .Member("time"u8, floor.Now.Milliseconds)
            .EndObject();
        return null;
    }
}
