using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>Answers questions for tickers, for REST and the trading API alike.</summary>
internal sealed class TickerOperations(VenueFloor floor)
{
    internal void AddTo(RestRoutes routes)
    {
        var book = new Route(Security.None, call => call.Has("symbol") ? 2 : 5, BookTicker);
        var price = new Route(Security.None, call => call.Has("symbol") ? 1 : 2, PriceTicker);
        var day = new Route(Security.None, call => call.Has("symbol") ? 1 : 40, DayTicker);
        routes.AddRest("GET /fapi/v1/ticker/24hr", day);
        routes.AddRest("GET /fapi/v1/ticker/price", price);
        routes.AddRest("GET /fapi/v2/ticker/price", price);
        routes.AddRest("GET /fapi/v1/ticker/bookTicker", book);
        routes.AddTrading("ticker.price", price);
        routes.AddTrading("ticker.book", book);
    }

    private ApiError? BookTicker(ApiCall call, JsonText json) => floor.PerMarket(call, json, static (json, market) =>
    {
        var (bids, asks) = (market.Book.Bids, market.Book.Asks);
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("bidPrice"u8, market.Contract, bids.BestPrice)
            .Member("bidQty"u8, market.Contract, bids.BestQuantity)
            .Member("askPrice"u8, market.Contract, asks.BestPrice)
            .Member("askQty"u8, market.Contract, asks.BestQuantity)
            .Member("time"u8, market.ChangedAt.Milliseconds)
            .Member("lastUpdateId"u8, market.LastUpdateId)
            .EndObject();
    });

    private ApiError? PriceTicker(ApiCall call, JsonText json) => floor.PerMarket(call, json, static (json, market) =>
        json.BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("price"u8, market.Contract, market.LastPrice)
            .Member("time"u8, market.LastTradeAt.Milliseconds)
            .EndObject());

    /// <remarks>
    /// The window begins at the full minute 24 hours ago and ends with the last trade, as in frames recorded in October
    /// 2026 (<c>O</c>, <c>C</c>).
    /// </remarks>
    private ApiError? DayTicker(ApiCall call, JsonText json) => floor.PerMarket(call, json, (json, market) =>
    {
        var contract = market.Contract;
        var statistics = new DayStatistics(market, floor.Now);
        ref readonly var day = ref statistics.Bar;
        json.BeginObject()
            .Member("symbol"u8, contract.Symbol.Name)
            .Name("priceChange"u8).Units(statistics.Change, contract.PriceDecimals)
            .Name("priceChangePercent"u8).Units(statistics.ChangeMilliPercent, 3)
            .Name("weightedAvgPrice"u8).Units(statistics.Average, contract.PriceDecimals)
            .Member("lastPrice"u8, contract, new Price(day.Close))
            .Member("lastQty"u8, contract, market.Tape.LastTrade.Quantity)
            .Member("openPrice"u8, contract, new Price(day.Open))
            .Member("highPrice"u8, contract, new Price(day.High))
            .Member("lowPrice"u8, contract, new Price(day.Low))
            .Name("volume"u8).Units(day.Volume, contract.QuantityDecimals)
            .Name("quoteVolume"u8).QuoteCut(contract, day.Quote)
            .Member("openTime"u8, day.Start)
            .Member("closeTime"u8, market.Tape.LastTrade.At)
            .Member("firstId"u8, day.FirstId)
            .Member("lastId"u8, day.LastId)
            .Member("count"u8, day.Count)
            .EndObject();
    });
}

/// <summary>What the tickers of 24 hours say beside the bar itself.</summary>
internal readonly ref struct DayStatistics
{
    private readonly ref readonly Bar _bar;

    internal DayStatistics(SymbolMarket market, VenueTime now)
    {
        _bar = ref market.Tape.Day(now);
        var units = market.Contract.UnitsPerTick;
        Change = (Bar.Close - Bar.Open) * units;
        ChangeMilliPercent = (long)decimal.Round((Bar.Close - Bar.Open) * 100_000m / Bar.Open);
        Average = Bar.Volume == 0 ? Bar.Close * units : (long)decimal.Round((decimal)Bar.Quote * units / Bar.Volume);
    }

    internal ref readonly Bar Bar => ref _bar;

    /// <summary>In units of the last printed decimal.</summary>
    internal long Change { get; }

    internal long ChangeMilliPercent { get; }

    /// <summary>The mean price by volume, in units of the last printed decimal.</summary>
    internal long Average { get; }
}
