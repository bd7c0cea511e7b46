using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>Answers questions for candlesticks: of trades, index, mark price and premium.</summary>
/// <remarks>
/// Source: the endpoint pages of the exchange's documentation (read 2026-05-28) and refusals recorded on 2026-09-15.
/// The last closed bars of each interval are kept (<see cref="BarSeries.Limit"/>), those before the venue's start being
/// made up. Value bars count their samples: one a second, of the premium one in five.
/// </remarks>
internal sealed class KlineOperations(VenueFloor floor)
{
    private readonly List<Bar> _bars = [];

    internal void AddTo(RestRoutes routes)
    {
        Add("klines", call => call.Market(floor), static market => market.Tape.Prices, WriteTrades);
        Add("continuousKlines", ContinuousMarket, static market => market.Tape.Prices, WriteTrades);
        Add("indexPriceKlines", PairMarket, static market => market.Tape.Indexes, WriteValues);
        Add("markPriceKlines", call => call.Market(floor), static market => market.Tape.Marks, WriteValues);
        Add("premiumIndexKlines", call => call.Market(floor), static market => market.Tape.Premiums, WriteValues);

        void Add(
            string name,
            Func<ApiCall, SymbolMarket?> find,
            Func<SymbolMarket, BarSeries> series,
            Action<JsonText, Contract, Bar, long> write) => routes.AddRest(
            $"GET /fapi/v1/{name}",
            new Route(Security.None, Weight, (call, json) => Answer(call, json, find, series, write)));
    }

    private static int Weight(ApiCall call) => call.Integer("limit") switch
    {
        < 100 => 1,
        < 500 => 2,
        null or <= 1000 => 5,
        _ => 10,
    };

    private static void WriteTrades(JsonText json, Contract contract, Bar bar, long closes) => json
        .BeginArray()
        .Value(bar.Start)
        .Value(contract, new Price(bar.Open))
        .Value(contract, new Price(bar.High))
        .Value(contract, new Price(bar.Low))
        .Value(contract, new Price(bar.Close))
        .Units(bar.Volume, contract.QuantityDecimals)
        .Value(closes)
        .Quote(contract, bar.Quote)
        .Value(bar.Count)
        .Units(bar.TakerVolume, contract.QuantityDecimals)
        .Quote(contract, bar.TakerQuote)
        .Value("0"u8)
        .EndArray();

    private static void WriteValues(JsonText json, Contract contract, Bar bar, long closes) => json
        .BeginArray()
        .Value(bar.Start)
        .Units(bar.Open, 8)
        .Units(bar.High, 8)
        .Units(bar.Low, 8)
        .Units(bar.Close, 8)
        .Value("0"u8)
        .Value(closes)
        .Value("0"u8)
        .Value(bar.Count)
        .Value("0"u8)
        .Value("0"u8)
        .Value("0"u8)
        .EndArray();

    private ApiError? Answer(
        ApiCall call,
        JsonText json,
        Func<ApiCall, SymbolMarket?> find,
        Func<SymbolMarket, BarSeries> series,
        Action<JsonText, Contract, Bar, long> write)
    {
        var market = find(call);
        var interval = KlineInterval.Find(call.RequiredText("interval"));
        if (interval is null) call.Fail(ApiError.BadInterval);
        var (span, limit) = (call.Span(), call.Limit(500, 1500));
        if (market is null || interval is null || call.Error is not null) return call.Error;
        _bars.Clear();
        series(market).Read(interval, floor.Now.Milliseconds, span, limit, _bars);
        json.BeginArray();
        foreach (var bar in _bars)
        {
            write(json, market.Contract, bar, interval.NextAfter(bar.Start) - 1);
        }

        json.EndArray();
        return null;
    }

    private SymbolMarket? PairMarket(ApiCall call)
    {
        var pair = call.RequiredText("pair");
        if (call.Error is not null) return null;
        var market = floor.Find(pair);
        if (market is null) call.Fail(ApiError.BadPair);
        return market;
    }

    /// <summary>Only perpetual contracts are listed.</summary>
    private SymbolMarket? ContinuousMarket(ApiCall call)
    {
        var market = PairMarket(call);
        if (call.RequiredText("contractType") != "PERPETUAL") call.Fail(ApiError.BadContractType);
        return market;
    }
}
