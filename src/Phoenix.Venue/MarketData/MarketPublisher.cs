using System.Runtime.InteropServices;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>
/// Cuts and sends the frames of the market streams, keys in the order recorded on the mainnet in September 2026. A
/// frame nobody listens to is not written, but its place in the chain of update ids is kept.
/// </summary>
internal sealed class MarketPublisher(VenueFloor floor, StreamFeeds feeds)
{
    private readonly JsonText _json = new();
    private readonly List<BookLevel> _bids = [];
    private readonly List<BookLevel> _asks = [];
    private readonly List<AggregateTrade> _prints = [];

    internal void PublishTouch(SymbolMarket market)
    {
        if (!market.TakeTouchChange()) return;
        foreach (var feed in feeds.Of(market))
        {
            if (feed.Kind == FeedKind.Ticker && feed.IsHeard) feed.Publish(WriteTicker(market));
        }
    }

    /// <summary>The depth frames due at this step.</summary>
    internal void PublishDepth(SymbolMarket market)
    {
        var step = floor.Now.Milliseconds / 100;
        var (due250, due500) = (step % 5 is 0 or 3, step % 5 == 0);   // 250 ms on a grid of 100: after 300 and 200 ms
        market.Each250.Absorb(market.Each100);
        market.Each500.Absorb(market.Each100);
        foreach (var feed in feeds.Of(market))
        {
            if (!feed.IsHeard) continue;
            switch (feed.Kind)
            {
                case FeedKind.Depth100:
                    PublishDiff(feed, market.Each100);
                    break;
                case FeedKind.Depth250 when due250:
                    PublishDiff(feed, market.Each250);
                    break;
                case FeedKind.Depth500 when due500:
                    PublishDiff(feed, market.Each500);
                    break;
                case FeedKind.Partial100:
                case FeedKind.Partial250 when due250:
                case FeedKind.Partial500 when due500:
                    feed.Publish(WritePartial(market, feed.Levels));
                    break;
            }
        }

        if (market.Each100.Count > 0) market.Each100.Restart();
        if (due250 && market.Each250.Count > 0) market.Each250.Restart();
        if (due500 && market.Each500.Count > 0) market.Each500.Restart();
    }

    internal void PublishPrints(SymbolMarket market)
    {
        _prints.Clear();
        market.CollectPrints(_prints);
        foreach (var feed in feeds.Of(market))
        {
            if (feed.Kind != FeedKind.Trades || !feed.IsHeard) continue;
            foreach (ref readonly var print in CollectionsMarshal.AsSpan(_prints))
            {
                feed.Publish(WritePrint(market, print));
            }
        }
    }

    /// <summary>Called on full seconds.</summary>
    internal void PublishMark(SymbolMarket market)
    {
        foreach (var feed in feeds.Of(market))
        {
            var isDue = feed.Kind == FeedKind.MarkEachSecond
                || (feed.Kind == FeedKind.MarkEach3Seconds && floor.Now.Milliseconds / 1000 % 3 == 0);
            if (isDue && feed.IsHeard) feed.Publish(WriteMark(market));
        }
    }

    private void PublishDiff(StreamFeed feed, BookChanges changes)
    {
        if (changes.Count == 0) return;
        var market = feed.Market;
        changes.Read(market.Book, _bids, _asks);
        WriteDepthHead(market, changes.ChangedAt, changes.FirstId, changes.FinalId, changes.PreviousId);
        WriteLevels("b"u8, market.Contract, _bids);
        WriteLevels("a"u8, market.Contract, _asks);
        feed.Publish(_json.Member("st"u8, 1).EndObject().Written);
    }

    private ReadOnlySpan<byte> WritePartial(SymbolMarket market, int levels)
    {
        var changes = market.Each100;
        WriteDepthHead(market, market.ChangedAt, changes.FirstId, market.LastUpdateId, changes.PreviousId);
        MarketOperations.WriteLevels(_json, "b"u8, market.Contract, market.Book.Bids, levels);
        MarketOperations.WriteLevels(_json, "a"u8, market.Contract, market.Book.Asks, levels);
        return _json.Member("st"u8, 1).EndObject().Written;
    }

    private void WriteDepthHead(SymbolMarket market, VenueTime changedAt, long first, long final, long previous) =>
        _json.Clear().BeginObject()
            .Member("e"u8, "depthUpdate"u8)
            .Member("E"u8, floor.Now.Milliseconds)
            .Member("T"u8, changedAt.Milliseconds)
            .Member("s"u8, market.Contract.Symbol.Name)
            .Member("ps"u8, market.Contract.Symbol.Name)
            .Member("U"u8, first)
            .Member("u"u8, final)
            .Member("pu"u8, previous);

    private void WriteLevels(ReadOnlySpan<byte> name, Contract contract, List<BookLevel> levels)
    {
        _json.Name(name).BeginArray();
        foreach (ref readonly var level in CollectionsMarshal.AsSpan(levels))
        {
            _json.BeginArray().Value(contract, level.Price).Value(contract, level.Quantity).EndArray();
        }

        _json.EndArray();
    }

    private ReadOnlySpan<byte> WriteTicker(SymbolMarket market) => _json.Clear().BeginObject()
        .Member("e"u8, "bookTicker"u8)
        .Member("u"u8, market.LastUpdateId)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("ps"u8, market.Contract.Symbol.Name)
        .Member("b"u8, market.Contract, market.Book.Bids.BestPrice)
        .Member("B"u8, market.Contract, market.Book.Bids.BestQuantity)
        .Member("a"u8, market.Contract, market.Book.Asks.BestPrice)
        .Member("A"u8, market.Contract, market.Book.Asks.BestQuantity)
        .Member("T"u8, market.ChangedAt.Milliseconds)
        .Member("E"u8, floor.Now.Milliseconds)
        .Member("st"u8, 1)
        .EndObject().Written;

    private ReadOnlySpan<byte> WritePrint(SymbolMarket market, in AggregateTrade print) => _json.Clear().BeginObject()
        .Member("e"u8, "aggTrade"u8)
        .Member("E"u8, floor.Now.Milliseconds)
        .Member("a"u8, print.Id)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("p"u8, market.Contract, print.Price)
        .Member("q"u8, market.Contract, print.Quantity)
        .Member("nq"u8, market.Contract, print.Quantity)
        .Member("f"u8, print.FirstId.Value)
        .Member("l"u8, print.LastId.Value)
        .Member("T"u8, print.At.Milliseconds)
        .Member("m"u8, print.TakerSide == Side.Sell)
        .Member("st"u8, 1)
        .EndObject().Written;

    private ReadOnlySpan<byte> WriteMark(SymbolMarket market) => _json.Clear().BeginObject()
        .Member("e"u8, "markPriceUpdate"u8)
        .Member("E"u8, floor.Now.Milliseconds)
        .Member("s"u8, market.Contract.Symbol.Name)
        .Member("p"u8, market.MarkPrice, 8)
        .Member("ap"u8, market.MarkPrice, 8)
        .Member("P"u8, market.Mark.EstimatedSettle, 8)
        .Member("i"u8, market.Mark.Index, 8)
        .Member("r"u8, market.Mark.Rate, 8)
        .Member("T"u8, market.Mark.NextFunding.Milliseconds)
        .Member("st"u8, 1)
        .EndObject().Written;
}
