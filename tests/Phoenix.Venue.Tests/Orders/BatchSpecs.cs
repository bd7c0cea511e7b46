using System.Text.Json;

namespace Phoenix.Venue.Tests.Orders;

public class BatchSpecs
{
    private readonly VenueRig _rig = new();

    [Fact]
    public void Good_and_bad_orders_are_answered_in_their_order()
    {
        var (status, body) = Send("POST", Order("a", "2900", "1"), Order("b", "2900", "0"), Order("c", "2901", "1"));
        status.ShouldBe(200);
        body[0].GetProperty("clientOrderId").GetString().ShouldBe("a");
        body[1].GetRawText().ShouldBe("""{"code":-4003,"msg":"Quantity less than or equal to zero."}""");
        body[2].GetProperty("clientOrderId").GetString().ShouldBe("c");
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(2);
    }

    [Fact]
    public void Orders_are_amended_together()
    {
        Send("POST", Order("a", "2900", "1"), Order("b", "2901", "1"));
        const string Change =
            """{"symbol":"ETHUSDC","origClientOrderId":"ID","side":"BUY","price":2905,"quantity":"2"}""";
        var (status, body) = Send("PUT", Change.Replace("ID", "a"), Change.Replace("ID", "none"));
        status.ShouldBe(200);
        body[0].GetProperty("price").GetString().ShouldBe("2905.00");
        body[1].GetProperty("code").GetInt32().ShouldBe(-2013);
    }

    [Theory]
    [InlineData(5, 200)]
    [InlineData(6, 400)]
    [InlineData(0, 400)]
    public void Up_to_five_orders_go_together(int count, int status)
    {
        var answer = Send("POST", [.. Enumerable.Range(0, count).Select(i => Order($"o{i}", "2900", "1"))]);
        answer.Status.ShouldBe(status);
        if (status == 400) answer.Body.GetProperty("code").GetInt32().ShouldBe(-4082);
    }

    [Fact]
    public void A_batch_counts_as_five_orders_in_ten_seconds_and_as_one_in_a_minute()
    {
        var answer = _rig.Server.Handle(new Core.Ports.HttpCall("POST", Path(Order("a", "2900", "1")), VenueRig.Key));
        answer!.Headers["x-mbx-order-count-10s"].ShouldBe("5");
        answer.Headers["x-mbx-order-count-1m"].ShouldBe("1");
        answer.Headers["x-mbx-used-weight-1m"].ShouldBe("5");
    }

    [Theory]
    [InlineData("batchOrders=nonsense", -1130)]
    [InlineData("batchOrders={}", -1130)]
    [InlineData("", -1102)]
    public void A_malformed_batch_is_refused(string query, int code) =>
        _rig.Signed("POST", "/fapi/v1/batchOrders", query).Body.GetProperty("code").GetInt32().ShouldBe(code);

    [Fact]
    public void Orders_are_cancelled_by_their_ids()
    {
        var placed = Send("POST", Order("a", "2900", "1"), Order("b", "2901", "1")).Body;
        var ids = $"[{placed[0].GetProperty("orderId")},17]";
        var cancelled = Cancel("orderIdList", ids).Body;
        cancelled[0].GetProperty("status").GetString().ShouldBe("CANCELED");
        cancelled[1].GetRawText().ShouldBe("""{"code":-2011,"msg":"Unknown order sent."}""");
        var named = Cancel("origClientOrderIdList", """["a","b"]""").Body;
        named[0].GetProperty("code").GetInt32().ShouldBe(-2011);
        named[1].GetProperty("status").GetString().ShouldBe("CANCELED");
    }

    [Theory]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11]", -4032)]
    [InlineData("17", -1130)]
    [InlineData("[]", -1130)]
    public void A_malformed_list_of_ids_is_refused(string ids, int code) =>
        Cancel("orderIdList", ids).Body.GetProperty("code").GetInt32().ShouldBe(code);

    [Theory]
    [InlineData("POST", "batchOrders=%5B%7B%22symbol%22%3A%22%5Cud800%22%7D%5D")]
    [InlineData("DELETE", "symbol=ETHUSDC&origClientOrderIdList=%5B%22%5Cud800%22%5D")]
    public void Half_a_surrogate_pair_is_refused(string method, string query) =>
        _rig.Signed(method, "/fapi/v1/batchOrders", query).Body.GetProperty("code").GetInt32().ShouldBe(-1130);

    private static string Order(string id, string price, string quantity) =>
        $$"""{"symbol":"ETHUSDC","side":"BUY","type":"LIMIT","timeInForce":"GTC","newClientOrderId":"{{id}}","""
        + $$""" "price":"{{price}}","quantity":"{{quantity}}"}""";

    private string Path(params string[] orders)
    {
        var query = $"batchOrders={Uri.EscapeDataString($"[{string.Join(',', orders)}]")}&timestamp={_rig.Now}";
        return $"/fapi/v1/batchOrders?{query}&signature={VenueRig.Sign(query)}";
    }

    private (int Status, JsonElement Body) Send(string method, params string[] orders) =>
        _rig.Call(method, Path(orders));

    private (int Status, JsonElement Body) Cancel(string parameter, string ids) => _rig.Signed(
        "DELETE", "/fapi/v1/batchOrders", $"symbol=ETHUSDC&{parameter}={Uri.EscapeDataString(ids)}");
}
