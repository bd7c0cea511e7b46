using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Api;

public class SignatureSpecs
{
    private readonly VenueRig _rig = new();

    /// <summary>
    /// Published vectors name symbols the venue does not list: an accepted signature shows as the refusal of the
    /// symbol.
    /// </summary>
    [SkippableTheory]
    [InlineData("futures-hmac-1", 1591702613943)]
    [InlineData("futures-hmac-mixed", 1591702613943)]
    [InlineData("spot-hmac-1", 1499827319559)]
    public void Published_signatures_are_accepted(string id, long timestamp)
    {
        var vector = Vector(id);
        var rig = RigOf(vector, timestamp);
        var signature = vector.GetProperty("signature_hex").GetString();
        var query = vector.TryGetProperty("query", out var separate) ? separate : vector.GetProperty("payload");
        var body = vector.TryGetProperty("body", out var form) ? $"{form}&signature={signature}" : "";
        var path = $"/fapi/v1/order?{query}{(body.Length == 0 ? $"&signature={signature}" : "")}";
        var call = new Core.Ports.HttpCall("POST", path, vector.GetProperty("apiKey").GetString());
        var answer = rig.Server.Handle(call, System.Text.Encoding.UTF8.GetBytes(body)).ShouldNotBeNull();
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetInt32().ShouldBe(-1121);
    }

    [SkippableFact]
    public void The_published_sorted_signature_of_the_trading_API_is_accepted()
    {
        var vector = Vector("wsapi-hmac-sorted");
        var peer = RigOf(vector, 1645423376532).Connect("/ws-fapi/v1");
        var parameters = JsonSerializer.Deserialize<Dictionary<string, object>>(vector.GetProperty("params"))!;
        parameters["signature"] = vector.GetProperty("signature_hex").GetString()!;
        peer.Say($$"""{"id":7,"method":"order.place","params":{{JsonSerializer.Serialize(parameters)}}}""");
        peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-1121);
    }

    [Fact]
    public void A_signature_in_capitals_is_as_good()
    {
        var query = $"timestamp={_rig.Now}";
        var signature = VenueRig.Sign(query).ToUpperInvariant();
        _rig.Call("GET", $"/fapi/v3/balance?{query}&signature={signature}").Status.ShouldBe(200);
    }

    [Fact]
    public void A_wrong_signature_is_refused()
    {
        var query = $"timestamp={_rig.Now}";
        Code(_rig.Call("GET", $"/fapi/v3/balance?{query}&signature={VenueRig.Sign(query, "other")}"))
            .ShouldBe((400, -1022));
    }

    [Fact]
    public void A_missing_signature_is_named()
    {
        var (status, body) = _rig.Call("GET", $"/fapi/v3/balance?timestamp={_rig.Now}");
        status.ShouldBe(400);
        body.GetProperty("msg").GetString()
            .ShouldBe("Mandatory parameter 'signature' was not sent, was empty/null, or malformed.");
    }

    [Theory]
    [InlineData(null, -2014)]
    [InlineData("stranger", -2015)]
    public void A_missing_or_unknown_key_is_refused(string? key, int code)
    {
        var query = $"timestamp={_rig.Now}";
        Code(_rig.Call("GET", $"/fapi/v3/balance?{query}&signature={VenueRig.Sign(query)}", key)).ShouldBe((401, code));
    }

    [Theory]
    [InlineData(999, "", 0)]
    [InlineData(1000, "", -1021)]
    [InlineData(-5000, "", 0)]
    [InlineData(-5001, "", -1021)]
    [InlineData(-100, "&recvWindow=100", 0)]
    [InlineData(-101, "&recvWindow=100", -1021)]
    public void The_timestamp_must_lie_in_the_window(int offset, string more, int code)
    {
        var query = $"timestamp={_rig.Now + offset}{more}";
        var (status, body) = _rig.Call("GET", $"/fapi/v3/balance?{query}&signature={VenueRig.Sign(query)}");
        status.ShouldBe(code == 0 ? 200 : 400);
        if (code == 0) return;
        body.GetProperty("code").GetInt32().ShouldBe(code);
        body.GetProperty("msg").GetString().ShouldBe(offset > 0
            ? "Timestamp for this request was 1000ms ahead of the server's time."
            : "Timestamp for this request is outside of the recvWindow.");
    }

    private static (int Status, int Code) Code((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("code").GetInt32());

    private static JsonElement Vector(string id) => Samples.Json("signing_vectors.json").GetProperty("vectors")
        .EnumerateArray().First(vector => vector.GetProperty("id").GetString() == id);

    private static VenueRig RigOf(JsonElement vector, long timestamp) => new(new VenueOptions
    {
        Start = new VenueTime(timestamp),
        Accounts =
        [
            new VenueAccountOptions
            {
                ApiKey = vector.GetProperty("apiKey").GetString()!,
                Secret = vector.GetProperty("secret").GetString()!,
            },
        ],
    });
}
