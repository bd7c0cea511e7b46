using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Parameters;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Api;

/// <summary>Keys of every kind, what each may do, and from where.</summary>
public sealed class KeySpecs : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public void Dispose() => _rsa.Dispose();

    /// <summary>The first three of section 7.1 of RFC 8032.</summary>
    [Theory]
    [InlineData(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25b"
        + "f5f0595bbe24655141438e7a100b")]
    [InlineData(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b"
        + "2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c"
        + "15e9716ed28dc027beceea1ec40a")]
    public void The_vectors_of_RFC_8032_verify(string publicKey, string message, string signature)
    {
        var key = new Ed25519PublicKeyParameters(Convert.FromHexString(publicKey));
        var check = SignatureCheck.Of(
            new VenueApiKey { Key = "k", Kind = ApiKeyKind.Ed25519, Secret = TestKeys.PemOf(key) });
        var text = Convert.ToBase64String(Convert.FromHexString(signature));
        check.Accepts(Convert.FromHexString(message), text).ShouldBeTrue();
        check.Accepts([.. Convert.FromHexString(message), 0], text).ShouldBeFalse();
    }

    [SkippableFact]
    public void The_computed_Ed25519_signature_of_a_REST_order_is_accepted()
    {
        var vectors = Samples.Json("signing_vectors.json").GetProperty("vectors").EnumerateArray().ToList();
        var order = vectors.First(vector => vector.GetProperty("id").GetString() == "ed25519-rest-order-computed");
        var rig = Rig(KeyOf(vectors, "documented"), 1_790_526_539_000);
        var query = $"{order.GetProperty("payload")}&signature={order.GetProperty("signature_percent_encoded")}";
        rig.Call("POST", $"/fapi/v1/order?{query}", "documented").Status.ShouldBe(200);
        var raw = $"{order.GetProperty("payload")}&signature={order.GetProperty("signature_base64")}";
        Refusal(rig.Call("POST", $"/fapi/v1/order?{raw}", "documented")).ShouldBe((400, -1022));   // + is a blank
    }

    [SkippableTheory]
    [InlineData("ed25519-wsapi-order-computed", "order.place", -1121)]
    [InlineData("ed25519-wsapi-logon-computed", "session.logon", 0)]
    public void The_computed_Ed25519_signatures_of_the_trading_API_are_accepted(string id, string method, int code)
    {
        var vectors = Samples.Json("signing_vectors.json").GetProperty("vectors").EnumerateArray().ToList();
        var vector = vectors.First(vector => vector.GetProperty("id").GetString() == id);
        var parameters = JsonSerializer.Deserialize<Dictionary<string, object>>(vector.GetProperty("params"))!;
        var rig = Rig(KeyOf(vectors, $"{parameters["apiKey"]}"), long.Parse($"{parameters["timestamp"]}"));
        parameters["signature"] = vector.GetProperty("signature_base64").GetString()!;
        var peer = rig.Connect("/ws-fapi/v1");
        peer.Say($$"""{"id":1,"method":"{{method}}","params":{{JsonSerializer.Serialize(parameters)}}}""");
        peer.Last.GetProperty("status").GetInt32().ShouldBe(code == 0 ? 200 : 400);
        if (code != 0) peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public void An_RSA_signature_is_accepted_on_REST_and_the_trading_API()
    {
        var key = new VenueApiKey { Key = "rsa", Kind = ApiKeyKind.Rsa, Secret = _rsa.ExportSubjectPublicKeyInfoPem() };
        var rig = new VenueRig(TestKeys.With(key));
        var query = $"timestamp={rig.Now}";
        var path = $"/fapi/v3/balance?{query}&signature={Uri.EscapeDataString(SignRsa(query))}";
        rig.Call("GET", path, "rsa").Status.ShouldBe(200);
        Refusal(rig.Call("GET", path.Replace($"{rig.Now}", $"{rig.Now + 1}"), "rsa")).ShouldBe((400, -1022));

        var peer = rig.Connect("/ws-fapi/v1");
        var signature = SignRsa($"apiKey=rsa&symbol=NONE&timestamp={rig.Now}");
        var call = $$"""{"apiKey":"rsa","symbol":"NONE","timestamp":{{rig.Now}},"signature":"{{signature}}"}""";
        peer.Say($$"""{"id":1,"method":"order.cancel","params":{{call}}}""");
        peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-1121);
    }

    [Theory]
    [InlineData("GET", "/fapi/v3/balance", "", 0)]
    [InlineData("GET", "/fapi/v1/openOrders", "", 0)]
    [InlineData("POST", "/fapi/v1/listenKey", "", 0)]
    [InlineData("POST", "/fapi/v1/order", "symbol=ETHUSDC", -2015)]
    [InlineData("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&orderId=1", -2015)]
    [InlineData("DELETE", "/fapi/v1/allOpenOrders", "symbol=ETHUSDC", -2015)]
    public void A_key_that_may_only_read_cannot_trade(string method, string path, string query, int code)
    {
        var reader = new VenueApiKey { Key = "r", Secret = "s", Permissions = ApiPermissions.ReadOnly };
        var rig = new VenueRig(TestKeys.With(reader));
        ShouldEnd(Signed(rig, method, path, query), code);
    }

    [Theory]
    [InlineData("10.0.0.7", 0)]
    [InlineData("10.0.0.8", -2015)]
    public void A_key_bound_to_addresses_works_from_those_only(string address, int code)
    {
        var bound = new VenueApiKey { Key = "r", Secret = "s", AllowedAddresses = ["10.0.0.7"] };
        var rig = new VenueRig(TestKeys.With(bound));
        ShouldEnd(Signed(rig, "GET", "/fapi/v3/balance", "", new CallSource(address)), code);
    }

    [Fact]
    public void A_revoked_key_is_a_strangers()
    {
        var rig = new VenueRig(TestKeys.With(new VenueApiKey { Key = "r", Secret = "s" }));
        Signed(rig, "GET", "/fapi/v3/balance", "").Status.ShouldBe(200);
        rig.Server.RevokeKey("r").ShouldBeTrue();
        ShouldEnd(Signed(rig, "GET", "/fapi/v3/balance", ""), -2015);
        rig.Server.RevokeKey("r").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"key":"r"}""", 200, -2015)]
    [InlineData("""{"key":"stranger"}""", 404, 0)]
    [InlineData("""{"key":1}""", 400, 0)]
    [InlineData("""{"name":"r"}""", 400, 0)]
    [InlineData("""["r"]""", 400, 0)]
    [InlineData("r", 400, 0)]
    public void The_control_path_revokes_the_key_it_names(string body, int status, int code)
    {
        var rig = new VenueRig(TestKeys.With(new VenueApiKey { Key = "r", Secret = "s" }));
        Revoke(rig, body).ShouldBe(status);
        ShouldEnd(Signed(rig, "GET", "/fapi/v3/balance", ""), code);
        if (status == 200) Revoke(rig, body).ShouldBe(404);   // it is gone for good
    }

    [Theory]
    [InlineData("60000", 0)]
    [InlineData("60001", -1130)]
    [InlineData("-1", -1130)]
    [InlineData("abc", -1102)]
    public void The_receive_window_is_at_most_a_minute(string window, int code)
    {
        var rig = new VenueRig(TestKeys.With(new VenueApiKey { Key = "r", Secret = "s" }));
        ShouldEnd(Signed(rig, "GET", "/fapi/v3/balance", $"recvWindow={window}"), code);
    }

    [Theory]
    [InlineData("-9223372036854775808")]
    [InlineData("-1")]
    [InlineData("1e12")]
    [InlineData("99999999999999999999")]
    public void A_senseless_timestamp_is_malformed(string timestamp)
    {
        var rig = new VenueRig();
        var query = $"timestamp={timestamp}";
        var answer = rig.Call("GET", $"/fapi/v3/balance?{query}&signature={VenueRig.Sign(query)}");
        Refusal(answer).ShouldBe((400, -1102));
    }

    [Theory]
    [InlineData(4_999, 0)]
    [InlineData(5_001, -5028)]
    public void The_engine_looks_at_the_receive_window_again(int lagMs, int code)
    {
        var rig = new VenueRig(new VenueOptions { EngineLag = TimeSpan.FromMilliseconds(lagMs) });
        ShouldEnd(rig.Place("BUY", 2_900m, 1m), code);
        rig.Signed("GET", "/fapi/v3/balance").Status.ShouldBe(200);   // questions do not reach the engine
    }

    [Fact]
    public void An_unreadable_public_key_is_named_at_the_start()
    {
        var bad = new VenueApiKey { Key = "bad", Kind = ApiKeyKind.Ed25519, Secret = "none" };
        Should.Throw<ArgumentException>(() => new VenueServer(TestKeys.With(bad))).Message.ShouldContain("bad");
    }

    private static VenueApiKey KeyOf(List<JsonElement> vectors, string name) => new()
    {
        Key = name,
        Kind = ApiKeyKind.Ed25519,
        Secret = vectors.First(vector => vector.TryGetProperty("public_spki_base64", out _))
            .GetProperty("public_spki_base64").GetString()!,
    };

    private static VenueRig Rig(VenueApiKey key, long now) =>
        new(TestKeys.With(key) with { Start = new VenueTime(now) });

    private static (int Status, JsonElement Body) Signed(
        VenueRig rig, string method, string path, string query, CallSource? source = null)
    {
        var stamped = $"{query}{(query.Length > 0 ? "&" : "")}timestamp={rig.Now}";
        var target = $"{path}?{stamped}&signature={VenueRig.Sign(stamped, "s")}";
        var answer = rig.Server.Handle(new HttpCall(method, target, "r"), default, source).ShouldNotBeNull();
        return (answer.Status, JsonDocument.Parse(answer.Body).RootElement);
    }

    private static int Revoke(VenueRig rig, string body)
    {
        var call = new HttpCall("POST", "/venue/keys/revoke", null);
        return rig.Server.Handle(call, Encoding.UTF8.GetBytes(body)).ShouldNotBeNull().Status;
    }

    private static (int Status, int Code) Refusal((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("code").GetInt32());

    private static void ShouldEnd((int Status, JsonElement Body) answer, int code)
    {
        if (code == 0)
        {
            answer.Status.ShouldBe(200);
        }
        else
        {
            Refusal(answer).ShouldBe((code == -2015 ? 401 : 400, code));
        }
    }

    private string SignRsa(string text) => Convert.ToBase64String(
        _rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
