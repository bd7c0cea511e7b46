using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>Faults of orders, of what is told of them, and of limits and the clock.</summary>
public class OrderFaultSpecs
{
    private readonly VenueRig _rig = new();

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public void A_placement_can_be_lost_with_or_without_its_deed(string applied, int orders)
    {
        Inject($$"""{"verb":"place","reply":"lost","applied":{{applied}}}""");
        Place("a").ShouldBeNull();
        Open().ShouldBe(orders);
        Place("b")!.Status.ShouldBe(200);
    }

    [Fact]
    public void A_malformed_batch_that_is_carried_out_late_is_refused_late()
    {
        Inject("""{"verb":"place","reply":"own","late":"1s"}""");
        var query = $"batchOrders=%5B%7B%22symbol%22%3A%22%5Cud800%22%7D%5D&timestamp={_rig.Now}";
        CallOutcome? outcome = null;
        var call = new HttpCall("POST", $"/fapi/v1/batchOrders?{query}&signature={VenueRig.Sign(query)}", VenueRig.Key);
        _rig.Server.Handle(call, [], heard => outcome = heard);
        _rig.RunFor(2_000);
        outcome.ShouldBeOfType<CallOutcome.Answered>().Answer.Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("/venue/faults", """{"verb":"\ud800"}""")]
    [InlineData("/venue/script", """{"rules":[{"name":"\ud800"}]}""")]
    [InlineData("/venue/keys/revoke", """{"key":"\ud800"}""")]
    public void A_control_body_with_half_a_surrogate_pair_is_refused(string path, string body) => _rig.Server
        .Handle(new HttpCall("POST", path, null), Encoding.UTF8.GetBytes(body))!.Status.ShouldBe(400);

    [Fact]
    public void A_placement_can_be_answered_late_and_carried_out_later()
    {
        Inject("""{"verb":"place","late":"2s","delay":"1s"}""");
        CallOutcome? outcome = null;
        _rig.Server.Handle(Call("a"), [], heard => outcome = heard);
        _rig.RunFor(1_999);
        Open().ShouldBe(0);
        _rig.RunFor(1);
        Open().ShouldBe(1);
        outcome.ShouldBeNull();
        _rig.RunFor(1_000);
        outcome.ShouldBeOfType<CallOutcome.Answered>().Answer.Status.ShouldBe(200);
    }

    [Fact]
    public void The_trading_api_loses_answers_too()
    {
        var peer = _rig.Connect("/ws-fapi/v1");
        Inject("""{"verb":"place","reply":"lost","applied":true}""");
        peer.Say(Request("order.place"));
        peer.Texts.ShouldBeEmpty();
        Open().ShouldBe(1);
        Inject("""{"verb":"place","reply":"error","status":503,"code":-1007,"applied":true}""");
        peer.Say(Request("order.place"));
        peer.Last.GetProperty("status").GetInt32().ShouldBe(503);
        peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-1007);
        Open().ShouldBe(2);
        Inject("""{"verb":"place","reply":"broken"}""");
        peer.Say(Request("order.place"));
        peer.Endings.ShouldBe(["abort"]);
        Open().ShouldBe(2);
    }

    [Fact]
    public void A_cancel_can_be_refused_and_done()
    {
        Place("a");
        Inject("""{"verb":"cancel","code":-2011,"body":"Unknown order sent.","applied":true}""");
        var (status, body) = _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=a");
        (status, body.GetProperty("code").GetInt32()).ShouldBe((400, -2011));
        Open().ShouldBe(0);
    }

    [Fact]
    public void A_resting_order_is_filled_in_part()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        var bid = _rig.Best("bids");
        _rig.Place("BUY", bid - 0.5m, 1m, id: "a");
        Inject("""{"verb":"fill","order":"a","quantity":0.4}""");
        var order = peer.Events("ORDER_TRADE_UPDATE").Last().GetProperty("o");
        order.GetProperty("X").GetString().ShouldBe("PARTIALLY_FILLED");
        order.GetProperty("z").GetString().ShouldBe("0.4");
        _rig.Server.State.Accounts[0].OpenOrders.Single().Quantity.ShouldBe(0.6m);
    }

    [Fact]
    public void Events_are_held_and_come_at_once()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"holdEvents","for":"2s"}""");
        Place("a");
        Place("b");
        _rig.RunFor(1_999);
        peer.Texts.ShouldBeEmpty();
        _rig.RunFor(1);
        peer.Events("ORDER_TRADE_UPDATE").Count().ShouldBe(2);
    }

    [Fact]
    public void Neighbouring_events_change_places()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"reorder"}""");
        Place("a");
        Place("b");
        Place("c");
        peer.Frames.Select(frame => frame.GetProperty("o").GetProperty("c").GetString()).ShouldBe(["b", "a", "c"]);
    }

    [Fact]
    public void Queries_lag_behind()
    {
        Place("old");
        Inject("""{"verb":"queryLag","delay":"2s"}""");
        Place("young");
        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=old").Status.ShouldBe(200);
        Query("young").GetProperty("code").GetInt32().ShouldBe(-2013);
        Query("old").GetProperty("status").GetString().ShouldBe("NEW");
        _rig.Signed("GET", "/fapi/v1/openOrders").Body.GetArrayLength().ShouldBe(1);
        _rig.RunFor(2_000);
        Query("young").GetProperty("status").GetString().ShouldBe("NEW");
        Query("old").GetProperty("status").GetString().ShouldBe("CANCELED");

        JsonElement Query(string id) =>
            _rig.Signed("GET", "/fapi/v1/order", $"symbol=ETHUSDC&origClientOrderId={id}").Body;
    }

    [Fact]
    public void Somebody_else_trades_on_the_account()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"foreignOrder","symbol":"ETHUSDC","side":"BUY","quantity":0.5}""");
        Position().ShouldBe(0.5m);
        peer.Events("ORDER_TRADE_UPDATE").Last().GetProperty("o").GetProperty("c").GetString()!.ShouldStartWith("web_");
    }

    [Fact]
    public void A_position_is_deleveraged()
    {
        Inject("""{"verb":"foreignOrder","symbol":"ETHUSDC","side":"SELL","quantity":0.5}""");
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject("""{"verb":"adl","symbol":"ETHUSDC","quantity":0.2}""");
        Position().ShouldBe(-0.3m);
        var order = peer.Events("ORDER_TRADE_UPDATE").Last().GetProperty("o");
        order.GetProperty("c").GetString().ShouldBe("adl_autoclose");
        order.GetProperty("X").GetString().ShouldBe("FILLED");
    }

    [Fact]
    public void A_deleveraging_goes_past_the_book()
    {
        Inject("""{"verb":"foreignOrder","symbol":"ETHUSDC","side":"SELL","quantity":0.5}""");
        var before = _rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=5").Body.ToString();
        Inject("""{"verb":"adl","symbol":"ETHUSDC"}""");
        Position().ShouldBe(0m);
        _rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=5").Body.ToString().ShouldBe(before);
    }

    [Fact]
    public void Less_weight_is_allowed()
    {
        Inject("""{"verb":"weight","size":1,"for":"5s"}""");
        _rig.Get("/fapi/v1/time").Status.ShouldBe(200);
        _rig.Get("/fapi/v1/time").Status.ShouldBe(429);
        _rig.RunFor(5_000);
        _rig.Get("/fapi/v1/time").Status.ShouldBe(200);
    }

    [Fact]
    public void Fewer_orders_are_allowed_and_all_cancels()
    {
        Inject("""{"verb":"orderCount","size":1}""");
        Place("a")!.Status.ShouldBe(200);
        _rig.Place("BUY", 2_900m, 1m).Body.GetProperty("code").GetInt32().ShouldBe(-1015);
        _rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=a").Status.ShouldBe(200);
    }

    [Fact]
    public void A_banned_address_learns_until_when()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@depth@100ms");
        Inject("""{"verb":"ban","for":"10s"}""");
        var refused = _rig.Server.Handle(new HttpCall("GET", "/fapi/v1/time", null))!;
        (refused.Status, refused.Headers["retry-after"]).ShouldBe((418, "10"));
        Encoding.UTF8.GetString(refused.Body.Span).ShouldContain($"IP banned until {_rig.Now + 10_000}");
        _rig.Server.Accept("/public/ws", new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(418);
        _rig.RunFor(10_000);
        peer.Texts.ShouldNotBeEmpty();
        _rig.Get("/fapi/v1/time").Status.ShouldBe(200);
    }

    [Fact]
    public void A_failing_answer_says_how_long_to_wait()
    {
        Inject("""{"verb":"http","status":429,"route":"GET /fapi/v1/time","retryAfter":"7s"}""");
        _rig.Server.Handle(new HttpCall("GET", "/fapi/v1/time", null))!.Headers["retry-after"].ShouldBe("7");
    }

    [Fact]
    public void A_wrong_clock_is_stamped_and_judges()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@depth@100ms");
        Inject("""{"verb":"skew","offset":"-1500ms","for":"10s"}""");
        _rig.RunFor(100);
        peer.Last.GetProperty("E").GetInt64().ShouldBe(_rig.Now - 1_500);
        _rig.Get("/fapi/v1/time").Body.GetProperty("serverTime").GetInt64().ShouldBe(_rig.Now - 1_500);
        _rig.Place("BUY", 2_900m, 1m).Body.GetProperty("code").GetInt32().ShouldBe(-1021);
        _rig.RunFor(10_000);
        peer.Texts.Count.ShouldBe(101);   // frames are cut at the right times all the while
        _rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
    }

    [Fact]
    public void A_clock_can_drift()
    {
        Inject("""{"verb":"skew","drift":"2ms"}""");
        _rig.RunFor(10_000);
        _rig.Get("/fapi/v1/time").Body.GetProperty("serverTime").GetInt64().ShouldBe(_rig.Now + 20);
    }

    private HttpAnswer? Place(string id) => _rig.Server.Handle(Call(id));

    private HttpCall Call(string id)
    {
        const string Terms = "symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTX&price=2900&quantity=1";
        var form = $"{Terms}&newClientOrderId={id}&timestamp={_rig.Now}&recvWindow=60000";
        return new HttpCall("POST", $"/fapi/v1/order?{form}&signature={VenueRig.Sign(form)}", VenueRig.Key);
    }

    private string Request(string method)
    {
        var sorted = $"apiKey={VenueRig.Key}&price=2900&quantity=1&side=BUY&symbol=ETHUSDC"
            + $"&timeInForce=GTX&timestamp={_rig.Now}&type=LIMIT";
        var members = string.Join(',', sorted.Split('&').Select(pair => pair.Split('='))
            .Select(pair => pair[0] == "timestamp" ? $"\"timestamp\":{pair[1]}" : $"\"{pair[0]}\":\"{pair[1]}\""));
        var signed = $"{members},\"signature\":\"{VenueRig.Sign(sorted)}\"";
        return $"{{\"id\":\"r\",\"method\":\"{method}\",\"params\":{{{signed}}}}}";
    }

    private int Open() => _rig.Server.State.Accounts[0].OpenOrders.Length;

    private decimal Position() => _rig.Server.State.Accounts[0].Positions[0].Amount;

    private void Inject(string fault)
    {
        var call = new HttpCall("POST", "/venue/faults", null);
        var answer = _rig.Server.Handle(call, Encoding.UTF8.GetBytes(fault))!;
        answer.Status.ShouldBe(201, Encoding.UTF8.GetString(answer.Body.Span));
    }
}
