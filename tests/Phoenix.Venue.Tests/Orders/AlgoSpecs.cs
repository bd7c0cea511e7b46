using System.Text.Json;

namespace Phoenix.Venue.Tests.Orders;

public class AlgoSpecs
{
    private readonly VenueRig _rig = new();
    private readonly RecordingPeer _peer;

    public AlgoSpecs() => _peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");

    [SkippableFact]
    public void A_stop_waits_triggers_and_finishes_as_recorded()
    {
        var real = Samples.Lines("user_events/algo_update_2025-12_stop_market.jsonl").ToList();
        var stop = Stop();
        Place($"side=BUY&type=STOP_MARKET&quantity=0.05&triggerPrice={stop}&clientAlgoId=s").Status.ShouldBe(200);
        Status().ShouldBe("NEW");
        LiftTo(stop);
        Status().ShouldBe("TRIGGERING");
        _rig.RunFor(100);
        var told = Algos();
        told.Select(algo => algo.GetProperty("X").GetString()).ShouldBe(
            ["NEW", "TRIGGERING", "TRIGGERED", "FINISHED"]);
        for (var i = 0; i < real.Count; i++)
        {
            told[i + 1].Keys().ShouldBe(real[i].GetProperty("o").Keys());
        }

        var released = _peer.Events("ORDER_TRADE_UPDATE").Last().GetProperty("o");
        Read(released, "c", "o", "ot", "X", "sp").ShouldBe(["s", "MARKET", "STOP_MARKET", "FILLED", $"{stop:0.##}"]);
        Read(told[3], "ai", "aq", "act").ShouldBe([released.GetProperty("i").ToString(), "0.05", "MARKET"]);
        _rig.Signed("GET", "/fapi/v1/openAlgoOrders").Body.GetArrayLength().ShouldBe(0);
        var queried = _rig.Signed("GET", "/fapi/v1/algoOrder", "clientAlgoId=s").Body;
        Read(queried, "algoStatus", "actualOrderId").ShouldBe(["FINISHED", released.GetProperty("i").ToString()]);
    }

    [Theory]
    [InlineData("side=BUY&type=STOP_MARKET&quantity=0.05&triggerPrice=2900", -2021)]
    [InlineData("side=SELL&type=STOP_MARKET&quantity=0.05&triggerPrice=3100", -2021)]
    [InlineData("side=BUY&type=TAKE_PROFIT_MARKET&quantity=0.05&triggerPrice=3100", -2021)]
    [InlineData("side=SELL&type=TAKE_PROFIT_MARKET&quantity=0.05&triggerPrice=2900", -2021)]
    [InlineData("side=SELL&type=TRAILING_STOP_MARKET&quantity=1&callbackRate=1&triggerPrice=3100", -2021)]
    [InlineData("side=SELL&type=TRAILING_STOP_MARKET&quantity=1&callbackRate=1&activatePrice=2900", -2021)]
    [InlineData("side=SELL&type=TRAILING_STOP_MARKET&quantity=1", -1102)]
    [InlineData("side=SELL&type=TRAILING_STOP_MARKET&quantity=1&callbackRate=20.1", -1130)]
    [InlineData("side=SELL&type=TRAILING_STOP_MARKET&quantity=1&callbackRate=0", -1130)]
    [InlineData("side=SELL&type=LIMIT&quantity=1&price=3100&triggerPrice=3100", -1116)]
    [InlineData("side=SELL&type=STOP&quantity=1&triggerPrice=2900", -1102)]
    [InlineData("side=SELL&type=STOP_MARKET&quantity=1", -1102)]
    [InlineData("side=SELL&type=STOP_MARKET&triggerPrice=2900", -1102)]
    [InlineData("side=SELL&type=STOP_MARKET&triggerPrice=2900.001&quantity=1", -1111)]
    [InlineData("side=SELL&type=STOP_MARKET&triggerPrice=2900&quantity=1&closePosition=true", -4137)]
    [InlineData("side=SELL&type=STOP_MARKET&triggerPrice=2900&closePosition=true&reduceOnly=true", -1106)]
    [InlineData("side=SELL&type=STOP_MARKET&triggerPrice=2900&quantity=1&workingType=LAST", -4031)]
    [InlineData("side=SELL&type=STOP_MARKET&triggerPrice=2900&quantity=1&positionSide=LONG", -4061)]
    public void A_bad_conditional_order_is_refused(string terms, int code) =>
        Place(terms).Body.GetProperty("code").GetInt32().ShouldBe(code);

    [Fact]
    public void The_algo_type_is_required() => _rig
        .Signed("POST", "/fapi/v1/algoOrder", "symbol=ETHUSDC&side=SELL&type=STOP_MARKET&triggerPrice=2900&quantity=1")
        .Body.GetProperty("code").GetInt32().ShouldBe(-1102);

    [Fact]
    public void A_triggered_order_that_may_not_be_is_rejected_with_its_reason()
    {
        var stop = Stop();
        Place($"side=BUY&type=STOP_MARKET&quantity=0.05&triggerPrice={stop}&reduceOnly=true").Status.ShouldBe(200);
        LiftTo(stop);
        _rig.RunFor(100);
        Read(Algos()[^1], "X", "rm").ShouldBe(["REJECTED", "ReduceOnly Order is rejected."]);
    }

    [Fact]
    public void A_stop_limit_becomes_a_limit_order()
    {
        var stop = Stop();
        Place($"side=BUY&type=STOP&quantity=0.05&triggerPrice={stop}&price=2950&timeInForce=GTC").Status.ShouldBe(200);
        LiftTo(stop);
        _rig.RunFor(100);
        Status().ShouldBe("TRIGGERED");
        var resting = _rig.Signed("GET", "/fapi/v1/openOrders", "symbol=ETHUSDC").Body[0];
        Read(resting, "type", "origType", "price", "stopPrice").ShouldBe(["LIMIT", "STOP", "2950.00", $"{stop:F2}"]);
        _rig.Signed("DELETE", "/fapi/v1/order", $"symbol=ETHUSDC&orderId={resting.GetProperty("orderId")}");
        Read(Algos()[^1], "X", "aq").ShouldBe(["FINISHED", "0"]);
    }

    [Fact]
    public void Closing_the_position_takes_all_of_it()
    {
        _rig.Place("SELL", _rig.Best("bids"), 0.123m, "IOC");
        var stop = Stop();
        Place($"side=BUY&type=STOP_MARKET&closePosition=true&triggerPrice={stop}").Status.ShouldBe(200);
        WaitUntilTriggered();
        var held = _rig.Server.State.Accounts[0].Positions[0].Amount;
        held.ShouldBe(0m);
        Status().ShouldBe("FINISHED");
    }

    [Fact]
    public void A_trailing_stop_follows_the_market_and_sells_when_it_turns()
    {
        Place("side=SELL&type=TRAILING_STOP_MARKET&quantity=0.05&callbackRate=0.1").Status.ShouldBe(200);
        var (low, high) = (decimal.MaxValue, 0m);
        var prints = _rig.Connect("/market/ws/ethusdc@aggTrade");
        WaitUntilTriggered();
        Status().ShouldBe("FINISHED");
        _rig.RunFor(200);
        foreach (var print in prints.Frames)
        {
            var price = decimal.Parse(print.GetProperty("p").GetString()!);
            high = Math.Max(high, price);
            low = price;
            if (price <= high * 0.999m) break;
        }

        low.ShouldBeLessThanOrEqualTo(high * 0.999m);
        var released = _peer.Events("ORDER_TRADE_UPDATE").Last().GetProperty("o");
        Read(released, "ot", "AP", "cr").ShouldBe(["TRAILING_STOP_MARKET", "0", "0.1"]);
    }

    [Fact]
    public void The_mark_price_triggers_what_follows_it_at_its_next_second()
    {
        var mark = _rig.Server.State.Markets[0].MarkPrice;
        var stop = decimal.Round(mark + 0.5m, 2);
        Place($"side=BUY&type=STOP_MARKET&quantity=0.05&workingType=MARK_PRICE&triggerPrice={stop}")
            .Status.ShouldBe(200);
        var feed = _rig.Connect("/market/ws/ethusdc@markPrice@1s");
        for (var second = 0; second < 3_600 && Status() == "NEW"; second++)
        {
            _rig.RunFor(1_000);
        }

        decimal.Parse(feed.Last.GetProperty("p").GetString()!).ShouldBeGreaterThanOrEqualTo(stop);
        feed.Frames.SkipLast(1).ShouldAllBe(frame => decimal.Parse(frame.GetProperty("p").GetString()!) < stop);
    }

    [SkippableFact]
    public void Conditional_orders_are_answered_as_documented()
    {
        const string Terms = "side=SELL&type=STOP&quantity=1&price=2890&triggerPrice=2900";
        var placed = Place($"{Terms}&clientAlgoId=a").Body;
        var real = Samples.Official("rest_POST_fapi_v1_algoOrder");
        placed.Keys().ShouldBe(real.Keys());
        ShouldHaveTheKinds(placed, real);
        var queried = _rig.Signed("GET", "/fapi/v1/algoOrder", "clientAlgoId=a").Body;
        queried.Keys().ShouldBe(Samples.Official("rest_GET_fapi_v1_algoOrder").Keys());
        ShouldHaveTheKinds(queried, Samples.Official("rest_GET_fapi_v1_algoOrder"));
        _rig.Signed("GET", "/fapi/v1/openAlgoOrders", "symbol=ETHUSDC").Body[0].Keys()
            .ShouldBe(Samples.Official("rest_GET_fapi_v1_openAlgoOrders")[0].Keys());
        _rig.Signed("GET", "/fapi/v1/allAlgoOrders", "symbol=ETHUSDC").Body[0].Keys()
            .ShouldBe(Samples.Official("rest_GET_fapi_v1_allAlgoOrders")[0].Keys());
        var cancelled = _rig.Signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId=a").Body;
        ShouldHaveTheKinds(cancelled, Samples.Official("rest_DELETE_fapi_v1_algoOrder"));
        Algos()[^1].Keys().ShouldBe(Samples.Official("event_ALGO_UPDATE").GetProperty("o").Keys());
        _rig.Signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId=a").Body.GetProperty("code").GetInt32()
            .ShouldBe(-2011);
        _rig.Signed("GET", "/fapi/v1/algoOrder", "clientAlgoId=none").Body.GetProperty("code").GetInt32()
            .ShouldBe(-2013);
        _rig.Signed("DELETE", "/fapi/v1/algoOpenOrders", "symbol=ETHUSDC").Body.GetRawText()
            .ShouldBe(JsonSerializer.Serialize(Samples.Official("rest_DELETE_fapi_v1_algoOpenOrders")));
    }

    [SkippableFact]
    public void The_trading_api_places_and_cancels_alike()
    {
        var trading = _rig.Connect("/ws-fapi/v1");
        var placed = _rig.Ask(
            trading,
            "algoOrder.place",
            ("symbol", "ETHUSDC"),
            ("algoType", "CONDITIONAL"),
            ("side", "SELL"),
            ("type", "TAKE_PROFIT"),
            ("quantity", "1"),
            ("price", "3110"),
            ("triggerPrice", 3100)).GetProperty("result");
        Samples.Official("wsapi_algoOrder.place", 1).GetProperty("result").Keys().Except(placed.Keys()).ShouldBeEmpty();
        var id = placed.GetProperty("algoId").GetInt64();
        _rig.Ask(trading, "algoOrder.cancel", ("algoId", id)).GetProperty("result").Keys()
            .ShouldBe(Samples.Official("wsapi_algoOrder.cancel", 1).GetProperty("result").Keys());
    }

    [Fact]
    public void All_open_conditional_orders_of_a_symbol_are_cancelled_and_no_others()
    {
        const string Terms = "side=SELL&type=STOP_MARKET&quantity=1&triggerPrice=";
        Place(Terms + "2900");
        Place(Terms + "2901");
        _rig.Signed("POST", "/fapi/v1/algoOrder", $"algoType=CONDITIONAL&symbol=BTCUSDC&{Terms}80000");
        _rig.Place("BUY", 2_900m, 1m, "GTC");
        _rig.Signed("DELETE", "/fapi/v1/algoOpenOrders", "symbol=ETHUSDC");
        _rig.Signed("GET", "/fapi/v1/openAlgoOrders").Body.GetArrayLength().ShouldBe(1);
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(1);
    }

    [Fact]
    public void An_account_has_at_most_two_hundred_conditional_orders()
    {
        for (var i = 0; i < 200; i++)
        {
            Place($"side=SELL&type=STOP_MARKET&quantity=1&triggerPrice={2_900 + (i * 0.01m)}").Status.ShouldBe(200);
        }

        Place("side=SELL&type=STOP_MARKET&quantity=1&triggerPrice=2910").Body.GetProperty("code").GetInt32()
            .ShouldBe(-4045);
    }

    private static string[] Read(JsonElement json, params string[] names) =>
        [.. names.Select(name => json.GetProperty(name).ToString())];

    private static void ShouldHaveTheKinds(JsonElement ours, JsonElement real)
    {
        foreach (var name in real.Keys())
        {
            ours.GetProperty(name).Kind().ShouldBe(real.GetProperty(name).Kind(), name);
        }
    }

    [Theory]
    [InlineData("side=SELL&type=STOP&quantity=1&triggerPrice=2900&price=0.01", -4024)]
    [InlineData("side=BUY&type=STOP&quantity=1&triggerPrice=3100&price=9000", -4016)]
    [InlineData("side=SELL&type=STOP_MARKET&quantity=0.001&triggerPrice=2900", -4164)]
    [InlineData("side=SELL&type=STOP&quantity=0.001&triggerPrice=2900&price=2899", -4164)]
    public void A_conditional_order_is_held_to_the_filters(string terms, int code) =>
        Place(terms).Body.GetProperty("code").GetInt32().ShouldBe(code);

    [Fact]
    public void A_stop_far_below_the_market_may_have_its_limit_beside_its_trigger() =>
        Place("side=SELL&type=STOP&quantity=1&triggerPrice=2400&price=2390").Status.ShouldBe(200);

    [Fact]
    public void The_filters_look_again_when_it_is_released()
    {
        var stop = Stop();
        var highest = Math.Floor(stop * 105) / 100;
        Place($"side=BUY&type=STOP&quantity=1&triggerPrice={stop}&price={highest}").Status.ShouldBe(200);
        LiftTo(stop);
        _rig.RunFor(100);
        Status().ShouldBe("REJECTED");
        Algos()[^1].GetProperty("rm").GetString().ShouldNotBeNull().ShouldStartWith("Limit price can't be higher");
    }

    /// <summary>A price some levels above the market, which a buyer can reach.</summary>
    private decimal Stop()
    {
        var asks = _rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=20").Body.GetProperty("asks");
        return decimal.Parse(asks[5][0].GetString()!);
    }

    private void LiftTo(decimal price) => _rig.Place("BUY", price, 60m, "IOC").Status.ShouldBe(200);

    private void WaitUntilTriggered()
    {
        for (var step = 0; step < 36_000 && Status() == "NEW"; step++)
        {
            _rig.RunFor(100);
        }
    }

    private (int Status, JsonElement Body) Place(string terms) =>
        _rig.Signed("POST", "/fapi/v1/algoOrder", $"algoType=CONDITIONAL&symbol=ETHUSDC&{terms}");

    private List<JsonElement> Algos() => [.. _peer.Events("ALGO_UPDATE").Select(frame => frame.GetProperty("o"))];

    private string? Status() => Algos()[^1].GetProperty("X").GetString();
}
