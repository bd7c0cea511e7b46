using System.Text.Json;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Orders;

public class OrderHistorySpecs
{
    private readonly VenueRig _rig = new();

    [Fact]
    public void All_orders_are_listed_oldest_first_from_an_id_or_back_from_the_youngest()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            _rig.Place("BUY", 2_900m, 1m, "GTC", id);
        }

        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=b");
        Orders("symbol=ETHUSDC").ShouldBe(["a NEW", "b CANCELED", "c NEW"]);
        Orders("symbol=ETHUSDC&limit=2").ShouldBe(["b CANCELED", "c NEW"]);
        var first = _rig.Signed("GET", "/fapi/v1/openOrders").Body[0].GetProperty("orderId");
        Orders($"symbol=ETHUSDC&limit=2&orderId={first}").ShouldBe(["a NEW", "b CANCELED"]);
        Orders("").Length.ShouldBe(3);
        Orders("symbol=BTCUSDC").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/fapi/v1/allOrders", "limit=1001", -1130)]
    [InlineData("/fapi/v1/allOrders", "limit=0", -1130)]
    [InlineData("/fapi/v1/allOrders", "startTime=2000&endTime=1000", -1023)]
    [InlineData("/fapi/v1/allOrders", "startTime=1000&endTime=604801001", -4165)]
    [InlineData("/fapi/v1/userTrades", "startTime=1000&endTime=604801001", -4165)]
    [InlineData("/fapi/v1/userTrades", "startTime=1000&fromId=7", -1128)]
    [InlineData("/fapi/v1/orderAmendment", "limit=10", -1102)]
    [InlineData("/fapi/v1/orderAmendment", "orderId=10", -2013)]
    public void A_bad_question_is_refused(string path, string query, int code) =>
        _rig.Signed("GET", path, $"symbol=ETHUSDC&{query}").Body.GetProperty("code").GetInt32().ShouldBe(code);

    [Fact]
    public void An_order_without_a_fill_is_forgotten_after_three_days()
    {
        var options = new VenueOptions { MaxCatchUp = TimeSpan.FromSeconds(1) };
        var rig = new VenueRig(options);
        rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=a");
        rig.Server.Advance(rig.Server.Now + TimeSpan.FromDays(3));
        rig.Signed("GET", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=a").Status.ShouldBe(200);
        rig.Server.Advance(rig.Server.Now + TimeSpan.FromMilliseconds(1));
        rig.Signed("GET", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=a").Status.ShouldBe(400);
    }

    [Fact]
    public void Executions_are_found_by_order_by_id_and_by_time()
    {
        for (var i = 0; i < 3; i++)
        {
            _rig.Place("BUY", _rig.Best("asks"), 0.01m, "IOC", $"t{i}");
            _rig.RunFor(1_000);
        }

        var all = Trades("");
        all.Length.ShouldBe(3);
        Trades("&limit=2").ShouldBe(all[1..]);
        Trades($"&fromId={all[1].Id}&limit=1").ShouldBe([all[1]]);
        Trades($"&startTime={all[0].Time}&limit=2").ShouldBe(all[..2]);
        Trades($"&endTime={all[1].Time}").ShouldBe(all[..2]);
        Trades($"&orderId={all[2].Order}").ShouldBe([all[2]]);
    }

    private string[] Orders(string query) =>
    [
        .. _rig.Signed("GET", "/fapi/v1/allOrders", query).Body.EnumerateArray()
            .Select(order => $"{order.GetProperty("clientOrderId")} {order.GetProperty("status")}"),
    ];

    private (long Id, long Order, long Time)[] Trades(string query) =>
    [
        .. _rig.Signed("GET", "/fapi/v1/userTrades", $"symbol=ETHUSDC{query}").Body.EnumerateArray()
            .Select(trade => (Read(trade, "id"), Read(trade, "orderId"), Read(trade, "time"))),
    ];

    private static long Read(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
