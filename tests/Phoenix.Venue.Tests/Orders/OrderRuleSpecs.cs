using System.Text.Json;

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
    public void A_bad_order_is_refused_with_the_exchanges_code(string terms, int code)
    {
        var (status, body) = _rig.Signed("POST", "/fapi/v1/order", terms);
        (status, body.GetProperty("code").GetInt32()).ShouldBe((400, code));
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
