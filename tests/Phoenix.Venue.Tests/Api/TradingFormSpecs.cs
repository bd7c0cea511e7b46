using System.Text.Json;

namespace Phoenix.Venue.Tests.Api;

/// <summary>The form of requests and replies on the trading API, whatever they are about.</summary>
public class TradingFormSpecs
{
    private readonly VenueRig _rig = new();
    private readonly RecordingPeer _peer;

    public TradingFormSpecs() => _peer = _rig.Connect("/ws-fapi/v1");

    [Theory]
    [InlineData("7")]
    [InlineData("-9007199254740993")]
    [InlineData("\"4321-\\u00e4\"")]
    [InlineData("null")]
    public void The_id_comes_back_as_it_was_sent(string id)
    {
        _peer.Say($$$"""{"id":{{{id}}},"method":"ticker.price","params":{"symbol":"ETHUSDC"}}""");
        _peer.Texts[^1].ShouldStartWith($$"""{"id":{{id}},"status":200,"result":{""");
    }

    [Fact]
    public void Without_an_id_the_reply_has_null()
    {
        _peer.Say("""{"method":"ticker.price","params":{"symbol":"ETHUSDC"}}""");
        _peer.Texts[^1].ShouldStartWith("""{"id":null,"status":200,""");
    }

    [Theory]
    [InlineData("""{"id":1.5,"method":"depth"}""", "null", -1130)]
    [InlineData("""{"id":[],"method":"depth"}""", "null", -1130)]
    [InlineData("""{"id":true,"method":"depth"}""", "null", -1130)]
    [InlineData("""{"id":1}""", "1", -1102)]
    [InlineData("""{"id":1,"method":5}""", "1", -1102)]
    [InlineData("""{"id":1,"method":""}""", "1", -1102)]
    [InlineData("""{"id":1,"method":"order.guess"}""", "1", -5000)]
    [InlineData("""{"id":1,"method":"depth","params":[]}""", "1", -1130)]
    [InlineData("""{"id":1,"method":"depth","params":"x"}""", "1", -1130)]
    [InlineData("""{"id":1,"method":"depth"}""", "1", -1102)]
    [InlineData("""{"id":1,"method":"depth","params":null}""", "1", -1102)]
    [InlineData("""{"id":1,"method":"depth","params":{"symbol":null}}""", "1", -1102)]
    [InlineData("""{"id":1,"method":"depth","params":{"symbol":{"a":1}}}""", "1", -1121)]
    [InlineData("[]", "null", -1000)]
    [InlineData("7", "null", -1000)]
    [InlineData("""{"id":1,"method":"depth"} x""", "null", -1000)]
    [InlineData("""{"id":1,"method":"depth","params":{"symbol":"\ud800"}}""", "null", -1000)]
    [InlineData("", "null", -1000)]
    public void A_bad_request_is_refused_and_the_socket_stays(string request, string id, int code)
    {
        _peer.Say(request);
        _peer.Texts[^1].ShouldStartWith($$"""{"id":{{id}},"status":400,"error":{"code":{{code}},"msg":""");
        _peer.Endings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/ws-fapi/v1", "", true)]
    [InlineData("/ws-fapi/v1", ""","returnRateLimits":false""", false)]
    [InlineData("/ws-fapi/v1?returnRateLimits=false", "", false)]
    [InlineData("/ws-fapi/v1?returnRateLimits=false", ""","returnRateLimits":true""", true)]
    [InlineData("/ws-fapi/v1?returnRateLimits=true", "", true)]
    public void Rate_limits_can_be_left_out_by_socket_and_by_request(string path, string more, bool areReturned)
    {
        var peer = _rig.Connect(path);
        peer.Say($$$"""{"id":1,"method":"ticker.price","params":{"symbol":"ETHUSDC"{{{more}}}}}""");
        peer.Last.TryGetProperty("rateLimits", out _).ShouldBe(areReturned);
    }

    [Fact]
    public void Numbers_may_come_as_numbers_or_as_strings()
    {
        foreach (var limit in (string[])["5", "\"5\""])
        {
            _peer.Say($$$"""{"id":1,"method":"depth","params":{"symbol":"ETHUSDC","limit":{{{limit}}}}}""");
            _peer.Last.GetProperty("result").GetProperty("bids").GetArrayLength().ShouldBe(5);
        }
    }

    [Theory]
    [InlineData("order.place")]
    [InlineData("order.modify")]
    [InlineData("order.cancel")]
    [InlineData("order.status")]
    [InlineData("algoOrder.place")]
    [InlineData("algoOrder.cancel")]
    [InlineData("account.position")]
    [InlineData("v2/account.position")]
    [InlineData("account.balance")]
    [InlineData("v2/account.balance")]
    [InlineData("account.status")]
    [InlineData("v2/account.status")]
    [InlineData("userDataStream.start")]
    [InlineData("userDataStream.ping")]
    [InlineData("userDataStream.stop")]
    public void Every_private_method_exists_and_wants_a_key(string method)
    {
        _peer.Say($$$"""{"id":1,"method":"{{{method}}}","params":{"timestamp":{{{_rig.Now}}}}}""");
        _peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-2014);
        _peer.Last.GetProperty("status").GetInt32().ShouldBe(401);
    }

    [Fact]
    public void Limits_of_orders_are_told_with_orders_only()
    {
        var placed = _rig.Ask(
            _peer,
            "order.place",
            ("symbol", "ETHUSDC"),
            ("side", "BUY"),
            ("type", "LIMIT"),
            ("timeInForce", "GTX"),
            ("price", "2900"),
            ("quantity", "1"));
        Kinds(placed).ShouldBe(["ORDERS SECOND 10 300 1", "ORDERS MINUTE 1 1200 1", "REQUEST_WEIGHT MINUTE 1 2400 5"]);
        Kinds(_rig.Ask(_peer, "order.cancel", ("symbol", "ETHUSDC"), ("orderId", 1)))
            .ShouldBe(["REQUEST_WEIGHT MINUTE 1 2400 6"]);
    }

    private static IEnumerable<string> Kinds(JsonElement reply) =>
        reply.GetProperty("rateLimits").EnumerateArray().Select(limit => string.Join(
            ' ', limit.EnumerateObject().Select(member => member.Value.ToString())));
}
