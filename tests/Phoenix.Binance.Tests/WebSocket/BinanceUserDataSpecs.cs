using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.WebSocket;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.WebSocket;

public sealed class BinanceUserDataSpecs
{
    private const string Key = "pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1";
    private static readonly Epoch First = new(1);

    private readonly FakeSockets _sockets = new();
    private readonly Heard<UserEvent> _heard = new();
    private readonly WireCounters _counters = new();
    private readonly IUserConnection _connection;

    public BinanceUserDataSpecs()
    {
        var port = new BinanceUserData(
            _sockets,
            BinanceEndpoints.Loopback(new Uri("http://127.0.0.1:8080")),
            Contracts.Registry(),
            new ManualTime(),
            _counters,
            new BinanceOptions());
        _connection = port.Open(First, new ListenKey(Key), _heard);
        _sockets.Last.Up();
    }

    [Fact]
    public void The_key_and_the_events_are_in_the_address() =>
        _sockets.Last.Endpoint.ShouldBe(new Uri(
            $"ws://127.0.0.1:8080/private/ws?listenKey={Key}"
            + "&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/MARGIN_CALL/listenKeyExpired"));

    [Fact]
    public void Nothing_is_subscribed_and_the_opening_told()
    {
        _sockets.Last.Sent.ShouldBeEmpty();
        _heard.Events.Single().ShouldBeOfType<UserEvent.Opened>();
    }

    [Fact]
    public void Events_of_a_fill_come_in_the_order_of_arrival()
    {
        foreach (var line in Samples.Lines("user_btcusdt_2025.jsonl"))
        {
            _sockets.Last.Says(line);
        }

        _heard.Events.Skip(1).Select(told => told.GetType()).ShouldBe(
            [typeof(UserEvent.Order), typeof(UserEvent.Account), typeof(UserEvent.Order)]);
        _counters.IgnoredFrames.ShouldBe(1);
    }

    [Fact]
    public void A_probe_is_answered_by_the_event_types()
    {
        _connection.Probe().ShouldBeTrue();
        _connection.Probe().ShouldBeTrue();

        _sockets.Last.Says($$"""{"result":["{{Key}}@ACCOUNT_UPDATE"],"id":1}""");

        _sockets.Last.Sent.ShouldBe(
        [
            """{"method":"LIST_SUBSCRIPTIONS","id":1}""", """{"method":"LIST_SUBSCRIPTIONS","id":2}""",
        ]);
        _heard.Last.ShouldBeOfType<UserEvent.Listed>().EventTypes.ShouldBe(["ACCOUNT_UPDATE"]);
    }

    [Fact]
    public void A_probe_that_cannot_be_sent_says_so()
    {
        _sockets.Last.IsFull = true;
        _connection.Probe().ShouldBeFalse();

        _sockets.Last.IsFull = false;
        _connection.Close();
        _connection.Probe().ShouldBeFalse();
    }

    [Fact]
    public void An_expired_key_is_told()
    {
        _sockets.Last.Says(Samples.Lines("user_key_expired.jsonl")[0]);

        _heard.Last.ShouldBeOfType<UserEvent.KeyExpired>();
    }

    [Fact]
    public void No_text_shows_the_key()
    {
        _sockets.Last.Says($$"""{"error":{"code":2,"msg":"bad {{Key}}"},"id":1}""");
        _sockets.Last.Says($$"""{"o":{"s":"{{Key}}" },"e":"ORDER_TRADE_UPDATE","E":1}""");
        _sockets.Last.Ends(detail: $"gone from /private/ws?listenKey={Key}");

        _heard.Events.Count.ShouldBe(4);
        string.Join('\n', _heard.Events).ShouldNotContain(Key);
    }
}
