using System.Text.Json;

namespace Phoenix.Venue.Tests.Orders;

/// <summary>
/// Answers and events about orders have the keys, the kinds and, where recorded, the order of the real ones.
/// </summary>
public class OrderShapeSpecs
{
    /// <summary>Conditional orders alone have them.</summary>
    private static readonly string[] TrailingStopOnly = ["activatePrice", "priceRate"];

    /// <summary>
    /// Named by the documentation's example of an amendment, which is that of the coin-margined exchange; absent from
    /// a recorded one (https://github.com/ccxt/ccxt/pull/17936, 2023).
    /// </summary>
    private static readonly string[] CoinMarginedOnly = ["pair", "cumBase"];

    private readonly VenueRig _rig = new();

    [SkippableFact]
    public void An_amended_order_is_answered_as_documented()
    {
        _rig.Place("BUY", 2_900m, 1m, "GTC", "a");
        const string Terms = "symbol=ETHUSDC&origClientOrderId=a&side=BUY&price=2901&quantity=1";
        var ours = _rig.Signed("PUT", "/fapi/v1/order", Terms).Body;
        ShouldCover(ours, Samples.Official("rest_PUT_fapi_v1_order"));
        ours.Keys().ShouldBe(Samples.Official("wsapi_order.modify", 1).GetProperty("result").Keys());
        var history = _rig.Signed("GET", "/fapi/v1/orderAmendment", "symbol=ETHUSDC&origClientOrderId=a").Body;
        var real = Samples.Official("rest_GET_fapi_v1_orderAmendment");
        history[0].Keys().ShouldBe(real[0].Keys());
        history[0].GetProperty("amendment").Keys().ShouldBe(real[0].GetProperty("amendment").Keys());
    }

    [SkippableFact]
    public void Lists_of_orders_are_answered_as_documented()
    {
        const string Order =
            """{"symbol":"ETHUSDC","side":"BUY","type":"LIMIT","timeInForce":"GTC","price":"2900","quantity":"1"}""";
        const string Amended = """{"symbol":"ETHUSDC","side":"BUY","price":"2901","quantity":"1","orderId":ID}""";
        var placed = _rig.Signed("POST", "/fapi/v1/batchOrders", Array(Order)).Body[0];
        ShouldCover(placed, Samples.Official("rest_POST_fapi_v1_batchOrders")[0]);
        var id = placed.GetProperty("orderId").ToString();
        var amended = _rig.Signed("PUT", "/fapi/v1/batchOrders", Array(Amended.Replace("ID", id))).Body[0];
        ShouldCover(amended, Samples.Official("rest_PUT_fapi_v1_batchOrders")[0]);
        var listed = _rig.Signed("GET", "/fapi/v1/allOrders", "symbol=ETHUSDC").Body[0];
        ShouldCover(listed, Samples.Official("rest_GET_fapi_v1_allOrders")[0]);
        var cancelled = _rig.Signed("DELETE", "/fapi/v1/batchOrders", $"symbol=ETHUSDC&orderIdList=[{id}]").Body[0];
        ShouldCover(cancelled, Samples.Official("rest_DELETE_fapi_v1_batchOrders")[0]);
    }

    [SkippableFact]
    public void A_tested_order_is_answered_as_documented()
    {
        const string Terms = "symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=2900";
        var ours = _rig.Signed("POST", "/fapi/v1/order/test", Terms).Body;
        ShouldCover(ours, Samples.Official("rest_POST_fapi_v1_order_test"));
    }

    /// <summary>An order's life on the wire: each event has the keys of the recorded one, in its order.</summary>
    [SkippableFact]
    public void Events_of_a_resting_order_are_those_recorded()
    {
        var real = Samples.Lines("user_events/ethusdc_2026-04_live.jsonl").ToList();
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        var bid = _rig.Best("bids");
        _rig.Place("BUY", bid - 1, 0.02m, "GTC", "a");
        ShouldBeAs(peer.Last, Recorded(real, "NEW"));
        const string Terms = "symbol=ETHUSDC&origClientOrderId=a&side=BUY&quantity=0.02";
        _rig.Signed("PUT", "/fapi/v1/order", $"{Terms}&price={bid + 0.01m}");
        ShouldBeAs(peer.Last, Recorded(real, "AMENDMENT"));
        while (!peer.Events("ACCOUNT_UPDATE").Any()) _rig.RunFor(100);
        var filled = peer.Frames.ToList().FindIndex(frame => frame.GetProperty("e").GetString() == "TRADE_LITE");
        var told = peer.Frames.Skip(filled).Take(3).ToList();
        var kinds = (string[])["TRADE_LITE", "ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"];
        told.Select(frame => frame.GetProperty("e").GetString()!).ShouldBe(kinds);
        ShouldBeAs(told[0], real.First(line => line.GetProperty("e").GetString() == "TRADE_LITE"));
        ShouldBeAs(told[1], real.Last(line => line.GetProperty("e").GetString() == "ACCOUNT_UPDATE"));
        ShouldBeAs(told[2], Recorded(real, "TRADE"));
        told.Select(frame => frame.GetProperty("T").GetInt64()).Distinct().Count().ShouldBe(1);
        _rig.Place("BUY", 2_900m, 0.02m, "GTC", "b");
        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=b");
        ShouldBeAs(peer.Last, Recorded(real, "CANCELED"));
    }

    [SkippableFact]
    public void Events_of_a_market_order_come_in_the_recorded_order()
    {
        var real = Samples.Lines("user_events/solusdt_2026-02_market_order_live.jsonl").ToList();
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        _rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=0.01");
        var ours = peer.Frames.ToList();
        ours.Count.ShouldBe(4);
        for (var i = 0; i < real.Count; i++)
        {
            ShouldBeAs(ours[i], real[i]);
        }

        ours[3].GetProperty("o").GetProperty("x").GetString().ShouldBe("TRADE");
        ours[0].GetProperty("p").GetString().ShouldBe("0.00");
        ours[1].GetProperty("o").GetProperty("p").GetString().ShouldBe("0");
    }

    private static string Array(string element) => $"batchOrders={Uri.EscapeDataString($"[{element}]")}";

    private static JsonElement Recorded(List<JsonElement> lines, string execution) => lines.First(line =>
        line.TryGetProperty("o", out var order) && order.GetProperty("x").GetString() == execution);

    /// <summary>The same keys in the same order with values of the same kinds, all the way down.</summary>
    private static void ShouldBeAs(JsonElement ours, JsonElement real)
    {
        ours.Kind().ShouldBe(real.Kind());
        if (real.ValueKind == JsonValueKind.Array && real.GetArrayLength() > 0) ShouldBeAs(ours[0], real[0]);
        if (real.ValueKind != JsonValueKind.Object) return;
        ours.Keys().ShouldBe(real.Keys());
        foreach (var name in real.Keys())
        {
            ShouldBeAs(ours.GetProperty(name), real.GetProperty(name));
        }
    }

    private static void ShouldCover(JsonElement ours, JsonElement real)
    {
        real.Keys().Except(ours.Keys()).Except(TrailingStopOnly).Except(CoinMarginedOnly).ShouldBeEmpty();
        foreach (var name in real.Keys().Intersect(ours.Keys()))
        {
            ours.GetProperty(name).Kind().ShouldBe(real.GetProperty(name).Kind(), name);
        }
    }
}
