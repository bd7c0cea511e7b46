using System.Text.Json;

namespace Phoenix.Venue.Tests.MarketData;

/// <summary>Frames have the keys of recorded ones, in the recorded order.</summary>
public class StreamShapeSpecs
{
    private readonly VenueRig _rig = new();

    [SkippableTheory]
    [InlineData("public", "bookTicker")]
    [InlineData("public", "depth@100ms")]
    [InlineData("market", "aggTrade")]
    [InlineData("market", "markPrice@1s")]
    public void Market_frames_look_like_recorded_ones(string route, string stream)
    {
        var real = Samples.Lines("recorded/mainnet_2026-09-27_mixed.jsonl")
            .Select(line => line.GetProperty("m"))
            .First(frame => frame.GetProperty("stream").GetString() == $"btcusdt@{stream}");
        var peer = _rig.Connect($"/{route}/stream?streams=btcusdc@{stream}");
        _rig.RunFor(3_000);
        peer.Last.Keys().ShouldBe(real.Keys());
        peer.Last.GetProperty("stream").GetString().ShouldBe($"btcusdc@{stream}");
        var (ours, theirs) = (peer.Last.GetProperty("data"), real.GetProperty("data"));
        ours.Keys().ShouldBe(theirs.Keys());
        foreach (var name in theirs.Keys())
        {
            ours.GetProperty(name).Kind().ShouldBe(theirs.GetProperty(name).Kind(), name);
        }
    }

    [SkippableTheory]
    [InlineData(5)]
    [InlineData(20)]
    public void Partial_books_are_whole_and_best_first(int levels)
    {
        var real = Samples.Lines("recorded/testnet_2026-07-26_frames.jsonl")
            .First(frame => frame.GetProperty("stream").GetString() == "btcusdt@depth20@100ms").GetProperty("data");
        var peer = _rig.Connect($"/public/ws/ethusdc@depth{levels}@100ms");
        _rig.RunFor(1_000);
        peer.Texts.Count.ShouldBe(10);
        peer.Last.Keys().ShouldBe(real.Keys());
        var bids = Prices(peer.Last, "b");
        bids.Count.ShouldBe(levels);
        bids.ShouldBe(bids.OrderDescending());
        Prices(peer.Last, "a").ShouldBe(Prices(peer.Last, "a").Order());
    }

    [Theory]
    [InlineData("ethusdc@depth@100ms", 100)]
    [InlineData("ethusdc@depth", 40)]
    [InlineData("ethusdc@depth@500ms", 20)]
    public void Slower_diff_streams_are_chained_too(string stream, int framesIn10Seconds)
    {
        var peer = _rig.Connect($"/public/ws/{stream}");
        _rig.RunFor(10_000);
        var frames = peer.Frames.ToList();
        frames.Count.ShouldBe(framesIn10Seconds);
        for (var i = 1; i < frames.Count; i++)
        {
            frames[i].GetProperty("pu").GetInt64().ShouldBe(frames[i - 1].GetProperty("u").GetInt64());
        }
    }

    [SkippableFact]
    public void User_events_of_a_fill_look_and_arrive_as_recorded()
    {
        var real = Samples.Lines("user_events/ethusdc_2026-04_live.jsonl").ToList();
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        var bid = _rig.Best("bids");
        _rig.Place("BUY", bid, 1m, id: "q-1").Status.ShouldBe(200);
        for (var i = 0; i < 600 && !peer.Events("TRADE_LITE").Any(); i++)
        {
            _rig.RunFor(100);
        }

        var types = peer.Frames.Select(Type).ToList();
        types.Take(4).ShouldBe(["ORDER_TRADE_UPDATE", "TRADE_LITE", "ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"]);
        foreach (var (ours, type) in peer.Frames.Zip(types))
        {
            var theirs = real.Last(frame => Type(frame) == type);
            ours.Keys().ShouldBe(theirs.Keys());
            if (type == "ORDER_TRADE_UPDATE") ours.GetProperty("o").Keys().ShouldBe(theirs.GetProperty("o").Keys());
            if (type != "ACCOUNT_UPDATE") continue;
            var (account, recorded) = (ours.GetProperty("a"), theirs.GetProperty("a"));
            account.Keys().ShouldBe(recorded.Keys());
            account.GetProperty("B")[0].Keys().ShouldBe(recorded.GetProperty("B")[0].Keys());
            account.GetProperty("P")[0].Keys().ShouldBe(recorded.GetProperty("P")[0].Keys());
        }
    }

    [Fact]
    public void A_market_order_is_reported_before_it_is_announced()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        _rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=0.02").Status.ShouldBe(200);
        peer.Frames.Select(frame => Type(frame) + Execution(frame)).Take(4).ShouldBe(
            ["TRADE_LITE", "ORDER_TRADE_UPDATE NEW", "ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE TRADE"]);
        var lite = peer.Events("TRADE_LITE").First();
        lite.GetProperty("q").GetString().ShouldBe("0.020");
        peer.Events("ORDER_TRADE_UPDATE").First().GetProperty("o").GetProperty("q").GetString().ShouldBe("0.02");
    }

    private static string Type(JsonElement frame) => frame.GetProperty("e").GetString()!;

    private static string Execution(JsonElement frame) =>
        frame.TryGetProperty("o", out var order) ? $" {order.GetProperty("x").GetString()}" : "";

    private static List<decimal> Prices(JsonElement frame, string side) =>
        [.. frame.GetProperty(side).EnumerateArray().Select(level => decimal.Parse(level[0].GetString()!))];
}
