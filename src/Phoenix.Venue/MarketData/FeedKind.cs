namespace Phoenix.Venue.MarketData;

/// <summary>What a stream carries. In this order the streams of one market are served.</summary>
internal enum FeedKind
{
    BookTicker = 1,
    Trade,
    Depth100,
    Depth250,
    Depth500,
    Partial100,
    Partial250,
    Partial500,
    AggregateTrade,
    MarkEachSecond,
    MarkEach3Seconds,
    Kline,
    ContinuousKline,
    MiniTicker,
    DayTicker,
    ForceOrder,
    AllBookTickers,
    AllMarksEachSecond,
    AllMarksEach3Seconds,
    AllMiniTickers,
    AllDayTickers,
    AllForceOrders,
    ContractInfo,
}
