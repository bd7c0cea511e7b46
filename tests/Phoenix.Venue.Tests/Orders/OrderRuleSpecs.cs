using System.Text.Json;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Orders;

public class OrderRuleSpecs
{
    private readonly VenueRig _rig = new();

    [Theory]
    [InlineData("symbol=DOGE&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=1", -1121)]
    [InlineData("symbol=ETHUSDC&side=UP&type=LIMIT&timeInForce=GTC&price=2900&quantity=1", -1117)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=FANCY&timeInForce=GTC&price=2900&quantity=1", -1116)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=STOP_MARKET&stopPrice=2900&quantity=1", -4120)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=DAY&price=2900&quantity=1", -1115)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&price=2900&quantity=1", -1102)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900", -1102)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=", -1102)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=0", -4003)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=0.0005", -1111)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=8000.001", -4005)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900.001&quantity=1", -1111)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=80000.05&quantity=1", -4014)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=0&quantity=1", -4001)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=500&quantity=1", -4013)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=100001&quantity=1", -4002)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=3160&quantity=1", -4016)]
    [InlineData("symbol=ETHUSDC&side=SELL&type=LIMIT&timeInForce=GTC&price=2840&quantity=1", -4024)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=0.006", -4164)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=1&reduceOnly=true", -2022)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=1&positionSide=LONG", -4061)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=1&newClientOrderId=%20", -1100)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=5000", -2019)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=RPI&price=2900&quantity=1", -1115)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=1&positionSide=UP", -4060)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTD&price=2900&quantity=1", -1102)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTD&price=2900&quantity=1&goodTillDate=1", -5040)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=2900&quantity=1&goodTillDate=1", -1106)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&price=1&quantity=1&priceMatch=QUEUE", -1106)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&priceMatch=OPPONENT_10", -5037)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1&priceMatch=QUEUE", -5038)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1&price=2900", -1106)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1&timeInForce=IOC", -1106)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=700.001", -4005)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=0.006", -4164)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1&selfTradePreventionMode=ALL", -5039)]
    [InlineData("symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1&newOrderRespType=FULL", -1136)]
    public void A_bad_order_is_refused_with_the_exchanges_code(string terms, int code)
    {
        var (status, body) = _rig.Signed("POST", "/fapi/v1/order", terms);
        (status, body.GetProperty("code").GetInt32()).ShouldBe((400, code));
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(1, 200)]
    public void A_client_order_id_has_at_most_thirty_six_signs(int shorter, int status) =>
        _rig.Place("BUY", 2_900m, 1m, id: new string('x', 37 - shorter)).Status.ShouldBe(status);

    [Fact]
    public void A_dated_order_ends_at_its_second()
    {
        var peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        var date = (_rig.Now / 1000 * 1000) + 602_000;
        var (status, body) = _rig.Place("BUY", 2_850m, 1m, "GTD", "dated", $"&goodTillDate={date + 7}");
        status.ShouldBe(200);
        body.GetProperty("goodTillDate").GetInt64().ShouldBe(date);
        _rig.RunFor((int)(date - _rig.Now) - 1);
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(1);
        _rig.RunFor(1);
        var ended = peer.Last.GetProperty("o");
        ended.GetProperty("x").GetString().ShouldBe("EXPIRED");
        ended.GetProperty("gtd").GetInt64().ShouldBe(date);
        ended.GetProperty("T").GetInt64().ShouldBe(date);
    }

    [Theory]
    [InlineData("BUY", "QUEUE", "bids", 0)]
    [InlineData("BUY", "QUEUE_5", "bids", 4)]
    [InlineData("SELL", "QUEUE_10", "asks", 9)]
    [InlineData("SELL", "OPPONENT", "bids", 0)]
    [InlineData("BUY", "OPPONENT_5", "asks", 4)]
    public void A_place_in_the_book_may_stand_for_the_price(string side, string match, string levels, int depth)
    {
        var book = _rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=20").Body;
        var terms = $"symbol=ETHUSDC&side={side}&type=LIMIT&timeInForce=GTC&quantity=0.01&priceMatch={match}";
        var placed = _rig.Signed("POST", "/fapi/v1/order", terms).Body;
        placed.GetProperty("price").GetString().ShouldBe(book.GetProperty(levels)[depth][0].GetString());
        placed.GetProperty("priceMatch").GetString().ShouldBe(match);
    }

    [Fact]
    public void A_place_nobody_holds_is_refused()
    {
        var thin = new StreetSettings
        {
            Levels = 6,
            NearLevels = 3,
            ChangesPerFrame = 3,
            RangeTicks = 300,
            NearTicks = 20,
            MaxLots = 3_000,
        };
        var rig = new VenueRig(new VenueOptions { Markets = [MarketSettings.EthUsdc with { Crowd = thin }] });
        const string Terms = "symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&priceMatch=QUEUE_20";
        Code(rig.Signed("POST", "/fapi/v1/order", Terms)).ShouldBe(-5041);
    }

    [Fact]
    public void A_tested_order_leaves_no_trace()
    {
        const string Terms = "symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=";
        var (status, body) = _rig.Signed("POST", "/fapi/v1/order/test", Terms + "2900");
        (status, body.GetProperty("status").GetString()).ShouldBe((200, "NEW"));
        Code(_rig.Signed("POST", "/fapi/v1/order/test", Terms + "2900.001")).ShouldBe(-1111);
        _rig.Signed("GET", "/fapi/v1/allOrders", "symbol=ETHUSDC").Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void A_market_order_takes_nothing_beyond_its_bound()
    {
        var bound = Contract.EthUsdc with { MarketTakeBound = 0.0001m };
        var street = MarketSettings.EthUsdc with { Contract = bound };
        var rig = new VenueRig(new VenueOptions { Markets = [street] });
        var peer = rig.Connect($"/private/ws?listenKey={rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=500").Status.ShouldBe(200);
        var ended = peer.Last.GetProperty("o");
        (ended.GetProperty("X").GetString(), ended.GetProperty("er").GetString()).ShouldBe(("EXPIRED", "9"));
        Code(rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1")).ShouldBe(-4131);
    }

    [Fact]
    public void An_order_at_the_least_notional_is_accepted() => _rig.Place("BUY", 2_900m, 0.007m).Status.ShouldBe(200);

    [Fact]
    public void A_crossing_post_only_order_never_existed()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        var (status, body) = _rig.Place("BUY", _rig.Best("asks"), 1m, id: "late");
        status.ShouldBe(400);
        body.GetRawText().ShouldBe(
            """{"code":-5022,"msg":"Due to the order could not be executed as maker, the Post Only order """
            + """will be rejected. The order will not be recorded in the order history"}""");
        Code(_rig.Signed("GET", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=late")).ShouldBe(-2013);
        peer.Texts.ShouldBeEmpty();
    }

    [Fact]
    public void A_client_order_id_is_unique_among_open_orders_only()
    {
        _rig.Place("BUY", 2_900m, 1m, id: "x").Status.ShouldBe(200);
        Code(_rig.Place("BUY", 2_901m, 1m, id: "x")).ShouldBe(-4116);
        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=x").Status.ShouldBe(200);
        Code(_rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=x")).ShouldBe(-2011);
        _rig.Place("BUY", 2_901m, 1m, id: "x").Status.ShouldBe(200);
    }

    [Fact]
    public void The_two_hundred_and_first_open_order_is_refused()
    {
        var rig = new VenueRig();
        for (var i = 0; i < 200; i++)
        {
            rig.Place("BUY", 2_900m - (i * 0.01m), 0.01m).Status.ShouldBe(200);
        }

        Code(rig.Place("BUY", 2_800m, 0.01m)).ShouldBe(-2025);
    }

    [Fact]
    public void Reduce_only_orders_end_when_the_position_no_longer_covers_them()
    {
        var peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        _rig.Place("BUY", _rig.Best("asks") + 1, 1m, "IOC");
        _rig.Place("SELL", 3_100m, 1m, "GTC", "out", "&reduceOnly=true").Status.ShouldBe(200);
        Code(_rig.Place("SELL", 3_100m, 0.001m, "GTC", "more", "&reduceOnly=true")).ShouldBe(-2022);
        _rig.Place("SELL", _rig.Best("bids") - 1, 0.5m, "IOC").Status.ShouldBe(200);
        var ended = peer.Last.GetProperty("o");
        ended.GetProperty("c").GetString().ShouldBe("out");
        ended.GetProperty("X").GetString().ShouldBe("EXPIRED");
        ended.GetProperty("er").GetString().ShouldBe("4");
    }

    [Fact]
    public void What_an_immediate_order_leaves_expires()
    {
        var peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        _rig.Place("BUY", _rig.Best("asks"), 20m, "IOC").Status.ShouldBe(200);
        var ended = peer.Last.GetProperty("o");
        ended.GetProperty("X").GetString().ShouldBe("EXPIRED");
        ended.GetProperty("er").GetString().ShouldBe("2");
        ended.GetProperty("z").GetString().ShouldNotBe("0");
    }

    [Fact]
    public void An_own_resting_order_in_the_way_expires_in_match()
    {
        var peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        var ask = _rig.Best("bids") + 0.01m;
        _rig.Place("SELL", ask, 0.5m, "GTX", "mine").Status.ShouldBe(200);
        _rig.Place("BUY", ask, 20m, "IOC", "taker").Status.ShouldBe(200);
        peer.Events("ORDER_TRADE_UPDATE").Select(frame => frame.GetProperty("o"))
            .ShouldContain(order => order.GetProperty("c").GetString() == "mine"
                && order.GetProperty("X").GetString() == "EXPIRED_IN_MATCH"
                && order.GetProperty("er").GetString() == "1");
    }

    [Theory]
    [InlineData("EXPIRE_TAKER", "taker", "EXPIRED_IN_MATCH", "3")]
    [InlineData("EXPIRE_BOTH", "taker", "EXPIRED_IN_MATCH", "3")]
    [InlineData("EXPIRE_BOTH", "mine", "EXPIRED_IN_MATCH", "1")]
    [InlineData("EXPIRE_MAKER", "taker", "EXPIRED", "3")]
    [InlineData("NONE", "mine", "FILLED", "0")]
    public void Self_trade_prevention_tells_why_each_order_ended(string mode, string who, string status, string reason)
    {
        var peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        var ask = _rig.Best("bids") + 0.01m;
        _rig.Place("SELL", ask, 0.5m, "GTX", "mine");
        _rig.Place("BUY", ask, 20m, "IOC", "taker", $"&selfTradePreventionMode={mode}");
        var last = peer.Events("ORDER_TRADE_UPDATE").Select(frame => frame.GetProperty("o"))
            .Last(order => order.GetProperty("c").GetString() == who);
        (last.GetProperty("X").GetString(), last.GetProperty("er").GetString()).ShouldBe((status, reason));
    }

    [Fact]
    public void A_result_is_told_on_request()
    {
        const string Terms = "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=0.02&newOrderRespType=";
        _rig.Signed("POST", "/fapi/v1/order", Terms + "ACK").Body.GetProperty("status").GetString().ShouldBe("NEW");
        var filled = _rig.Signed("POST", "/fapi/v1/order", Terms + "RESULT").Body;
        filled.GetProperty("status").GetString().ShouldBe("FILLED");
        filled.GetProperty("executedQty").GetString().ShouldBe("0.020");
    }

    [Fact]
    public void An_armed_countdown_cancels_to_the_millisecond()
    {
        var peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");
        _rig.Place("BUY", 2_900m, 1m, id: "left");
        _rig.Signed("POST", "/fapi/v1/countdownCancelAll", "symbol=ETHUSDC&countdownTime=1003").Status.ShouldBe(200);
        _rig.RunFor(1_002);
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(1);
        _rig.RunFor(1);
        _rig.Server.State.Accounts[0].OpenOrders.ShouldBeEmpty();
        peer.Last.GetProperty("o").GetProperty("x").GetString().ShouldBe("CANCELED");
    }

    [Theory]
    [InlineData(315_360_000_000, 200)]
    [InlineData(315_360_000_001, 400)]
    [InlineData(long.MaxValue, 400)]
    public void A_countdown_lasts_ten_years_at_most(long milliseconds, int status)
    {
        var terms = $"symbol=ETHUSDC&countdownTime={milliseconds}";
        _rig.Signed("POST", "/fapi/v1/countdownCancelAll", terms).Status.ShouldBe(status);
        _rig.RunFor(100);
        _rig.Server.State.Accounts[0].Countdowns.Length.ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public void A_renewed_countdown_starts_again_and_zero_disarms()
    {
        _rig.Place("BUY", 2_900m, 1m);
        Arm(1_000);
        _rig.RunFor(900);
        Arm(1_000);
        _rig.RunFor(999);
        Arm(0);
        _rig.RunFor(10_000);
        var state = _rig.Server.State.Accounts[0];
        state.OpenOrders.Length.ShouldBe(1);
        state.Countdowns.ShouldBeEmpty();
    }

    private static int Code((int Status, JsonElement Body) answer) => answer.Body.GetProperty("code").GetInt32();

    private void Arm(int milliseconds) =>
        _rig.Signed("POST", "/fapi/v1/countdownCancelAll", $"symbol=ETHUSDC&countdownTime={milliseconds}");
}
