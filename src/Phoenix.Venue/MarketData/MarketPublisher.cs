using System.Runtime.InteropServices;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>
/// Sends the market streams when they are due. A frame nobody listens to is not written, but its place in the chain of
/// update ids is kept.
/// </summary>
internal sealed class MarketPublisher
{
    private readonly VenueFloor _floor;
    private readonly StreamFeeds _feeds;
    private readonly JsonText _json = new();
    private readonly List<BookLevel> _bids = [];
    private readonly List<BookLevel> _asks = [];
    private readonly List<AggregateTrade> _prints = [];
    private readonly AccountOrder?[] _forced;
    private readonly TradingStatus[] _told;

    internal MarketPublisher(VenueFloor floor, StreamFeeds feeds)
    {
        (_floor, _feeds) = (floor, feeds);
        _forced = new AccountOrder?[floor.Markets.Length];
        _told = [.. floor.Markets.Select(market => market.Status)];
        floor.OrderForced += Keep;
        floor.ContractChanged += PublishContract;
    }

    /// <summary>Steps of 100 ms since 1970; frames of 250 ms come after 300 and 200 ms.</summary>
    private long StepNumber => _floor.Steady.Milliseconds / 100;

    private bool Is250Due => StepNumber % 5 is 0 or 3;

    internal void PublishTouch(SymbolMarket market)
    {
        var isMoved = market.TakeTouchChange();
        foreach (var feed in _feeds.Heard(market))
        {
            if (feed.Kind > FeedKind.Trade) return;
            if (feed.Kind == FeedKind.Trade)
            {
                PublishTrades(feed, market);
            }
            else if (isMoved)
            {
                MarketFrames.BookTicker(_json.Clear(), market, _floor.Now);
                feed.Publish(_json.Written);
            }
        }
    }

    /// <summary>The depth frames due at this step.</summary>
    internal void PublishDepth(SymbolMarket market)
    {
        var (due250, due500) = (Is250Due, StepNumber % 5 == 0);
        market.Each250.Absorb(market.Each100);
        market.Each500.Absorb(market.Each100);
        foreach (var feed in _feeds.Heard(market))
        {
            switch (feed.Kind)
            {
                case FeedKind.Depth100:
                    PublishDiff(feed, market, market.Each100);
                    break;
                case FeedKind.Depth250 when due250:
                    PublishDiff(feed, market, market.Each250);
                    break;
                case FeedKind.Depth500 when due500:
                    PublishDiff(feed, market, market.Each500);
                    break;
                case FeedKind.Partial100:
                case FeedKind.Partial250 when due250:
                case FeedKind.Partial500 when due500:
                    MarketFrames.Partial(_json.Clear(), market, feed.Levels, _floor.Now);
                    feed.Publish(_json.Written);
                    break;
            }
        }

        if (market.Each100.Count > 0) market.Each100.Restart();
        if (due250 && market.Each250.Count > 0) market.Each250.Restart();
        if (due500 && market.Each500.Count > 0) market.Each500.Restart();
    }

    /// <summary>Prints whose window is over, and candlesticks.</summary>
    internal void PublishPrints(SymbolMarket market)
    {
        _prints.Clear();
        market.CollectPrints(_prints);
        var isKlineDue = Is250Due;
        foreach (var feed in _feeds.Heard(market))
        {
            switch (feed.Kind)
            {
                case FeedKind.AggregateTrade:
                    foreach (ref readonly var print in CollectionsMarshal.AsSpan(_prints))
                    {
                        MarketFrames.Print(_json.Clear(), market, print, _floor.Now);
                        feed.Publish(_json.Written);
                    }

                    break;
                case FeedKind.Kline or FeedKind.ContinuousKline when isKlineDue:
                    PublishKline(feed, market);
                    break;
            }
        }
    }

    /// <summary>What is due at full seconds for one market.</summary>
    internal void PublishSecond(SymbolMarket market)
    {
        var second = _floor.Now.Milliseconds / 1000;
        foreach (var feed in _feeds.Heard(market))
        {
            switch (feed.Kind)
            {
                case FeedKind.MarkEachSecond:
                case FeedKind.MarkEach3Seconds when second % 3 == 0:
                    MarketFrames.Mark(_json.Clear(), market, _floor.Now);
                    feed.Publish(_json.Written);
                    break;
                case FeedKind.MiniTicker or FeedKind.DayTicker when second % 2 == 0 && IsNew(feed, market):
                    WriteTicker(_json.Clear(), feed.Kind, market);
                    feed.Publish(_json.Written);
                    break;
            }
        }
    }

    /// <summary>What is due at full seconds for all markets together.</summary>
    internal void PublishSecondOfAll()
    {
        var second = _floor.Now.Milliseconds / 1000;
        foreach (var feed in _feeds.HeardOfAll)
        {
            switch (feed.Kind)
            {
                case FeedKind.AllBookTickers when second % 5 == 0:
                    PublishBookTickers(feed);
                    break;
                case FeedKind.AllMarksEachSecond:
                case FeedKind.AllMarksEach3Seconds when second % 3 == 0:
                    PublishMarks(feed);
                    break;
                case FeedKind.AllMiniTickers or FeedKind.AllDayTickers:
                    PublishTickers(feed);
                    break;
            }
        }

        FlushForced();
    }

    private static bool IsNew(StreamFeed feed, SymbolMarket market)
    {
        var last = market.Tape.LastTrade.Id;
        if (feed.Sent.LastId == last) return false;
        feed.Sent = (0, last);
        return true;
    }

    private void PublishDiff(StreamFeed feed, SymbolMarket market, BookChanges changes)
    {
        if (changes.Count == 0) return;
        changes.Read(market.Book, _bids, _asks);
        MarketFrames.Diff(_json.Clear(), market, changes, _bids, _asks, _floor.Now);
        feed.Publish(_json.Written);
    }

    private void PublishTrades(StreamFeed feed, SymbolMarket market)
    {
        var (trades, last) = (market.Tape.Trades, market.Tape.LastTrade.Id);
        var sent = feed.Sent.LastId;
        var from = sent == 0 ? trades.Count : trades.FirstFrom(sent + 1, static tick => tick.Id);
        for (var i = from; i < trades.Count; i++)
        {
            MarketFrames.Trade(_json.Clear(), market, trades[i], _floor.Now);
            feed.Publish(_json.Written);
        }

        feed.Sent = (0, last);
    }

    /// <summary>The bar that was closed since the last frame, then the running one if it has changed.</summary>
    private void PublishKline(StreamFeed feed, SymbolMarket market)
    {
        var (interval, prices) = (feed.Interval!, market.Tape.Prices);
        prices.RollTo(_floor.Now.Milliseconds);
        var running = prices.Running(interval);
        if (feed.Sent.Start != 0 && feed.Sent.Start != running.Start)
        {
            WriteKline(feed, market, prices.LastClosed(interval), isClosed: true);
        }

        var (start, count) = feed.Sent;
        feed.Sent = (running.Start, running.Count);
        if (running.Count > 0 && (start, count) != feed.Sent) WriteKline(feed, market, running, isClosed: false);
    }

    private void WriteKline(StreamFeed feed, SymbolMarket market, Bar bar, bool isClosed)
    {
        if (feed.Kind == FeedKind.Kline)
        {
            MarketFrames.Kline(_json.Clear(), market, feed.Interval!, bar, isClosed, _floor.Now);
        }
        else
        {
            MarketFrames.ContinuousKline(_json.Clear(), market, feed.Interval!, bar, isClosed, _floor.Now);
        }

        feed.Publish(_json.Written);
    }

    private void PublishBookTickers(StreamFeed feed)
    {
        foreach (var market in _floor.Markets)
        {
            if (market.Book.Bids.Count == 0 || market.Book.Asks.Count == 0) continue;
            MarketFrames.BookTicker(_json.Clear(), market, _floor.Now);
            feed.Publish(_json.Written);
        }
    }

    private void PublishMarks(StreamFeed feed)
    {
        _json.Clear().BeginArray();
        foreach (var market in _floor.Markets)
        {
            MarketFrames.Mark(_json, market, _floor.Now);
        }

        feed.Publish(_json.EndArray().Written);
    }

    /// <summary>Only the markets in which something was traded since the last frame.</summary>
    private void PublishTickers(StreamFeed feed)
    {
        _json.Clear().BeginArray();
        var isEmpty = true;
        foreach (var market in _floor.Markets)
        {
            if (market.Tape.LastTrade.At <= feed.Sent.Start) continue;
            isEmpty = false;
            WriteTicker(_json, feed.Kind, market);
        }

        feed.Sent = (_floor.Now.Milliseconds - 1, 0);
        if (!isEmpty) feed.Publish(_json.EndArray().Written);
    }

    private void WriteTicker(JsonText json, FeedKind kind, SymbolMarket market)
    {
        if (kind is FeedKind.MiniTicker or FeedKind.AllMiniTickers)
        {
            MarketFrames.MiniTicker(json, market, _floor.Now);
        }
        else
        {
            MarketFrames.DayTicker(json, market, _floor.Now);
        }
    }

    /// <summary>Of the liquidations of one market within a second only the largest is shown.</summary>
    private void Keep(AccountOrder order)
    {
        ref var kept = ref _forced[order.Market.Index];
        if (order.Executed > (kept?.Executed ?? Quantity.Zero)) kept = order;
    }

    private void FlushForced()
    {
        foreach (var market in _floor.Markets)
        {
            if (_forced[market.Index] is not { } order) continue;
            _forced[market.Index] = null;
            MarketFrames.ForceOrder(_json.Clear(), order, _floor.Now);
            Publish(FeedKind.ForceOrder, _feeds.Heard(market));
            Publish(FeedKind.AllForceOrders, _feeds.HeardOfAll);
        }
    }

    /// <summary>Tells of the market's status if it is another one.</summary>
    internal void PublishStatus(SymbolMarket market)
    {
        ref var told = ref _told[market.Index];
        if (told == market.Status) return;
        told = market.Status;
        _floor.ChangeContract(market);
    }

    private void PublishContract(SymbolMarket market)
    {
        MarketFrames.ContractInfo(_json.Clear(), market, _floor.Now);
        Publish(FeedKind.ContractInfo, _feeds.HeardOfAll);
    }

    private void Publish(FeedKind kind, ReadOnlySpan<StreamFeed> heard)
    {
        foreach (var feed in heard)
        {
            if (feed.Kind == kind) feed.Publish(_json.Written);
        }
    }
}
