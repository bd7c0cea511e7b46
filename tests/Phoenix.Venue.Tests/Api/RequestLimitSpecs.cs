using Phoenix.Core.Ports;

namespace Phoenix.Venue.Tests.Api;

public class RequestLimitSpecs
{
    [Fact]
    public void Weight_is_counted_told_and_limited_per_minute()
    {
        var rig = new VenueRig(new() { Limits = new() { WeightPerMinute = 25 } });
        var call = new HttpCall("GET", "/fapi/v1/depth?symbol=ETHUSDC&limit=1000", null);
        rig.Server.Handle(call)!.Headers["x-mbx-used-weight-1m"].ShouldBe("20");
        rig.Server.Handle(call)!.Status.ShouldBe(429);
        rig.Get("/fapi/v1/time").Status.ShouldBe(200);
        rig.RunFor(60_000);
        rig.Server.Handle(call)!.Status.ShouldBe(200);
    }

    [Fact]
    public void A_refusal_for_weight_names_code_and_wait()
    {
        var rig = new VenueRig(new() { Limits = new() { WeightPerMinute = 1 } });
        rig.Get("/fapi/v1/time");
        var refused = rig.Server.Handle(new HttpCall("GET", "/fapi/v1/time", null))!;
        System.Text.Json.JsonDocument.Parse(refused.Body).RootElement.GetProperty("code").GetInt32().ShouldBe(-1003);
        int.Parse(refused.Headers["retry-after"]).ShouldBeInRange(1, 60);
    }

    [Fact]
    public void Three_hundred_orders_in_ten_seconds_are_enough()
    {
        var rig = new VenueRig();
        rig.RunFor(10_000 - (int)(rig.Now % 10_000));
        for (var i = 0; i < 300; i++)
        {
            rig.Place("BUY", rig.Best("asks"), 1m).Status.ShouldBe(400);   // refused orders count as well
        }

        var (status, body) = rig.Place("BUY", 2_900m, 1m);
        (status, body.GetProperty("code").GetInt32()).ShouldBe((429, -1015));
        rig.RunFor(10_000);
        rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
    }

    [Fact]
    public void Order_answers_tell_the_order_count()
    {
        var rig = new VenueRig();
        var query = $"symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTX&price=2900&quantity=1&timestamp={rig.Now}";
        var path = $"/fapi/v1/order?{query}&signature={VenueRig.Sign(query)}";
        var answer = rig.Server.Handle(new HttpCall("POST", path, VenueRig.Key))!;
        answer.Headers["x-mbx-order-count-10s"].ShouldBe("1");
        answer.Headers["x-mbx-order-count-1m"].ShouldBe("1");
    }

    [Fact]
    public void An_unknown_route_is_404()
    {
        new VenueRig().Get("/fapi/v1/balance").Status.ShouldBe(404);
    }
}
