using System.Text.Json;

namespace Phoenix.Venue.Tests.Api;

public class TradingTalkSpecs
{
    private readonly VenueRig _rig = new();
    private readonly RecordingPeer _peer;

    public TradingTalkSpecs() => _peer = _rig.Connect("/ws-fapi/v1");

    [SkippableFact]
    public void A_placed_order_is_answered_as_documented()
    {
        var reply = Place("GTX", "2900.10", "0.1", "w-1");
        var real = Samples.Official("wsapi_order.place", 1);
        reply.Keys().ShouldBe(real.Keys());
        reply.GetProperty("result").Keys().ShouldBe(real.GetProperty("result").Keys());
        reply.GetProperty("result").GetProperty("price").GetString().ShouldBe("2900.10");
        reply.GetProperty("result").GetProperty("origQty").GetString().ShouldBe("0.100");
        reply.GetProperty("rateLimits")[0].Keys().ShouldBe(real.GetProperty("rateLimits")[0].Keys());
        reply.GetProperty("rateLimits").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void A_crossing_post_only_order_is_refused()
    {
        var reply = Place("GTX", $"{_rig.Best("asks")}", "1", "w-1");
        reply.GetProperty("status").GetInt32().ShouldBe(400);
        reply.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-5022);
    }

    [Fact]
    public void An_order_can_be_asked_for_and_cancelled()
    {
        Place("GTC", "2900", "1", "w-1");
        Ask("order.status", ("symbol", "ETHUSDC"), ("origClientOrderId", "w-1"))
            .GetProperty("result").GetProperty("status").GetString().ShouldBe("NEW");
        var canceled = Ask("order.cancel", ("symbol", "ETHUSDC"), ("origClientOrderId", "w-1"));
        canceled.GetProperty("result").GetProperty("status").GetString().ShouldBe("CANCELED");
        canceled.GetProperty("rateLimits").GetArrayLength().ShouldBe(1);
        Ask("order.cancel", ("symbol", "ETHUSDC"), ("origClientOrderId", "w-1"))
            .GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-2011);
    }

    [Theory]
    [InlineData("""{"id":7,"method":"order.place","params":{}}""", 401, "7")]
    [InlineData("""{"id":"x","method":"order.fancy","params":{}}""", 404, "\"x\"")]
    [InlineData("""{"id":null,"method":"ticker.price","params":{"symbol":"NO"}}""", 400, "null")]
    [InlineData("nonsense", 400, "null")]
    public void Bad_requests_are_answered_with_their_id(string request, int status, string id)
    {
        _peer.Say(request);
        _peer.Last.GetProperty("id").GetRawText().ShouldBe(id);
        if (status != 404) _peer.Last.GetProperty("status").GetInt32().ShouldBe(status);
        _peer.Last.GetProperty("error").GetProperty("msg").GetString().ShouldNotBeNullOrEmpty();
    }

    [SkippableTheory]
    [InlineData("ticker.price", "wsapi_ticker.price")]
    [InlineData("ticker.book", "wsapi_ticker.book")]
    [InlineData("depth", "wsapi_depth")]
    public void Market_questions_need_no_key(string method, string sample)
    {
        _peer.Say($$$"""{"id":1,"method":"{{{method}}}","params":{"symbol":"ETHUSDC"}}""");
        var real = Samples.Official(sample, 1).GetProperty("result");
        _peer.Last.GetProperty("result").Keys().Order().ShouldBe(real.Keys().Order());
    }

    [SkippableTheory]
    [InlineData("v2/account.status", "wsapi_v2_account.status")]
    [InlineData("v2/account.balance", "wsapi_v2_account.balance")]
    [InlineData("v2/account.position", "wsapi_v2_account.position")]
    public void Account_questions_are_answered_as_documented(string method, string sample)
    {
        Place("IOC", $"{_rig.Best("asks") + 1}", "1", "w-1");
        var ours = First(Ask(method).GetProperty("result"));
        ours.Keys().ShouldBe(First(Samples.Official(sample, 1).GetProperty("result")).Keys());
    }

    [Fact]
    public void The_listen_key_is_the_one_of_REST()
    {
        _peer.Say($$$"""{"id":1,"method":"userDataStream.start","params":{"apiKey":"{{{VenueRig.Key}}}"}}""");
        _peer.Last.GetProperty("result").GetProperty("listenKey").GetString().ShouldBe(_rig.NewListenKey());
        _peer.Say($$$"""{"id":1,"method":"userDataStream.stop","params":{"apiKey":"{{{VenueRig.Key}}}"}}""");
        _peer.Say($$$"""{"id":1,"method":"userDataStream.ping","params":{"apiKey":"{{{VenueRig.Key}}}"}}""");
        _peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-1125);
    }

    [Fact]
    public void Rate_limits_can_be_left_out()
    {
        var quiet = _rig.Connect("/ws-fapi/v1?returnRateLimits=false");
        quiet.Say("""{"id":1,"method":"session.status"}""");
        quiet.Last.Keys().ShouldBe(["id", "status", "result"]);
        quiet.Last.GetProperty("result").GetProperty("apiKey").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static JsonElement First(JsonElement json) => json.ValueKind == JsonValueKind.Array ? json[0] : json;

    private JsonElement Ask(string method, params (string Name, object Value)[] parameters) =>
        _rig.Ask(_peer, method, parameters);

    private JsonElement Place(string timeInForce, string price, string quantity, string id) => Ask(
        "order.place",
        ("symbol", "ETHUSDC"),
        ("side", "BUY"),
        ("type", "LIMIT"),
        ("timeInForce", timeInForce),
        ("price", price),
        ("quantity", quantity),
        ("newClientOrderId", id));
}
