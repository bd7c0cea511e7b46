using System.Runtime.InteropServices;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.MarketData;

/// <summary>
/// Writes the payloads of the market streams, keys in the order recorded on the mainnet in September and October 2026.
/// </summary>
internal static class MarketFrames
{
    internal static void BookTicker(JsonText json, SymbolMarket market, VenueTime now) => json.BeginObject()
        .Member("e"u8, "bookTicker"u8)
        .Member("u"u8, market.LastUpdateId)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("ps"u8, market.Contract.Symbol.Name)
        .Member("b"u8, market.Contract, market.Book.Bids.BestPrice)
        .Member("B"u8, market.Contract, market.Book.Bids.BestQuantity)
        .Member("a"u8, market.Contract, market.Book.Asks.BestPrice)
        .Member("A"u8, market.Contract, market.Book.Asks.BestQuantity)
        .Member("T"u8, market.ChangedAt.Milliseconds)
        .Member("E"u8, now.Milliseconds)
        .Member("st"u8, 1)
        .EndObject();

    internal static void Diff(
        JsonText json,
        SymbolMarket market,
        BookChanges changes,
        List<BookLevel> bids,
        List<BookLevel> asks,
        VenueTime now)
    {
        DepthHead(json, market, changes.ChangedAt, now, changes.FirstId, changes.FinalId, changes.PreviousId);
        Levels(json, "b"u8, market.Contract, bids);
        Levels(json, "a"u8, market.Contract, asks);
        json.Member("st"u8, 1).EndObject();
    }

    internal static void Partial(JsonText json, SymbolMarket market, int levels, VenueTime now)
    {
        var changes = market.Each100;
        DepthHead(json, market, market.ChangedAt, now, changes.FirstId, market.LastUpdateId, changes.PreviousId);
        MarketOperations.WriteLevels(json, "b"u8, market.Contract, market.Book.Bids, levels);
        MarketOperations.WriteLevels(json, "a"u8, market.Contract, market.Book.Asks, levels);
        json.Member("st"u8, 1).EndObject();
    }

    internal static void Trade(JsonText json, SymbolMarket market, in Tick trade, VenueTime now) => json.BeginObject()
        .Member("e"u8, "trade"u8)
        .Member("E"u8, now.Milliseconds)
        .Member("T"u8, trade.At)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("t"u8, trade.Id)
        .Member("p"u8, market.Contract, trade.Price)
        .Member("q"u8, market.Contract, trade.Quantity)
        .Member("X"u8, "MARKET"u8)
        .Member("m"u8, truth: !trade.IsBuy)
        .Member("st"u8, 1)
        .EndObject();

    internal static void Print(JsonText json, SymbolMarket market, in AggregateTrade print, VenueTime now) => json
        .BeginObject()
        .Member("e"u8, "aggTrade"u8)
        .Member("E"u8, now.Milliseconds)
        .Member("a"u8, print.Id)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("p"u8, market.Contract, print.Price)
        .Member("q"u8, market.Contract, print.Quantity)
        .Member("nq"u8, market.Contract, print.Quantity)
        .Member("f"u8, print.FirstId.Value)
        .Member("l"u8, print.LastId.Value)
        .Member("T"u8, print.At.Milliseconds)
        .Member("m"u8, truth: print.TakerSide == Side.Sell)
        .Member("st"u8, 1)
        .EndObject();

    /// <remarks>
    /// <c>ap</c>, documented as a moving average of the mark price, equalled it in all recordings but one.
    /// </remarks>
    internal static void Mark(JsonText json, SymbolMarket market, VenueTime now) => json.BeginObject()
        .Member("e"u8, "markPriceUpdate"u8)
        .Member("E"u8, now.Milliseconds)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("p"u8, market.MarkPrice, 8)
        .Member("ap"u8, market.MarkPrice, 8)
        .Member("P"u8, market.Mark.EstimatedSettle, 8)
        .Member("i"u8, market.Mark.Index, 8)
        .Member("r"u8, market.Mark.Rate, 8)
        .Member("T"u8, market.Mark.NextFunding.Milliseconds)
        .Member("st"u8, 1)
        .EndObject();

    internal static void Kline(
        JsonText json, SymbolMarket market, KlineInterval interval, Bar bar, bool isClosed, VenueTime now)
    {
        json.BeginObject()
            .Member("e"u8, "kline"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("s"u8, market.Contract.Symbol.Name)
            .Name("k"u8).BeginObject();
        json.IsSpaced = true;   // recorded: blanks after the commas in here, nowhere else
        KlineBody(json, market, interval, bar, isClosed, (bar.FirstId, bar.LastId), market.Contract.Symbol.Name);
        json.IsSpaced = false;
        json.EndObject().EndObject();
    }

    /// <remarks>Its <c>f</c> and <c>L</c> are ids of updates, not of trades.</remarks>
    internal static void ContinuousKline(
        JsonText json, SymbolMarket market, KlineInterval interval, Bar bar, bool isClosed, VenueTime now)
    {
        json.BeginObject()
            .Member("e"u8, "continuous_kline"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("ps"u8, market.Contract.Symbol.Name)
            .Member("ct"u8, "PERPETUAL"u8)
            .Name("k"u8).BeginObject();
        KlineBody(json, market, interval, bar, isClosed, (bar.FirstUpdate, bar.LastUpdate), symbol: null);
        json.EndObject().EndObject();
    }

    internal static void MiniTicker(JsonText json, SymbolMarket market, VenueTime now)
    {
        var contract = market.Contract;
        ref readonly var day = ref market.Tape.Day(now);
        json.BeginObject()
            .Member("e"u8, "24hrMiniTicker"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("s"u8, contract.Symbol.Name)
            .Member("ps"u8, contract.Symbol.Name)
            .Member("c"u8, contract, new Price(day.Close))
            .Member("o"u8, contract, new Price(day.Open))
            .Member("h"u8, contract, new Price(day.High))
            .Member("l"u8, contract, new Price(day.Low))
            .Name("v"u8).Units(day.Volume, contract.QuantityDecimals)
            .Name("q"u8).QuoteCut(contract, day.Quote)
            .Member("st"u8, 1)
            .EndObject();
    }

    internal static void DayTicker(JsonText json, SymbolMarket market, VenueTime now)
    {
        var contract = market.Contract;
        var statistics = new DayStatistics(market, now);
        ref readonly var day = ref statistics.Bar;
        json.BeginObject()
            .Member("e"u8, "24hrTicker"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("s"u8, contract.Symbol.Name)
            .Member("ps"u8, contract.Symbol.Name)
            .Name("p"u8).Units(statistics.Change, contract.PriceDecimals)
            .Name("P"u8).Units(statistics.ChangeMilliPercent, 3)
            .Name("w"u8).Units(statistics.Average, contract.PriceDecimals)
            .Member("c"u8, contract, new Price(day.Close))
            .Member("Q"u8, contract, market.Tape.LastTrade.Quantity)
            .Member("o"u8, contract, new Price(day.Open))
            .Member("h"u8, contract, new Price(day.High))
            .Member("l"u8, contract, new Price(day.Low))
            .Name("v"u8).Units(day.Volume, contract.QuantityDecimals)
            .Name("q"u8).QuoteCut(contract, day.Quote)
            .Member("O"u8, day.Start)
            .Member("C"u8, market.Tape.LastTrade.At)
            .Member("F"u8, day.FirstId)
            .Member("L"u8, day.LastId)
            .Member("n"u8, day.Count)
            .Member("st"u8, 1)
            .EndObject();
    }

    internal static void ForceOrder(JsonText json, AccountOrder order, VenueTime now)
    {
        var contract = order.Market.Contract;
        json.BeginObject()
            .Member("e"u8, "forceOrder"u8)
            .Member("E"u8, now.Milliseconds)
            .Name("o"u8).BeginObject()
            .Member("s"u8, contract.Symbol.Name)
            .Member("S"u8, Words.Of(order.Side))
            .Member("o"u8, "LIMIT"u8)
            .Member("f"u8, "IOC"u8)
            .Member("q"u8, contract, order.Original)
            .Member("p"u8, contract, order.Price)
            .Member("ap"u8, order.AveragePrice, contract.PriceDecimals)
            .Member("X"u8, order.Remaining.IsZero ? "FILLED"u8 : "PARTIALLY_FILLED"u8)
            .Member("l"u8, contract, order.LastFilled)
            .Member("z"u8, contract, order.Executed)
            .Member("T"u8, order.UpdatedAt.Milliseconds)
            .Member("ps"u8, contract.Symbol.Name)
            .Member("st"u8, 1)
            .EndObject()
            .EndObject();
    }

    internal static void ContractInfo(JsonText json, SymbolMarket market, VenueTime now)
    {
        json.BeginObject()
            .Member("e"u8, "contractInfo"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("s"u8, market.Contract.Symbol.Name)
            .Member("ps"u8, market.Contract.Symbol.Name)
            .Member("ct"u8, "PERPETUAL"u8)
            .Member("dt"u8, 4133404800000)
            .Member("ot"u8, market.Contract.OnboardDate)
            .Member("cs"u8, Words.Of(market.Status))
            .Name("bks"u8).BeginArray();
        var steps = LeverageBrackets.Of(market.Contract.Symbol).Steps;
        for (var i = 0; i < steps.Length; i++)
        {
            json.BeginObject()
                .Member("bs"u8, steps[i].Number)
                .Name("bnf"u8).Plain(steps[i].Floor)
                .Name("bnc"u8).Plain(steps[i].Cap)
                .Name("mmr"u8).Plain(steps[i].MaintenanceRate)
                .Name("cf"u8).Plain(steps[i].Cumulative)
                .Member("mi"u8, i + 1 < steps.Length ? steps[i + 1].InitialLeverage + 1 : 1)
                .Member("ma"u8, steps[i].InitialLeverage)
                .EndObject();
        }

        json.EndArray().Member("st"u8, 1).EndObject();
    }

    private static void DepthHead(
        JsonText json,
        SymbolMarket market,
        VenueTime changedAt,
        VenueTime now,
        long first,
        long final,
        long previous) => json.BeginObject()
            .Member("e"u8, "depthUpdate"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("T"u8, changedAt.Milliseconds)
            .Member("s"u8, market.Contract.Symbol.Name)
            .Member("ps"u8, market.Contract.Symbol.Name)
            .Member("U"u8, first)
            .Member("u"u8, final)
            .Member("pu"u8, previous);

    private static void Levels(JsonText json, ReadOnlySpan<byte> name, Contract contract, List<BookLevel> levels)
    {
        json.Name(name).BeginArray();
        foreach (ref readonly var level in CollectionsMarshal.AsSpan(levels))
        {
            json.BeginArray().Value(contract, level.Price).Value(contract, level.Quantity).EndArray();
        }

        json.EndArray();
    }

    private static void KlineBody(
        JsonText json,
        SymbolMarket market,
        KlineInterval interval,
        Bar bar,
        bool isClosed,
        (long First, long Last) ids,
        string? symbol)
    {
        var contract = market.Contract;
        json.Member("t"u8, bar.Start).Member("T"u8, interval.NextAfter(bar.Start) - 1);
        if (symbol is not null) json.Member("s"u8, symbol);
        json.Member("i"u8, interval.Utf8Name)
            .Member("f"u8, ids.First)
            .Member("L"u8, ids.Last)
            .Member("o"u8, contract, new Price(bar.Open))
            .Member("c"u8, contract, new Price(bar.Close))
            .Member("h"u8, contract, new Price(bar.High))
            .Member("l"u8, contract, new Price(bar.Low))
            .Name("v"u8).Units(bar.Volume, contract.QuantityDecimals)
            .Member("n"u8, bar.Count)
            .Member("x"u8, truth: isClosed)
            .Name("q"u8).Quote(contract, bar.Quote)
            .Name("V"u8).Units(bar.TakerVolume, contract.QuantityDecimals)
            .Name("Q"u8).Quote(contract, bar.TakerQuote)
            .Member("B"u8, "0"u8);
    }
}
