using System.Text.Json;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.MarketData;

/// <summary>The streams beside book, prints and mark price: what they carry and when they come.</summary>
public class MoreStreamSpecs
{
    private static readonly string[] OnlyOnTheMainnet = ["ps", "st"];

    private readonly VenueRig _rig = new();

    [SkippableFact]
    public void A_kline_frame_reads_like_the_recorded_one_blanks_included()
    {
        var line = Samples.Lines("recorded/mainnet_2026-09-27_mixed.jsonl")
            .Select(line => line.GetProperty("m"))
            .First(frame => frame.GetProperty("stream").GetString() == "btcusdt@kline_1m");
        var peer = _rig.Connect("/market/stream?streams=btcusdc@kline_1m");
        _rig.RunFor(5_000);
        var (ours, real) = (peer.Last.GetProperty("data"), line.GetProperty("data"));
        ShouldMatch(ours, real);
        ShouldMatch(ours.GetProperty("k"), real.GetProperty("k"));
        peer.Texts[^1].ShouldContain("\", \"i\":\"1m\", \"f\":");
        peer.Texts[^1].ShouldContain("\"e\":\"kline\",\"E\":");
    }

    [SkippableTheory]
    [InlineData("btcusdc@ticker", "stream_symbol_ticker", false)]
    [InlineData("!ticker@arr", "stream_ticker_arr", true)]
    [InlineData("!markPrice@arr@1s", "stream_markPrice_arr", true)]
    [InlineData("btcusdc@markPrice", "stream_symbol_markPrice", false)]
    [InlineData("btcusdc@aggTrade", "stream_symbol_aggTrade", false)]
    [InlineData("btcusdc@kline_5m", "stream_symbol_kline__interval", false)]
    public void Market_frames_cover_the_documented_ones(string stream, string sample, bool isList) =>
        ShouldCover("market", stream, sample, isList);

    [SkippableTheory]
    [InlineData("btcusdc@bookTicker", "stream_symbol_bookTicker")]
    [InlineData("!bookTicker", "stream_bookTicker")]
    [InlineData("btcusdc@depth", "stream_symbol_depth")]
    [InlineData("btcusdc@depth5", "stream_symbol_depth_levels")]
    [InlineData("btcusdc@rpiDepth@500ms", "stream_symbol_rpiDepth_500ms")]
    public void Public_frames_cover_the_documented_ones(string stream, string sample) =>
        ShouldCover("public", stream, sample, isList: false);

    [Theory]
    [InlineData("ethusdc@miniTicker", "e,E,s,ps,c,o,h,l,v,q,st", 5)]
    [InlineData("ethusdc@ticker", "e,E,s,ps,p,P,w,c,Q,o,h,l,v,q,O,C,F,L,n,st", 5)]
    [InlineData("ethusdc_perpetual@continuousKline_1m", "e,E,ps,ct,k", 41)]
    public void Frames_have_the_keys_seen_on_the_mainnet_and_their_cadence(string stream, string keys, int most)
    {
        var peer = _rig.Connect($"/market/ws/{stream}");
        _rig.RunFor(10_000);
        peer.Texts.Count.ShouldBeInRange(most / 2, most);
        string.Join(',', peer.Last.Keys()).ShouldBe(keys);
    }

    [Fact]
    public void A_contract_that_is_halted_and_trades_again_says_so()
    {
        var rig = new VenueRig();
        var peer = rig.Connect("/market/ws/!contractInfo");
        var halt = """{"verb":"halt","symbol":"ETHUSDC","for":"2s"}"""u8;
        rig.Server.Handle(new HttpCall("POST", "/venue/faults", null), halt)!.Status.ShouldBe(201);
        rig.RunFor(5_000);
        peer.Frames.Select(frame => $"{frame.GetProperty("s")} {frame.GetProperty("cs")}")
            .ShouldBe(["ETHUSDC TRADING_HALT", "ETHUSDC TRADING"]);
    }

    [Fact]
    public void Every_trade_is_streamed_once_and_at_once()
    {
        _rig.RunFor(1_000);
        var peer = _rig.Connect("/public/ws/ethusdc@trade");
        var before = _rig.Call("GET", "/fapi/v1/historicalTrades?symbol=ETHUSDC&limit=1").Body[0];
        _rig.RunFor(20_000);
        var first = before.GetProperty("id").GetInt64() + 1;
        var ids = peer.Frames.Select(frame => frame.GetProperty("t").GetInt64()).ToList();
        ids.Count.ShouldBeGreaterThan(20);
        ids[0].ShouldBeInRange(first, first + 5);
        ids.ShouldBe(Enumerable.Range(0, ids.Count).Select(i => ids[0] + i));
        string.Join(',', peer.Last.Keys()).ShouldBe("e,E,T,s,t,p,q,X,m,st");
    }

    [Fact]
    public void A_candlestick_is_closed_once_and_equals_the_one_asked_for()
    {
        var peer = _rig.Connect("/market/ws/ethusdc@kline_1m");
        _rig.RunFor(185_000);
        var closed = peer.Frames.Select(frame => frame.GetProperty("k"))
            .Where(bar => bar.GetProperty("x").GetBoolean()).ToList();
        closed.Count.ShouldBeInRange(3, 4);
        foreach (var bar in closed)
        {
            var asked = $"symbol=ETHUSDC&interval=1m&startTime={bar.GetProperty("t").GetInt64()}&limit=1";
            var rest = _rig.Get($"/fapi/v1/klines?{asked}").Body[0];
            string.Join(' ', ((string[])["t", "o", "h", "l", "c", "v", "T", "q", "n", "V", "Q"])
                .Select(key => bar.GetProperty(key).ToString()))
                .ShouldBe(string.Join(' ', rest.EnumerateArray().Take(11)));
        }

        closed.Select(bar => bar.GetProperty("t").GetInt64()).ShouldBeUnique();
    }

    [Fact]
    public void All_book_tickers_come_every_five_seconds()
    {
        var peer = _rig.Connect("/public/ws/!bookTicker");
        _rig.RunFor(20_000);
        string.Join(' ', peer.Frames.Select(frame => frame.GetProperty("s").GetString()))
            .ShouldBe("ETHUSDC BTCUSDC ETHUSDC BTCUSDC ETHUSDC BTCUSDC ETHUSDC BTCUSDC");
    }

    [SkippableFact]
    public void Of_the_liquidations_of_a_second_the_largest_is_shown()
    {
        var real = Samples.Lines("recorded/mainnet_2026-09-27_mixed.jsonl")
            .Select(line => line.GetProperty("m"))
            .First(frame => frame.GetProperty("stream").GetString() == "!forceOrder@arr").GetProperty("data");
        var (all, one) = (_rig.Connect("/market/ws/!forceOrder@arr"), _rig.Connect("/market/ws/ethusdc@forceOrder"));
        var other = _rig.Connect("/market/ws/btcusdc@forceOrder");
        foreach (var lots in (int[])[5, 9, 7]) Liquidate(lots);
        _rig.RunFor(3_000);
        all.Texts.Count.ShouldBe(1);
        one.Texts.ShouldBe(all.Texts);
        other.Texts.ShouldBeEmpty();
        ShouldMatch(all.Last, real);
        all.Last.GetProperty("o").GetProperty("q").GetString().ShouldBe("0.009");
        all.Last.GetProperty("o").Keys().ShouldBe(real.GetProperty("o").Keys());
    }

    [SkippableFact]
    public void A_changed_contract_is_announced()
    {
        var real = Samples.Official("stream_contractInfo");
        var peer = _rig.Connect("/market/ws/!contractInfo");
        _rig.Server.Floor.ChangeContract(_rig.Server.Floor.Find("ETHUSDC")!);
        real.Keys().Except(peer.Last.Keys()).ShouldBeEmpty();
        var (ours, theirs) = (peer.Last.GetProperty("bks"), real.GetProperty("bks"));
        ours[0].Keys().ShouldBe(theirs[0].Keys());
        ours[0].GetProperty("mi").GetInt32().ShouldBe(ours[1].GetProperty("ma").GetInt32() + 1);
    }

    [Theory]
    [InlineData("/public/ws/ETHUSDC@depth")]
    [InlineData("/public/ws/ethusdc@depth7")]
    [InlineData("/market/ws/ethusdc@kline_7m")]
    [InlineData("/market/ws/ethusdc_current_quarter@continuousKline_1m")]
    [InlineData("/market/ws/ethusdc@continuousKline_1m")]
    [InlineData("/market/ws/ethusdc@trade")]
    [InlineData("/public/ws/!ticker@arr")]
    [InlineData("/market/ws/!bookTicker")]
    [InlineData("/ws/!ticker@arr")]
    public void A_stream_that_does_not_exist_there_is_silent(string path)
    {
        var peer = _rig.Connect(path);
        _rig.RunFor(6_000);
        peer.Texts.ShouldBeEmpty();
    }

    [Fact]
    public void A_stream_nobody_listens_to_any_more_is_not_served()
    {
        var markets = _rig.Server.Floor.Markets;
        var feeds = new StreamFeeds(markets);
        feeds.Heard(markets[0]).Length.ShouldBe(0);
        var peer = _rig.Connect("/public/ws");
        feeds.Subscribe(peer.Socket, "ethusdc@depth@100ms");
        feeds.Subscribe(peer.Socket, "ethusdc@bookTicker");
        feeds.Heard(markets[0]).ToArray().Select(feed => feed.Name)
            .ShouldBe(["ethusdc@bookTicker", "ethusdc@depth@100ms"]);
        feeds.Heard(markets[1]).Length.ShouldBe(0);
        feeds.Unsubscribe(peer.Socket, "ethusdc@bookTicker");
        feeds.Forget(peer.Socket);
        feeds.Heard(markets[0]).Length.ShouldBe(0);
    }

    private void Liquidate(int lots)
    {
        var (floor, size) = (_rig.Server.Floor, new Quantity(lots));
        var order = new AccountOrder
        {
            OrderId = lots,
            Owner = floor.Accounts[0],
            ClientOrderId = "autoclose-1",
            Market = floor.Markets[0],
            Side = Side.Sell,
            Kind = OrderKind.Limit,
            TimeInForce = TimeInForce.ImmediateOrCancel,
            Price = new Price(290_000),
            Original = size,
            SelfTrade = SelfTradePrevention.None,
            IsReduceOnly = true,
            CreatedAt = floor.Now,
        };
        order.Fill(new Price(295_000), size, floor.Now);
        floor.Force(order);
    }

    private static void ShouldMatch(JsonElement ours, JsonElement real)
    {
        ours.Keys().ShouldBe(real.Keys());
        foreach (var name in real.Keys())
        {
            ours.GetProperty(name).Kind().ShouldBe(real.GetProperty(name).Kind(), name);
        }
    }

    private void ShouldCover(string route, string stream, string sample, bool isList)
    {
        var real = Samples.Official(sample);
        var peer = _rig.Connect($"/{route}/ws/{stream}");
        _rig.RunFor(6_000);
        var ours = peer.Last;
        ours.ValueKind.ShouldBe(real.ValueKind);
        if (isList) (ours, real) = (ours[0], real[0]);
        real.Keys().Except(ours.Keys()).ShouldBeEmpty();
        ours.Keys().Except(real.Keys()).Except(OnlyOnTheMainnet).ShouldBeEmpty();
        foreach (var name in real.Keys())
        {
            ours.GetProperty(name).Kind().ShouldBe(real.GetProperty(name).Kind(), name);
        }
    }
}
