using System.Text.Json;
using Phoenix.Venue.Accounts;

namespace Phoenix.Venue.Tests.Api;

/// <summary>Logging on to the trading API.</summary>
public class TradingSessionSpecs
{
    private readonly VenueRig _rig = new(TestKeys.With(TestKeys.Ed25519));
    private readonly RecordingPeer _peer;

    public TradingSessionSpecs() => _peer = _rig.Connect("/ws-fapi/v1");

    [SkippableFact]
    public void Logon_status_and_logout_read_as_documented()
    {
        var replies = Samples.Json("official/misc_websocket-api-general-info.json").GetProperty("examples")
            .EnumerateArray().Select(example => example.GetProperty("payload"))
            .Where(payload => payload.TryGetProperty("result", out var result)
                && result.TryGetProperty("authorizedSince", out _)).ToList();
        foreach (var (ours, real) in new[] { LogOn(), Ask("session.status"), Ask("session.logout") }.Zip(replies))
        {
            ours.GetProperty("result").Keys().ShouldBe(real.GetProperty("result").Keys());
            foreach (var name in real.GetProperty("result").Keys().Where(name => name != "returnRateLimits"))
            {
                ours.GetProperty("result").GetProperty(name).ValueKind
                    .ShouldBe(real.GetProperty("result").GetProperty(name).ValueKind, name);
            }
        }
    }

    [Fact]
    public void After_logging_on_key_and_signature_may_be_left_out()
    {
        LogOn();
        Status(Cancel()).ShouldBe((400, -2011));
        Status(Ask("userDataStream.start")).ShouldBe((200, 0));
        Status(Ask("order.cancel", """{"symbol":"ETHUSDC","orderId":1}""")).ShouldBe((400, -1102));   // no timestamp
    }

    [Fact]
    public void Before_logging_on_and_after_logging_out_they_may_not()
    {
        Status(Cancel()).ShouldBe((401, -2014));
        LogOn();
        Ask("session.logout");
        Status(Cancel()).ShouldBe((401, -2014));
    }

    [Fact]
    public void The_session_ends_with_its_socket()
    {
        LogOn();
        _peer.Socket.OnClosed();
        var next = _rig.Connect("/ws-fapi/v1");
        next.Say("""{"id":1,"method":"session.status"}""");
        next.Last.GetProperty("result").GetProperty("apiKey").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_request_that_names_a_key_is_judged_by_that_key()
    {
        LogOn();
        var query = $"apiKey={VenueRig.Key}&orderId=1&symbol=ETHUSDC&timestamp={_rig.Now}";
        Status(Cancel(VenueRig.Key, VenueRig.Sign(query))).ShouldBe((400, -2011));
        Status(Cancel(VenueRig.Key, VenueRig.Sign(query, "wrong"))).ShouldBe((400, -1022));
        Status(Cancel("stranger", VenueRig.Sign(query))).ShouldBe((401, -2015));
        Status(Cancel()).ShouldBe((400, -2011));   // the session is as it was
    }

    [Fact]
    public void A_revoked_key_ends_its_session_with_an_answer_without_id()
    {
        LogOn();
        _rig.Server.RevokeKey(TestKeys.Ed25519Name);
        Cancel();
        _peer.Texts[^1].ShouldBe(
            """{"id":null,"status":401,"error":{"code":-2015,"""
            + "\"msg\":\"Invalid API-key, IP, or permissions for action.\"}}");
        Status(Cancel()).ShouldBe((401, -2014));
        _peer.Endings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ApiKeyKind.Hmac, "HMAC_SHA256 API key is not supported.")]
    [InlineData(ApiKeyKind.Rsa, "RSA API key is not supported.")]
    public void Only_Ed25519_keys_log_on(ApiKeyKind kind, string message)
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var key = new VenueApiKey { Key = "k", Kind = kind, Secret = rsa.ExportSubjectPublicKeyInfoPem() };
        var peer = new VenueRig(TestKeys.With(key)).Connect("/ws-fapi/v1");
        peer.Say("""{"id":1,"method":"session.logon","params":{"apiKey":"k","timestamp":1,"signature":"s"}}""");
        peer.Last.GetProperty("error").GetProperty("msg").GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData("wrong", 0, -1022)]
    [InlineData(null, -5001, -1021)]
    [InlineData(null, 1000, -1021)]
    public void A_wrong_signature_or_time_does_not_log_on(string? signature, int offset, int code)
    {
        var timestamp = _rig.Now + offset;
        signature ??= TestKeys.SignEd25519($"apiKey={TestKeys.Ed25519Name}&timestamp={timestamp}");
        Status(LogOn(timestamp, signature)).ShouldBe((400, code));
        Status(Cancel()).ShouldBe((401, -2014));
    }

    [Fact]
    public void A_read_only_session_does_not_trade()
    {
        var rig = new VenueRig(TestKeys.With(TestKeys.Ed25519 with { Permissions = ApiPermissions.ReadOnly }));
        var peer = rig.Connect("/ws-fapi/v1");
        var signature = TestKeys.SignEd25519($"apiKey={TestKeys.Ed25519Name}&timestamp={rig.Now}");
        peer.Say(LogOnText(rig.Now, signature));
        peer.Last.GetProperty("status").GetInt32().ShouldBe(200);
        var call = $$"""{"symbol":"ETHUSDC","orderId":1,"timestamp":{{rig.Now}}}""";
        peer.Say($$"""{"id":1,"method":"order.cancel","params":{{call}}}""");
        Status(peer.Last).ShouldBe((401, -2015));
        peer.Say($$"""{"id":1,"method":"order.status","params":{{call}}}""");
        Status(peer.Last).ShouldBe((400, -2013));
    }

    private static string LogOnText(long timestamp, string signature)
    {
        var call = $$"""{"apiKey":"{{TestKeys.Ed25519Name}}","timestamp":{{timestamp}},"signature":"{{signature}}"}""";
        return $$"""{"id":"l","method":"session.logon","params":{{call}}}""";
    }

    private static (int Status, int Code) Status(JsonElement reply) => (
        reply.GetProperty("status").GetInt32(),
        reply.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : 0);

    private JsonElement LogOn() =>
        LogOn(_rig.Now, TestKeys.SignEd25519($"apiKey={TestKeys.Ed25519Name}&timestamp={_rig.Now}"));

    private JsonElement LogOn(long timestamp, string signature)
    {
        _peer.Say(LogOnText(timestamp, signature));
        return _peer.Last;
    }

    private JsonElement Cancel() =>
        Ask("order.cancel", $$"""{"symbol":"ETHUSDC","orderId":1,"timestamp":{{_rig.Now}}}""");

    private JsonElement Cancel(string key, string signature)
    {
        var call = $$"""{"apiKey":"{{key}}","symbol":"ETHUSDC","orderId":1,"timestamp":{{_rig.Now}}""";
        return Ask("order.cancel", $$"""{{call}},"signature":"{{signature}}"}""");
    }

    private JsonElement Ask(string method, string parameters = "{}")
    {
        _peer.Say($$"""{"id":1,"method":"{{method}}","params":{{parameters}}}""");
        return _peer.Last;
    }
}
