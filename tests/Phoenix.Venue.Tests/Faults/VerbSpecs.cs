using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>What each verb does, seen by a plain client: texts in, texts out.</summary>
public class VerbSpecs
{
    private const string Depth = "/public/ws/ethusdc@depth@100ms";
    private const string List = """{"method":"LIST_SUBSCRIPTIONS","id":1}""";
    private const string Subscribe = """{"method":"SUBSCRIBE","params":["ethusdc@depth@100ms"],"id":2}""";

    private readonly VenueRig _rig = new();

    [Fact]
    public void A_message_can_be_obeyed_and_not_answered()
    {
        Inject("""{"verb":"noAck"}""");
        var peer = _rig.Connect("/public/ws");
        peer.Say(Subscribe);
        peer.Texts.ShouldBeEmpty();
        _rig.RunFor(200);
        peer.Texts.Count.ShouldBe(2);
        peer.Say(List);
        peer.Texts[^1].ShouldContain("\"id\":1");
    }

    [Fact]
    public void A_message_can_be_answered_late()
    {
        Inject("""{"verb":"lateAck","delay":"1s"}""");
        var peer = _rig.Connect("/public/ws");
        peer.Say(List);
        _rig.RunFor(999);
        peer.Texts.ShouldBeEmpty();
        _rig.RunFor(1);
        peer.Texts.Count.ShouldBe(1);
    }

    [Fact]
    public void A_message_can_be_refused()
    {
        Inject("""{"verb":"errAck","code":3}""");
        var peer = _rig.Connect("/public/ws");
        peer.Say(Subscribe);
        _rig.RunFor(300);
        peer.Texts.ShouldBe(["""{"error":{"code":3,"msg":"Internal error"},"id":2}"""]);
    }

    [Fact]
    public void A_subscription_can_be_acknowledged_and_silent()
    {
        var before = _rig.Connect(Depth);
        Inject("""{"verb":"ackOnly","target":"ethusdc@depth@100ms"}""");
        var peer = _rig.Connect("/public/ws/ethusdc@bookTicker");
        peer.Say(Subscribe);
        _rig.RunFor(2_000);
        peer.Texts[0].ShouldBe("""{"result":null,"id":2}""");
        peer.Events("depthUpdate").ShouldBeEmpty();
        peer.Events("bookTicker").ShouldNotBeEmpty();
        before.Texts.ShouldNotBeEmpty();
    }

    [Fact]
    public void Only_some_subscriptions_deliver()
    {
        Inject("""{"verb":"subsetOnly","streams":["ethusdc@bookTicker"]}""");
        var peer = _rig.Connect("/public/stream?streams=ethusdc@bookTicker/ethusdc@depth@100ms");
        _rig.RunFor(2_000);
        peer.Frames.Select(frame => frame.GetProperty("stream").GetString()).Distinct()
            .ShouldBe(["ethusdc@bookTicker"]);
    }

    [Fact]
    public void Too_many_messages_a_second_end_the_socket()
    {
        Inject("""{"verb":"limitControl","size":2}""");
        var peer = _rig.Connect("/public/ws");
        for (var i = 0; i < 3; i++) peer.Say(List);
        peer.Texts.Count.ShouldBe(2);
        peer.Endings.ShouldBe(["close 1008"]);
    }

    [Fact]
    public void Too_many_upgrades_in_a_window_are_refused()
    {
        Inject("""{"verb":"limitConnects","n":2,"window":"10s"}""");
        _rig.Connect(Depth);
        _rig.Connect(Depth);
        Refusal(Depth).ShouldBe(403);
        _rig.RunFor(10_000);
        Refusal(Depth).ShouldBeNull();
    }

    [Fact]
    public void Connections_drop_after_a_while()
    {
        Inject("""{"verb":"dropAfter","delay":"2s","n":2}""");
        var peer = _rig.Connect(Depth);
        _rig.RunFor(1_999);
        peer.Endings.ShouldBeEmpty();
        _rig.RunFor(1);
        peer.Endings.ShouldBe(["abort"]);
    }

    [Fact]
    public void A_quiet_connection_drops_and_a_busy_one_lives()
    {
        Inject("""{"verb":"dropAfter","delay":"2s","idle":true}""");
        var (quiet, busy) = (_rig.Connect("/public/ws"), _rig.Connect(Depth));
        _rig.RunFor(5_000);
        quiet.Endings.ShouldBe(["abort"]);
        busy.Endings.ShouldBeEmpty();
    }

    [Fact]
    public void Without_pings_the_venue_does_not_wait_for_pongs()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"noPing","target":"public"}""");
        _rig.RunFor(4 * 60_000);
        peer.Socket.UnansweredPings.ShouldBe(0);
        peer.Socket.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Neighbouring_frames_change_places()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"swap","target":"ethusdc@depth@100ms"}""");
        _rig.RunFor(400);
        var ids = peer.Frames.Select(frame => frame.GetProperty("u").GetInt64()).ToList();
        ids.Count.ShouldBe(4);
        ids[0].ShouldBeGreaterThan(ids[1]);
        ids[2..].ShouldBe(ids[2..].Order());
    }

    [Fact]
    public void Frames_come_twice()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"dup","target":"ethusdc@depth@100ms","n":2}""");
        _rig.RunFor(300);
        peer.Texts.Count.ShouldBe(5);
        peer.Texts[1].ShouldBe(peer.Texts[0]);
        peer.Texts[3].ShouldBe(peer.Texts[2]);
    }

    [Fact]
    public void A_frozen_stream_advances_and_says_nothing_new()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"freeze","target":"ethusdc@depth@100ms","for":"2s"}""");
        _rig.RunFor(1_900);
        var frames = peer.Frames.ToList();
        frames.Select(frame => frame.GetProperty("b").GetRawText()).Distinct().Count().ShouldBe(1);
        frames.Select(frame => frame.GetProperty("u").GetInt64()).Distinct().Count().ShouldBe(frames.Count);
        frames[^1].GetProperty("pu").GetInt64().ShouldBe(frames[^2].GetProperty("u").GetInt64());
    }

    [Fact]
    public void A_crossed_book_is_whole_again_after_its_frame()
    {
        var peer = _rig.Connect(Depth);
        _rig.RunFor(100);
        Inject("""{"verb":"cross","target":"ethusdc@depth@100ms","n":1}""");
        var ask = _rig.Best("asks");
        _rig.RunFor(200);
        var crossed = peer.Frames.ElementAt(1).GetProperty("b").EnumerateArray().Last();
        decimal.Parse(crossed[0].GetString()!).ShouldBeGreaterThan(ask - 5);
        decimal.Parse(crossed[1].GetString()!).ShouldBe(1);
        var next = peer.Frames.ElementAt(2).GetProperty("b").EnumerateArray()
            .Last(level => level[0].GetString() == crossed[0].GetString());
        decimal.Parse(next[1].GetString()!).ShouldBe(0);
        _rig.Server.Faults.Active.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cross")]
    [InlineData("freeze")]
    public void A_frame_that_is_broken_already_passes_the_faults_of_its_levels_as_it_is(string verb)
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"badJson","target":"ethusdc@depth@100ms","n":1}""");
        Inject($$"""{"verb":"{{verb}}","target":"ethusdc@depth@100ms","for":"1s"}""");
        _rig.RunFor(1_500);
        peer.Texts.Count(text => !IsJson(text)).ShouldBe(1);
        peer.Texts.Count.ShouldBe(15);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [Fact]
    public void A_crossed_ticker_bids_above_its_ask()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@bookTicker");
        Inject("""{"verb":"cross","target":"ethusdc@bookTicker","for":"1s"}""");
        _rig.RunFor(900);
        peer.Frames.ShouldAllBe(frame => Number(frame, "b") > Number(frame, "a"));
        peer.Texts.ShouldNotBeEmpty();
    }

    [Fact]
    public void Frames_are_late_and_in_order()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"lag","target":"public","delay":"1s"}""");
        _rig.RunFor(1_000);
        peer.Texts.ShouldBeEmpty();
        _rig.RunFor(500);
        peer.Texts.Count.ShouldBe(5);
        (_rig.Now - peer.Last.GetProperty("E").GetInt64()).ShouldBeInRange(1_000, 1_100);
    }

    [Fact]
    public void Frames_are_held_back_and_come_all_at_once()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"burst","target":"public","size":10}""");
        _rig.RunFor(900);
        peer.Texts.ShouldBeEmpty();
        _rig.RunFor(100);
        peer.Texts.Count.ShouldBe(10);
    }

    [Fact]
    public void A_frame_breaks_off()
    {
        var peer = _rig.Connect(Depth);
        Inject("""{"verb":"badJson","target":"public"}""");
        _rig.RunFor(200);
        Should.Throw<JsonException>(() => JsonDocument.Parse(peer.Texts[0]));
        JsonDocument.Parse(peer.Texts[1]).RootElement.GetProperty("e").GetString().ShouldBe("depthUpdate");
    }

    [Fact]
    public void An_order_has_a_status_nobody_knows()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"newEnum","target":"private","stream":"ORDER_TRADE_UPDATE"}""");
        _rig.Place("BUY", 2_900m, 1m);
        peer.Last.GetProperty("o").GetProperty("X").GetString().ShouldBe("PHOENIX_UNKNOWN");
        peer.Last.GetProperty("o").GetProperty("x").GetString().ShouldBe("NEW");
    }

    [Fact]
    public void Snapshots_are_old()
    {
        var before = Id();
        Inject("""{"verb":"snapOld","n":2}""");
        _rig.RunFor(1_000);
        Id().ShouldBe(before);
        Id().ShouldBe(before);
        Id().ShouldBeGreaterThan(before);

        long Id() => _rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=5").Body.GetProperty("lastUpdateId").GetInt64();
    }

    [Fact]
    public void Snapshots_fail()
    {
        Inject("""{"verb":"snapFail","status":429,"retryAfter":"3s"}""");
        var refused = _rig.Server.Handle(new HttpCall("GET", "/fapi/v1/depth?symbol=ETHUSDC", null))!;
        (refused.Status, refused.Headers["retry-after"]).ShouldBe((429, "3"));
        _rig.Get("/fapi/v1/depth?symbol=ETHUSDC").Status.ShouldBe(200);
    }

    [Fact]
    public void A_halted_symbol_is_silent_and_takes_no_orders_but_cancels()
    {
        _rig.Place("BUY", 2_900m, 1m, id: "resting");
        var peer = _rig.Connect("/public/stream?streams=ethusdc@depth@100ms/btcusdc@depth@100ms");
        Inject("""{"verb":"halt","symbol":"ETHUSDC","for":"5s"}""");
        _rig.RunFor(1_000);
        peer.Texts.Count(text => text.Contains("ethusdc", StringComparison.Ordinal)).ShouldBeLessThan(2);
        peer.Texts.ShouldContain(text => text.Contains("btcusdc", StringComparison.Ordinal));
        _rig.Place("BUY", 2_900m, 1m).Body.GetProperty("code").GetInt32().ShouldBe(-4140);
        const string Order = """[{"symbol":"ETHUSDC","side":"BUY","type":"MARKET","quantity":"1"}]""";
        _rig.Signed("POST", "/fapi/v1/batchOrders", $"batchOrders={Uri.EscapeDataString(Order)}")
            .Body[0].GetProperty("code").GetInt32().ShouldBe(-4140);
        const string Change = "symbol=ETHUSDC&origClientOrderId=resting&side=BUY&price=2901&quantity=1";
        _rig.Signed("PUT", "/fapi/v1/order", Change).Body.GetProperty("code").GetInt32().ShouldBe(-5024);
        _rig.Get("/fapi/v1/exchangeInfo").Body.GetProperty("symbols")[0].GetProperty("status").GetString()
            .ShouldBe("TRADING_HALT");
        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=resting").Status.ShouldBe(200);
        _rig.RunFor(5_000);
        _rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
    }

    [Fact]
    public void A_new_key_is_the_old_one()
    {
        var key = _rig.NewListenKey();
        Inject("""{"verb":"keyCloseByOther"}""");
        Inject("""{"verb":"keySame"}""");
        _rig.NewListenKey().ShouldBe(key);
        Inject("""{"verb":"keyCloseByOther"}""");
        _rig.NewListenKey().ShouldNotBe(key);
    }

    [Fact]
    public void A_key_that_lives_is_said_to_be_gone()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"keyGone"}""");
        _rig.Call("PUT", "/fapi/v1/listenKey").Body.GetProperty("code").GetInt32().ShouldBe(-1125);
        _rig.Call("PUT", "/fapi/v1/listenKey").Status.ShouldBe(200);
        _rig.Place("BUY", 2_900m, 1m);
        peer.Texts.ShouldNotBeEmpty();
    }

    [Fact]
    public void Somebody_else_closes_the_key_and_nobody_is_told()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"keyCloseByOther"}""");
        _rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
        peer.Texts.ShouldBeEmpty();
        peer.Socket.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Requests_about_keys_fail()
    {
        Inject("""{"verb":"keyFail","status":500,"n":2}""");
        _rig.Call("POST", "/fapi/v1/listenKey").Status.ShouldBe(500);
        _rig.Call("PUT", "/fapi/v1/listenKey").Status.ShouldBe(500);
        _rig.Call("POST", "/fapi/v1/listenKey").Status.ShouldBe(200);
    }

    private static decimal Number(JsonElement frame, string name) =>
        decimal.Parse(frame.GetProperty(name).GetString()!);

    private int? Refusal(string path) =>
        _rig.Server.Accept(path, new RecordingPeer(), out var status) is null ? status : null;

    private void Inject(string fault)
    {
        var call = new HttpCall("POST", "/venue/faults", null);
        var answer = _rig.Server.Handle(call, Encoding.UTF8.GetBytes(fault))!;
        answer.Status.ShouldBe(201, Encoding.UTF8.GetString(answer.Body.Span));
    }
}
