namespace Phoenix.Venue.Tests.Sockets;

public class StreamTalkSpecs
{
    private readonly VenueRig _rig = new();

    [Theory]
    [InlineData("""{"method":"SUBSCRIBE","params":["ethusdc@depth"],"id":1}""", """{"result":null,"id":1}""")]
    [InlineData("""{"method":"UNSUBSCRIBE","params":["x"],"id":312}""", """{"result":null,"id":312}""")]
    [InlineData("""{"method":"LIST_SUBSCRIPTIONS","id":3}""", """{"result":["btcusdc@bookTicker"],"id":3}""")]
    [InlineData("""{"method":"SET_PROPERTY","params":["combined",true],"id":5}""", """{"result":null,"id":5}""")]
    [InlineData("""{"method":"GET_PROPERTY","params":["combined"],"id":2}""", """{"result":false,"id":2}""")]
    [InlineData(
        """{"method":"GET_PROPERTY","params":["color"],"id":1}""",
        """{"error":{"code":0,"msg":"Unknown property"},"id":1}""")]
    [InlineData(
        """{"method":"SET_PROPERTY","params":["combined",1],"id":1}""",
        """{"error":{"code":1,"msg":"Invalid value type: expected Boolean"},"id":1}""")]
    [InlineData(
        """{"method":"LIST_SUBSCRIPTIONS","id":"c1c456317d86da68799be8130c863d56"}""",
        """{"result":["btcusdc@bookTicker"],"id":"c1c456317d86da68799be8130c863d56"}""")]
    [InlineData(
        """{"method":"LIST_SUBSCRIPTIONS","id":-1}""",
        """{"error":{"code":2,"msg":"Invalid request: request ID must be an unsigned integer"}}""")]
    [InlineData(
        """{"method":"SUBSCRIB","params":["x"],"id":1}""",
        """{"error":{"code":2,"msg":"Invalid request: unknown variant `SUBSCRIB`, expected one of `SUBSCRIBE`, """
            + """`UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 20"},"id":1}""")]
    [InlineData(
        """{"params":["x"],"id":1}""",
        """{"error":{"code":2,"msg":"Invalid request: missing field `method` at line 1 column 23"}}""")]
    [InlineData(
        """{"method":"SUBSCRIBE","id":1}""",
        """{"error":{"code":2,"msg":"Invalid request: missing field `params` at line 1 column 29"},"id":1}""")]
    [InlineData(
        """{"method":"SUBSCRIBE","params":["not a stream"],"id":"a-b"}""",
        """{"error":{"code":2,"msg":"Invalid request: invalid stream"},"id":"a-b"}""")]
    [InlineData("""{"method":"SUBSCRIBE","params":[],"id":null}""", """{"result":null,"id":null}""")]
    [InlineData("""{"method":"SUBSCRIBE","params":["x"],"id":"text"}""", """{"result":null,"id":"text"}""")]
    public void Control_messages_are_answered_as_documented(string request, string reply)
    {
        var peer = _rig.Connect("/public/ws/btcusdc@bookTicker");
        peer.Say(request);
        peer.Texts.ShouldBe([reply]);
    }

    [Fact]
    public void What_is_not_JSON_ends_the_connection()
    {
        var peer = _rig.Connect("/public/ws");
        peer.Say("hello");
        peer.Texts.Single().ShouldStartWith("""{"error":{"code":3,"msg":"Invalid JSON""");
        peer.Endings.ShouldBe(["close 1008"]);
        _rig.Server.LiveSockets.ShouldBe(0);
    }

    [Fact]
    public void The_eleventh_message_within_a_second_ends_the_connection()
    {
        var peer = _rig.Connect("/public/ws");
        for (var i = 0; i < 10; i++) peer.Say("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        peer.Endings.ShouldBeEmpty();
        peer.Say("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        peer.Endings.ShouldBe(["close 1008"]);
    }

    [Theory]
    [InlineData("/public/ws", "ethusdc@markPrice@1s")]
    [InlineData("/market/ws", "ethusdc@depth@100ms")]
    [InlineData("/ws", "ethusdc@aggTrade")]
    [InlineData("/public/ws", "ethusdc@nonsense")]
    [InlineData("/public/ws", "dogeusdc@depth@100ms")]
    public void A_stream_on_the_wrong_route_is_acknowledged_and_silent(string path, string stream)
    {
        var peer = _rig.Connect(path);
        peer.Say($$"""{"method":"SUBSCRIBE","params":["{{stream}}"],"id":1}""");
        _rig.RunFor(5_000);
        peer.Texts.ShouldBe(["""{"result":null,"id":1}"""]);
    }

    [Fact]
    public void The_old_path_delivers_public_streams()
    {
        var peer = _rig.Connect("/stream?streams=ethusdc@bookTicker");
        _rig.RunFor(1_000);
        peer.Last.GetProperty("stream").GetString().ShouldBe("ethusdc@bookTicker");
    }

    [Fact]
    public void Nothing_is_sent_after_unsubscribing()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@depth@100ms");
        _rig.RunFor(500);
        peer.Say("""{"method":"UNSUBSCRIBE","params":["ethusdc@depth@100ms"],"id":1}""");
        var heard = peer.Texts.Count;
        _rig.RunFor(5_000);
        peer.Texts.Count.ShouldBe(heard);
    }

    [Fact]
    public void The_private_listing_is_sorted_and_carries_the_key()
    {
        var peer = _rig.Connect("/private/ws?listenKey=K&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/MARGIN_CALL");
        peer.Say("""{"method":"LIST_SUBSCRIPTIONS","id":9}""");
        peer.Texts.ShouldBe(["""{"result":["K@ACCOUNT_UPDATE","K@MARGIN_CALL","K@ORDER_TRADE_UPDATE"],"id":9}"""]);
    }

    [Fact]
    public void The_private_listing_of_the_short_form_is_the_key()
    {
        var peer = _rig.Connect("/private/ws/K");
        peer.Say("""{"method":"LIST_SUBSCRIPTIONS","id":9}""");
        peer.Texts.ShouldBe(["""{"result":["K"],"id":9}"""]);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/public/other")]
    [InlineData("/ws-fapi/v2")]
    public void There_is_nothing_at_other_paths(string path)
    {
        _rig.Server.Accept(path, new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(404);
    }

    [Fact]
    public void A_connection_lives_a_day()
    {
        var rig = new VenueRig(new() { MaxCatchUp = TimeSpan.FromSeconds(2) });
        var peer = rig.Connect("/public/ws");
        rig.Server.Advance(rig.Server.Now + TimeSpan.FromHours(23.9));
        peer.Endings.ShouldBeEmpty();
        rig.Server.Advance(rig.Server.Now + TimeSpan.FromHours(0.2));
        rig.RunFor(1_100);
        peer.Endings.ShouldBe(["close 1001"]);
    }

    [Theory]
    [InlineData("/public/ws/ethusdc%40bookTicker")]
    [InlineData("/public/stream?streams=ethusdc%40bookTicker%2Fbtcusdc@bookTicker")]
    [InlineData("/ws/ethusdc@bookTicker")]
    public void Names_in_the_address_may_be_escaped(string path)
    {
        var peer = _rig.Connect(path);
        peer.Socket.Subscriptions.ShouldContain("ethusdc@bookTicker");
        _rig.RunFor(1_000);
        peer.Texts.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_form_of_the_frames_can_be_changed_at_any_time()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@depth@100ms");
        _rig.RunFor(200);
        peer.Last.TryGetProperty("stream", out _).ShouldBeFalse();
        peer.Say("""{"method":"SET_PROPERTY","params":["combined",true],"id":5}""");
        _rig.RunFor(200);
        peer.Last.GetProperty("stream").GetString().ShouldBe("ethusdc@depth@100ms");
        peer.Last.GetProperty("data").GetProperty("e").GetString().ShouldBe("depthUpdate");
    }

    [Fact]
    public void A_private_address_chooses_events_and_frames_them_with_its_key()
    {
        var key = _rig.NewListenKey();
        var orders = _rig.Connect($"/private/stream?listenKey={key}&events=ORDER_TRADE_UPDATE&listenKey=other");
        var lite = _rig.Connect($"/private/ws?listenKey={key}&events=TRADE_LITE/ACCOUNT_UPDATE");
        var all = _rig.Connect($"/private/ws?listenKey={key}");
        _rig.Place("BUY", _rig.Best("asks") + 1, 0.1m, "IOC").Status.ShouldBe(200);
        orders.Frames.ShouldAllBe(frame => frame.GetProperty("stream").GetString() == key
            && frame.GetProperty("data").GetProperty("e").GetString() == "ORDER_TRADE_UPDATE");
        orders.Texts.ShouldNotBeEmpty();
        lite.Events("ORDER_TRADE_UPDATE").ShouldBeEmpty();
        lite.Events("TRADE_LITE").ShouldNotBeEmpty();
        all.Texts.Count.ShouldBe(orders.Texts.Count + lite.Texts.Count);
        orders.Say("""{"method":"LIST_SUBSCRIPTIONS","id":9}""");
        orders.Last.GetProperty("result").EnumerateArray().Select(item => item.GetString())
            .ShouldBe(new[] { $"{key}@ORDER_TRADE_UPDATE", "other" }.Order(StringComparer.Ordinal));
    }
}
