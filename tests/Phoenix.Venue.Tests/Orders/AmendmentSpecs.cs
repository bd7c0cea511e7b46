using System.Text.Json;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Orders;

public class AmendmentSpecs
{
    private readonly VenueRig _rig = new();
    private readonly RecordingPeer _peer;

    public AmendmentSpecs() =>
        _peer = _rig.Connect($"/private/ws?listenKey={_rig.NewListenKey()}&events=ORDER_TRADE_UPDATE");

    [Fact]
    public void An_amended_order_keeps_its_ids_and_tells_its_new_terms()
    {
        var placed = _rig.Place("BUY", 2_900m, 1m, "GTC", "a").Body;
        var amended = Amend("a", 2_910.5m, 1.5m).Body;
        amended.GetProperty("orderId").GetInt64().ShouldBe(placed.GetProperty("orderId").GetInt64());
        Read(amended, "price", "origQty", "status").ShouldBe(["2910.50", "1.500", "NEW"]);
        Read(_peer.Last.GetProperty("o"), "c", "x", "X", "p", "q", "b")
            .ShouldBe(["a", "AMENDMENT", "NEW", "2910.5", "1.5", "4365.75"]);
    }

    [Fact]
    public void The_modify_id_comes_back_in_the_event_and_only_when_it_was_sent()
    {
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        Amend("a", 2_901m, 1m, "&modifyId=77");
        _peer.Last.GetProperty("o").GetProperty("M").GetInt64().ShouldBe(77);
        Amend("a", 2_902m, 1m);
        _peer.Last.GetProperty("o").TryGetProperty("M", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("side=BUY&price=2900&quantity=1", -5027)]
    [InlineData("side=SELL&price=2900&quantity=1", -1130)]
    [InlineData("side=BUY&price=2900", -1102)]
    [InlineData("side=BUY&quantity=1", -1102)]
    [InlineData("side=BUY&price=2900.001&quantity=1", -1111)]
    [InlineData("side=BUY&price=3160&quantity=1", -4016)]
    [InlineData("side=BUY&price=2900&quantity=9000", -4005)]
    [InlineData("side=BUY&price=2900&quantity=0.006", -5029)]
    [InlineData("side=BUY&price=2900&quantity=0.006&reduceOnly=true", -5047)]
    [InlineData("side=BUY&price=2900&quantity=5000", -2019)]
    [InlineData("side=BUY&price=2900&quantity=1&priceMatch=QUEUE", -1106)]
    [InlineData("side=BUY&quantity=1&priceMatch=QUEUE_7", -5037)]
    public void A_refused_amendment_leaves_the_order_alone(string terms, int code)
    {
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        var told = _peer.Texts.Count;
        Code(_rig.Signed("PUT", "/fapi/v1/order", $"symbol=ETHUSDC&origClientOrderId=a&{terms}")).ShouldBe(code);
        _peer.Texts.Count.ShouldBe(told);
        _rig.Server.State.Accounts[0].OpenOrders.ShouldHaveSingleItem().Price.ShouldBe(2_900m);
    }

    [Fact]
    public void An_order_that_is_over_cannot_be_amended()
    {
        Code(Amend("none", 2_901m, 1m)).ShouldBe(-2013);
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=a");
        Code(Amend("a", 2_901m, 1m)).ShouldBe(-2013);
    }

    [Fact]
    public void A_post_only_order_amended_across_the_spread_is_cancelled()
    {
        _rig.Place("BUY", 2_900m, 1m, "GTX", "a");
        var (status, body) = Amend("a", _rig.Best("asks"), 1m);
        status.ShouldBe(200);
        Read(body, "status", "executedQty").ShouldBe(["CANCELED", "0.000"]);
        Read(_peer.Last.GetProperty("o"), "x", "X").ShouldBe(["CANCELED", "CANCELED"]);
    }

    [Fact]
    public void Another_order_amended_across_the_spread_trades()
    {
        _rig.Place("BUY", 2_900m, 0.05m, "GTC", "a");
        Amend("a", _rig.Best("asks"), 0.05m).Body.GetProperty("status").GetString().ShouldBe("FILLED");
        _peer.Events("ORDER_TRADE_UPDATE").Select(frame => Read(frame.GetProperty("o"), "x")[0])
            .ShouldBe(["NEW", "AMENDMENT", "TRADE"]);
    }

    [Fact]
    public void No_more_than_what_was_filled_ends_the_order()
    {
        _rig.Place("BUY", _rig.Best("asks"), 50m, "GTC", "a");
        Read(Amend("a", 2_990m, 0.01m).Body, "status", "origQty").ShouldBe(["CANCELED", "50.000"]);
        _rig.Server.State.Accounts[0].OpenOrders.ShouldBeEmpty();
    }

    [Fact]
    public void Amendments_are_counted_listed_and_limited()
    {
        var contract = Contract.EthUsdc with { MaxAmendments = 3 };
        var rig = new VenueRig(new VenueOptions { Markets = [MarketSettings.EthUsdc with { Contract = contract }] });
        rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        foreach (var price in (int[])[2_901, 2_902, 2_903])
        {
            Put(rig, price).Status.ShouldBe(200);
        }

        Code(Put(rig, 2_904)).ShouldBe(-5026);
        var listed = rig.Signed("GET", "/fapi/v1/orderAmendment", "symbol=ETHUSDC&origClientOrderId=a&limit=2").Body;
        listed.EnumerateArray().Select(row => row.GetProperty("amendment").GetRawText()).ShouldBe(
        [
            """{"price":{"before":"2902","after":"2903"},"origQty":{"before":"1","after":"1"},"count":3}""",
            """{"price":{"before":"2901","after":"2902"},"origQty":{"before":"1","after":"1"},"count":2}""",
        ]);

        static (int Status, JsonElement Body) Put(VenueRig rig, int price) => rig.Signed(
            "PUT", "/fapi/v1/order", $"symbol=ETHUSDC&origClientOrderId=a&side=BUY&price={price}&quantity=1");
    }

    [Fact]
    public void The_last_hundred_amendments_are_kept_and_all_are_counted()
    {
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        for (var i = 1; i <= 102; i++) Amend("a", 2_900m, 1m + (i * 0.001m)).Status.ShouldBe(200);
        const string Asked = "symbol=ETHUSDC&origClientOrderId=a&limit=100";
        var listed = _rig.Signed("GET", "/fapi/v1/orderAmendment", Asked).Body;
        listed.EnumerateArray().Select(row => row.GetProperty("amendment").GetProperty("count").GetInt32())
            .ShouldBe(Enumerable.Range(3, 100).Reverse());
    }

    [Fact]
    public void A_place_in_the_book_may_be_named_instead_of_a_price()
    {
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        const string Terms = "symbol=ETHUSDC&origClientOrderId=a&side=BUY&quantity=1&priceMatch=QUEUE";
        var amended = _rig.Signed("PUT", "/fapi/v1/order", Terms).Body;
        decimal.Parse(amended.GetProperty("price").GetString()!).ShouldBe(_rig.Best("bids"));
        amended.GetProperty("priceMatch").GetString().ShouldBe("QUEUE");
    }

    [Fact]
    public void The_trading_api_amends_alike()
    {
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        var trading = _rig.Connect("/ws-fapi/v1");
        var reply = _rig.Ask(
            trading,
            "order.modify",
            ("symbol", "ETHUSDC"),
            ("origClientOrderId", "a"),
            ("side", "BUY"),
            ("price", "2905"),
            ("quantity", "2"));
        reply.GetProperty("result").GetProperty("price").GetString().ShouldBe("2905.00");
        reply.GetProperty("rateLimits")[0].GetProperty("count").GetInt32().ShouldBe(2);
    }

    private static string[] Read(JsonElement json, params string[] names) =>
        [.. names.Select(name => json.GetProperty(name).ToString())];

    private static int Code((int Status, JsonElement Body) answer) => answer.Body.GetProperty("code").GetInt32();

    private (int Status, JsonElement Body) Amend(string id, decimal price, decimal quantity, string more = "") =>
        _rig.Signed(
            "PUT",
            "/fapi/v1/order",
            $"symbol=ETHUSDC&origClientOrderId={id}&side=BUY&price={price}&quantity={quantity}{more}");
}
