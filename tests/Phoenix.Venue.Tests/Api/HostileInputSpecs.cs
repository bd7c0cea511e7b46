using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Server;
using Xunit.Abstractions;

namespace Phoenix.Venue.Tests.Api;

/// <summary>
/// Thousands of malformed requests and messages from fixed seeds, straight at the exchange: every one is answered as
/// the protocol says, none ends in an exception, and what was refused has changed nothing.
/// </summary>
public class HostileInputSpecs(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;

    private static readonly CallSource Inspector = new("inspector");

    private static readonly string[] Paths =
    [
        "/fapi/v1/ping", "/fapi/v1/exchangeInfo", "/fapi/v1/depth", "/fapi/v1/order", "/fapi/v1/batchOrders",
        "/fapi/v1/openOrders", "/fapi/v1/allOpenOrders", "/fapi/v1/userTrades", "/fapi/v1/listenKey",
        "/fapi/v1/countdownCancelAll", "/fapi/v1/klines", "/fapi/v1/aggTrades", "/fapi/v1/fundingRate",
        "/fapi/v1/leverage", "/fapi/v1/income", "/fapi/v2/balance", "/fapi/v3/account", "/fapi/v1/premiumIndex",
        "/fapi/v1/ticker/24hr", "/fapi/v1/allOrders", "/fapi/v1/positionSide/dual", "/fapi/", "/", "//", "/%00", "*",
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "", "GÉT"];

    private static readonly string[] Names =
    [
        "symbol", "side", "type", "quantity", "price", "timeInForce", "limit", "orderId", "origClientOrderId",
        "newClientOrderId", "startTime", "endTime", "fromId", "interval", "batchOrders", "orderIdList", "reduceOnly",
        "positionSide", "goodTillDate", "countdownTime", "leverage", "recvWindow", "dualSidePosition", "page", "",
        "priceMatch", "selfTradePreventionMode", "newOrderRespType", "origClientOrderIdList", "incomeType", "pair",
    ];

    private static readonly string[] Values =
    [
        "ETHUSDC", "BTCUSDC", "ethusdc", "", " ", "0", "-1", "1", "0.001", "3000", "BUY", "SELL", "LIMIT", "MARKET",
        "GTC", "GTX", "GTD", "true", "null", "NaN", "Infinity", "1e308", "1e-30", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "79228162514264337593543950335", "0.0000000000000000000000001",
        "99999999999999999999999999999999999999", "00001", "+1", "1,5", "0x10", "%00", "%", "%zz", "%F0%9F%92%A9", "é",
        "[]", "[1,2,3]", "{}", "[{}]", "%5B%7B%22symbol%22%3A%22ETHUSDC%22%7D%5D", "[[[[", "\"", "'; DROP TABLE x",
        "1m", "LONG", "2147483648", "1790526538000", "253402300799001", "..", "QUEUE", "EXPIRE_BOTH", "RESULT",
    ];

    private static readonly string[] TradingMethods =
    [
        "order.place", "order.cancel", "depth", "session.logon", "session.status", "SUBSCRIBE", "UNSUBSCRIBE",
        "SET_PROPERTY", "GET_PROPERTY", "LIST_SUBSCRIPTIONS", "nonsense", "", "userDataStream.start",
    ];

    private static readonly string[] Fragments =
    [
        "null", "1", "-1", "1.5", "1e400", "\"x\"", "true", "[]", "{}", "[1,\"a\",null]", "\"\\ud800\"",
        "[\"ethusdc@depth\"]", "{\"symbol\":\"ETHUSDC\",\"limit\":{}}", "{\"apiKey\":[],\"timestamp\":\"x\"}",
        "[\"combined\",1]", "{\"a\":1,\"a\":2}", "99999999999999999999", "\"\\u0000\"",
    ];

    [Fact]
    public void A_page_beyond_the_end_of_the_income_is_empty()
    {
        var rig = new VenueRig();
        rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1").Status.ShouldBe(200);
        rig.Signed("GET", "/fapi/v1/income", "limit=1000").Body.GetArrayLength().ShouldBeGreaterThan(0);
        rig.Signed("GET", "/fapi/v1/income", $"limit=1000&page={long.MaxValue}").Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Times_may_lie_at_the_end_of_time()
    {
        var rig = new VenueRig();
        rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=1").Status.ShouldBe(200);
        rig.RunFor(5_000);
        var prints = rig.Get($"/fapi/v1/aggTrades?symbol=ETHUSDC&endTime={long.MaxValue}").Body;
        prints.GetArrayLength().ShouldBeGreaterThan(0);
        rig.Signed("GET", "/fapi/v1/allOrders", $"symbol=ETHUSDC&startTime={long.MaxValue}").Body.GetArrayLength()
            .ShouldBe(0);
        rig.Signed("GET", "/fapi/v1/allOrders", $"symbol=ETHUSDC&endTime={long.MinValue}").Body.GetArrayLength()
            .ShouldBe(0);
        rig.Signed("GET", "/fapi/v1/allOrders", $"symbol=ETHUSDC&startTime={long.MinValue}&endTime={long.MaxValue}")
            .Status.ShouldBe(400);
    }

    [Fact]
    public void Strangers_and_forgers_change_nothing()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var (rig, twin) = (Rig(), Rig());
        for (var i = 0; i < 15_000; i++)
        {
            var (call, body) = Call(random, random.Next(3) == 0 ? VenueRig.Key : "stranger", signs: false, rig.Now);
            ShouldBeAnAnswer(rig.Server.Handle(call, body), call);
            if (i % 1000 == 0) Together(rig, twin);
        }

        Together(rig, twin);
    }

    [Fact]
    public void Refused_requests_of_a_customer_change_nothing()
    {
        output.WriteLine($"seed {Seed + 1}");
        var random = new Random(Seed + 1);
        var rig = Rig();
        var refused = 0;
        for (var i = 0; i < 15_000; i++)
        {
            var (call, body) = Call(random, VenueRig.Key, signs: true, rig.Now);
            var before = Brief(rig.Server);
            var answer = rig.Server.Handle(call, body);
            ShouldBeAnAnswer(answer, call);
            if (answer!.Status >= 400)
            {
                refused++;
                Brief(rig.Server).ShouldBe(before, call.PathAndQuery);
            }

            if (i % 500 == 0) rig.RunFor(100);
        }

        refused.ShouldBeGreaterThan(5_000);
    }

    [Theory]
    [InlineData("/ws-fapi/v1", false)]
    [InlineData("/ws-fapi/v1", true)]
    [InlineData("/public/ws", false)]
    [InlineData("/private/ws/key", false)]
    public void Senseless_messages_change_nothing(string path, bool isWatched)
    {
        output.WriteLine($"seed {Seed + 2}");
        var random = new Random(Seed + 2);
        var (rig, twin) = (Rig(), Rig());
        var peer = rig.Connect(path);
        if (isWatched)
        {
            rig.Server.Faults.Inject(
                new() { Verb = FaultVerb.Http, Route = "order.place", Duration = TimeSpan.FromDays(1) });
        }

        for (var i = 0; i < 10_000; i++)
        {
            if (peer.Endings.Count > 0) peer = rig.Connect(path);
            var said = peer.Texts.Count;
            peer.Socket.OnText(Message(random));
            (peer.Texts.Count - said).ShouldBe(1);
            peer.Last.ValueKind.ShouldBe(JsonValueKind.Object);
            if (i % 1000 == 0) Together(rig, twin);
        }

        Together(rig, twin);
    }

    [Fact]
    public void JSON_nested_absurdly_is_no_JSON()
    {
        var rig = Rig();
        var deep = Encoding.ASCII.GetBytes(new string('[', 30_000));
        var trading = rig.Connect("/ws-fapi/v1");
        trading.Socket.OnText(deep);
        trading.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-1000);
        trading.Endings.ShouldBeEmpty();
        var stream = rig.Connect("/public/ws");
        stream.Socket.OnText(deep);
        stream.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(3);
        stream.Endings.ShouldBe(["close 1008"]);
    }

    private static VenueRig Rig()
    {
        var limits = new VenueLimits
        {
            WeightPerMinute = int.MaxValue,
            FundingCallsPer5Minutes = int.MaxValue,
            StatisticsCallsPer5Minutes = int.MaxValue,
            ConnectionsPer5Minutes = int.MaxValue,
            MessagesPerSecond = int.MaxValue,
            RefusalsBeforeBan = int.MaxValue,
        };
        return new VenueRig(new VenueOptions
        {
            Limits = limits,
            Accounts = [new() { OrdersPer10Seconds = int.MaxValue, OrdersPerMinute = int.MaxValue }],
        });
    }

    private static (HttpCall Call, byte[] Body) Call(Random random, string key, bool signs, long now)
    {
        var path = Paths[random.Next(Paths.Length)];
        var method = signs ? Methods[random.Next(4)] : Methods[random.Next(Methods.Length)];
        var query = string.Join(
            '&',
            Enumerable.Range(0, random.Next(7)).Select(_ => $"{Any(random, Names)}={Any(random, Values)}"));
        if (random.Next(4) > 0) query += $"&timestamp={now}";
        if (signs) query += $"&signature={VenueRig.Sign(query)}";
        var body = new byte[random.Next(5) == 0 ? random.Next(200) : 0];
        random.NextBytes(body);
        return (new HttpCall(method, $"{path}?{query}", key), signs ? [] : body);
    }

    private static byte[] Message(Random random)
    {
        var noise = new byte[random.Next(1, 60)];
        random.NextBytes(noise);
        if (random.Next(5) == 0) return noise;
        var method = Any(random, TradingMethods);
        var text = $$"""{"id":{{Any(random, Fragments)}},"method":"{{method}}","params":{{Any(random, Fragments)}}}""";
        if (random.Next(3) == 0) text = text.Remove(random.Next(text.Length), 1);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(5) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static string Any(Random random, string[] of) => of[random.Next(of.Length)];

    private static void ShouldBeAnAnswer(HttpAnswer? answer, HttpCall call)
    {
        answer.ShouldNotBeNull();
        answer.Status.ShouldBeOneOf(200, 400, 401, 404, 429);
        if (answer.Headers["content-type"] == "text/html") return;
        using var json = JsonDocument.Parse(answer.Body);
        if (answer.Status == 200) return;
        json.RootElement.GetProperty("msg").GetString().ShouldNotBeNullOrEmpty(call.ToString());
    }

    /// <summary>Time passes for both, and they look the same to everybody.</summary>
    private static void Together(VenueRig rig, VenueRig twin)
    {
        rig.RunFor(1_000);
        twin.RunFor(1_000);
        Digest(rig.Server).ShouldBe(Digest(twin.Server));
    }

    private static string Digest(VenueServer server)
    {
        var depths = server.State.Markets.Select(market => Encoding.UTF8.GetString(server.Handle(
            new HttpCall("GET", $"/fapi/v1/depth?symbol={market.Symbol.Name}&limit=1000", null), default, Inspector)!
            .Body.Span));
        return $"{Brief(server)} {string.Join('\n', depths)}";
    }

    private static string Brief(VenueServer server)
    {
        var state = server.State;
        var accounts = state.Accounts.Select(
            account => $"{account.Balance} {account.Trades} {string.Join(',', account.OpenOrders)}");
        return $"{string.Join(';', state.Markets)} {string.Join(';', accounts)}";
    }
}
