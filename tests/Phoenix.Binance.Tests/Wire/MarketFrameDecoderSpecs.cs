using System.Text;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Wire;

public sealed class MarketFrameDecoderSpecs
{
    private readonly MarketFrameDecoder _decoder = new(Contracts.Registry());

    [Fact]
    public void A_diff_with_the_fields_of_2026_is_read()
    {
        var diff = Decode(Samples.Text("depth_2026.json")).Depth.ShouldNotBeNull();

        diff.Symbol.Name.ShouldBe("BTCUSDT");
        diff.FirstUpdateId.ShouldBe(359220619477);
        diff.FinalUpdateId.ShouldBe(359220619477);
        diff.PreviousUpdateId.ShouldBe(359220613550);
        diff.EventTime.ShouldBe(new VenueTime(1785048482829));
        diff.TransactionTime.ShouldBe(new VenueTime(1785048482718));
        diff.Bids.ShouldBeEmpty();
        diff.Asks.ShouldBe([new BookLevel(new Price(643467), new Quantity(5898041))]);
    }

    [Fact]
    public void A_diff_without_the_fields_of_2026_is_read()
    {
        var diff = Decode(Samples.Text("depth_2021.json")).Depth.ShouldNotBeNull();

        diff.Symbol.Name.ShouldBe("CTKUSDT");
        diff.PreviousUpdateId.ShouldBe(600859587990);
        diff.Bids.ShouldBe([new BookLevel(new Price(100600), new Quantity(14217))]);
        diff.Asks.ShouldBe(
        [
            new BookLevel(new Price(101300), new Quantity(17718)),
            new BookLevel(new Price(101500), new Quantity(20835)),
        ]);
    }

    [Fact]
    public void A_raw_frame_reads_like_a_combined_one()
    {
        var text = Samples.Text("ticker_2026.json");
        var combined = Decode(text).Ticker;
        var raw = text[(text.IndexOf("\"data\":", StringComparison.Ordinal) + 7)..^1];

        Decode(raw).Ticker.ShouldBe(combined);
    }

    [Fact]
    public void Properties_are_taken_by_name_in_any_order()
    {
        var diff = Decode(
            """
            {"data": {"st":1,"a":[["2690.18","1.5"]],"b":[["2690.17","0"]],"pu":7,"u":9,"U":8,"new":{"x":[1,"]"]},
            "s":"ETHUSDT","T":3,"E":4,"e":"depthUpdate"}, "stream": "ethusdt@depth@100ms"}
            """).Depth.ShouldNotBeNull();

        (diff.FirstUpdateId, diff.FinalUpdateId, diff.PreviousUpdateId).ShouldBe((8, 9, 7));
        diff.Bids.ShouldBe([new BookLevel(new Price(269017), Quantity.Zero)]);
        diff.Asks.ShouldBe([new BookLevel(new Price(269018), new Quantity(1500))]);
    }

    [Fact]
    public void A_book_ticker_is_read()
    {
        Decode(Samples.Text("ticker_2026.json")).Ticker.ShouldBe(new BookTicker(
            new Symbol("BTCUSDT"),
            11671659685961,
            new BookLevel(new Price(845510), new Quantity(26460)),
            new BookLevel(new Price(845511), new Quantity(53020)),
            new VenueTime(1790526538940),
            new VenueTime(1790526538939)));
    }

    [Fact]
    public void A_mark_price_keeps_its_eight_decimals()
    {
        Decode(Samples.Text("mark_2026.json")).Mark.ShouldBe(new MarkPrice(
            new Symbol("BTCUSDT"),
            84551.10762319m,
            84590.87304348m,
            0.00000801m,
            new VenueTime(1790553600000),
            new VenueTime(1790526539000)));
    }

    [Fact]
    public void A_trade_is_read() =>
        Decode(Samples.Text("trade_2026.json")).Trade.ShouldBe(new TradePrint(
            new Symbol("BTCUSDT"),
            3466782974,
            new Price(845511),
            new Quantity(300),
            Side.Buy,
            new VenueTime(1790526538883),
            new VenueTime(1790526539033)));

    [Fact]
    public void A_partial_book_is_not_mistaken_for_a_diff()
    {
        var partial = Samples.Text("depth_2026.json").Replace("@depth@", "@depth20@", StringComparison.Ordinal);

        Decode(partial).Kind.ShouldBe(MarketFrameKind.Ignored);
    }

    [Theory]
    [InlineData("""{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1,"s":"BTCUSDT","k":{"o":"1.0"}}}""")]
    [InlineData("""{"stream":"!markPrice@arr","data":[{"e":"markPriceUpdate","s":"NOBODY"}]}""")]
    [InlineData("""{"stream":"x@y","data":{"e":"tomorrowsEvent","s":5}}""")]
    public void Events_of_no_interest_are_ignored(string frame) =>
        Decode(frame).Kind.ShouldBe(MarketFrameKind.Ignored);

    [Fact]
    public void An_acknowledgement_names_its_request()
    {
        var frame = Decode("""{"result":null,"id":312}""");

        frame.Kind.ShouldBe(MarketFrameKind.Acknowledged);
        frame.Request.ShouldBe(312);
    }

    [Theory]
    [InlineData("""{"error":{"code":2,"msg":"Invalid request: missing field"},"id":1}""", 1L)]
    [InlineData("""{"error":{"code":2,"msg":"Invalid request: missing field"}}""", null)]
    [InlineData("""{"code":2,"msg":"Invalid request: missing field","id":1}""", 1L)]
    public void A_refusal_carries_the_venues_words(string text, long? request)
    {
        var frame = Decode(text);

        frame.Kind.ShouldBe(MarketFrameKind.Refused);
        frame.Request.ShouldBe(request);
        frame.Reason.ShouldNotBeNull().ShouldContain("missing field");
    }

    [Theory]
    [InlineData("", "object")]
    [InlineData("{}", "neither")]
    [InlineData("[1]", "object")]
    [InlineData("""{"stream":"ethusdt@bookTicker","data":{"e":"bookTicker","s":"NOSUCH","u":1}}""", "NOSUCH")]
    [InlineData("""{"stream":"s","data":{"e":"bookTicker","u":1,"E":2,"b":"1","B":"1","a":"2","A":"1"}}""", "symbol")]
    [InlineData("""{"data":{"e":"bookTicker","s":"ETHUSDT","b":"1.005","u":1,"E":2}}""", "grid")]
    [InlineData("""{"data":{"e":"bookTicker","s":"ETHUSDT","B":"-1","u":1,"E":2}}""", "negative")]
    [InlineData("""{"data":{"e":"depthUpdate","s":"ETHUSDT","E":1,"U":1,"u":1,"b":[],"a":[]}}""", "pu")]
    [InlineData("""{"data":{"e":"depthUpdate","s":"ETHUSDT","E":1,"U":1,"u":1,"pu":0,"b":[["1"]],"a":[]}}""", "level")]
    [InlineData("""{"data":{"e":"depthUpdate","s":"ETHUSDT","E":1,"U":1,"u":1,"pu":0,"b":[],"a":[]}}x""", "follows")]
    [InlineData("""{"data":{"e":"markPriceUpdate","s":"ETHUSDT","E":1,"p":"abc"}}""", "decimal")]
    [InlineData("""{"data":{"e":"aggTrade","s":"ETHUSDT","E":1,"T":1,"p":"2.00"}}""", "lacks a")]
    [InlineData("""{"data":{"e":"aggTrade","s":"ETHUSDT","E":1,"T":1,"a":1,"p":"0.001"}}""", "grid")]
    [InlineData("""{"data":{"e":"aggTrade","s":"ETHUSDT","E":1790000000000000,"T":1}}""", "the year 2100")]
    public void What_cannot_be_understood_is_malformed_with_a_reason(string text, string reason)
    {
        var frame = Decode(text);

        frame.Kind.ShouldBe(MarketFrameKind.Malformed);
        frame.Reason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public void A_diff_allocates_its_message_and_two_arrays_and_nothing_else()
    {
        var frame = Encoding.UTF8.GetBytes(Samples.Text("depth_2021.json"));
        _decoder.Decode(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoded = _decoder.Decode(frame);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Two array headers of 24 bytes, three levels of 16, and the record: header, symbol, five numbers, two arrays.
        decoded.Depth.ShouldNotBeNull();
        allocated.ShouldBeLessThanOrEqualTo((2 * 24) + (3 * 16) + 16 + 8 + (5 * 8) + (2 * 8));
    }

    private MarketFrame Decode(string text) => _decoder.Decode(Encoding.UTF8.GetBytes(text));
}
