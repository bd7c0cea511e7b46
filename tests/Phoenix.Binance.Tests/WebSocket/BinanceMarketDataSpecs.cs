using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.WebSocket;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Binance.Tests.WebSocket;

public sealed class BinanceMarketDataSpecs
{
    private static readonly Epoch Third = new(3);

    private readonly ManualTime _time = new();
    private readonly FakeSockets _sockets = new();
    private readonly Heard<MarketEvent> _heard = new();
    private readonly WireCounters _counters = new();
    private readonly BinanceMarketData _port;

    public BinanceMarketDataSpecs() => _port = new BinanceMarketData(
        _sockets, BinanceEndpoints.Mainnet, Contracts.Registry(), _time, _counters);

    private Instant Now => Instant.Read(_time);

    [Fact]
    public void Everything_is_subscribed_in_one_message_when_the_socket_is_up()
    {
        Open();
        _sockets.Last.Endpoint.ShouldBe(new Uri("wss://fstream.binance.com/public/stream"));
        _sockets.Last.Sent.ShouldBeEmpty();

        _sockets.Last.Up();

        _sockets.Last.Sent.ShouldBe(
        [
            """{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms","btcusdt@bookTicker"],"id":1}""",
        ]);
        _heard.Events.ShouldBe([new MarketEvent.Opened(Third, Now)]);
    }

    [Fact]
    public void Mark_prices_are_dialled_on_their_own_route()
    {
        _port.Open(
            new MarketConnectionPlan(
                Third, StreamRoute.Market, [new StreamId(new Symbol("BTCUSDT"), StreamKind.MarkPrice)]),
            _heard);

        _sockets.Last.Endpoint.ShouldBe(new Uri("wss://fstream.binance.com/market/stream"));
    }

    [Theory]
    [InlineData(0, "wss://fstream.binance.com/market/stream")]
    [InlineData(1, "wss://other.example/market/stream")]
    [InlineData(2, "wss://fstream.binance.com/market/stream")]
    public void Hosts_of_a_route_are_taken_in_turn(int host, string address)
    {
        var endpoints = BinanceEndpoints.Mainnet with { MoreHosts = [new Uri("wss://other.example")] };
        endpoints.CombinedStreams(StreamRoute.Market, host).ShouldBe(new Uri(address));
    }

    [Fact]
    public void A_socket_that_is_up_before_it_is_returned_is_subscribed_all_the_same()
    {
        _sockets.OpensAtOnce = true;

        Open();

        _sockets.Last.Sent.Count.ShouldBe(1);
        _heard.Events.ShouldBe([new MarketEvent.Opened(Third, Now)]);
    }

    [Fact]
    public void An_acknowledgement_of_our_request_means_subscribed()
    {
        OpenUp();

        _sockets.Last.Says("""{"result":null,"id":99}""");
        _sockets.Last.Says("""{"result":null,"id":1}""");

        _heard.Events.OfType<MarketEvent.Subscribed>().ShouldBe([new MarketEvent.Subscribed(Third, Now)]);
    }

    [Fact]
    public void Control_messages_are_told_apart_by_their_id()
    {
        var connection = OpenUp();
        _sockets.Last.Says("""{"result":null,"id":1}""");

        connection.TrySend(new ControlRequest(2, ControlMethod.Subscribe, ["ethusdt@bookTicker"])).ShouldBeTrue();
        connection.TrySend(new ControlRequest(3, ControlMethod.Unsubscribe, ["ethusdt@bookTicker"])).ShouldBeTrue();
        connection.TrySend(new ControlRequest(4, ControlMethod.List, [])).ShouldBeTrue();

        _sockets.Last.Sent.Skip(1).ShouldBe(
        [
            """{"method":"SUBSCRIBE","params":["ethusdt@bookTicker"],"id":2}""",
            """{"method":"UNSUBSCRIBE","params":["ethusdt@bookTicker"],"id":3}""",
            """{"method":"LIST_SUBSCRIPTIONS","id":4}""",
        ]);
        _sockets.Last.Says("""{"result":null,"id":2}""");
        _heard.Last.ShouldBe(new MarketEvent.ControlAnswered(Third, Now, 2, null));
        _sockets.Last.Says("""{"error":{"code":2,"msg":"no"}}""");
        _heard.Last.ShouldBe(new MarketEvent.ControlRefused(Third, Now, null, "no (2)"));
        _sockets.Last.Says("""{"result":["btcusdt@depth@100ms"],"id":4}""");
        var listed = _heard.Last.ShouldBeOfType<MarketEvent.ControlAnswered>();
        listed.Listed!.Value.ShouldBe(["btcusdt@depth@100ms"]);
    }

    [Fact]
    public void A_refusal_is_told_with_the_venues_words()
    {
        OpenUp();

        _sockets.Last.Says("""{"error":{"code":2,"msg":"Invalid request"}}""");

        _heard.Last.ShouldBe(new MarketEvent.SubscriptionRefused(Third, Now, "Invalid request (2)"));
    }

    [Fact]
    public void Data_is_stamped_with_the_moment_it_came()
    {
        OpenUp();
        _time.Advance(TimeSpan.FromMilliseconds(7));

        _sockets.Last.Says(Samples.Bytes("depth_2026.json"));
        _sockets.Last.Says(Samples.Bytes("ticker_2026.json"));
        _sockets.Last.Says(Samples.Bytes("mark_2026.json"));

        _heard.Events.Skip(1).Select(told => (told.GetType(), told.Epoch, told.At)).ShouldBe(
        [
            (typeof(MarketEvent.Depth), Third, Now),
            (typeof(MarketEvent.Ticker), Third, Now),
            (typeof(MarketEvent.Mark), Third, Now),
        ]);
    }

    [Fact]
    public void Unknown_events_are_counted_and_undecodable_frames_told()
    {
        OpenUp();

        _sockets.Last.Says("""{"stream":"x","data":{"e":"tomorrow"}}""");
        _sockets.Last.Says("""{"stream":"x","data":{"e":"bookTicker","s":"NOSUCH"}}""");

        _heard.Events.Count.ShouldBe(2);
        _heard.Last.ShouldBe(new MarketEvent.Malformed(Third, Now, "unknown symbol NOSUCH"));
        (_counters.IgnoredFrames, _counters.MalformedFrames).ShouldBe((1, 1));
    }

    [Fact]
    public void The_end_is_told_once_with_its_code()
    {
        OpenUp();

        _sockets.Last.Ends(code: 1008, detail: "too many requests");
        _sockets.Last.Ends();
        _sockets.Last.Says(Samples.Bytes("depth_2026.json"));

        _heard.Events.Skip(1).ShouldBe(
        [
            new MarketEvent.Closed(Third, Now, DeathCause.TransportClosed, "1008: too many requests"),
        ]);
    }

    [Theory]
    [InlineData("refused", DeathCause.ConnectFailed)]
    [InlineData(ClientWebSocketTransport.DialTimedOut, DeathCause.ConnectTimeout)]
    public void A_socket_that_never_came_up_says_why(string detail, DeathCause cause)
    {
        Open();

        _sockets.Last.Ends(wasOpen: false, detail: detail);

        _heard.Events.ShouldBe([new MarketEvent.Closed(Third, Now, cause, detail)]);
    }

    [Fact]
    public void After_our_own_close_nothing_is_told_any_more()
    {
        var handle = OpenUp();

        handle.Close();
        handle.Close();
        _sockets.Last.Says(Samples.Bytes("depth_2026.json"));
        _sockets.Last.Ends();

        _heard.Events.Count.ShouldBe(1);
        _sockets.Last.Closes.ShouldBe(1);
    }

    [Fact]
    public void A_socket_that_comes_up_after_our_close_is_not_subscribed()
    {
        var handle = Open();

        handle.Close();
        _sockets.Last.Up();

        _sockets.Last.Sent.ShouldBeEmpty();
        _heard.Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_subscription_that_cannot_be_sent_ends_the_connection()
    {
        Open();
        _sockets.Last.IsFull = true;

        _sockets.Last.Up();

        _heard.Last.ShouldBeOfType<MarketEvent.Closed>().Cause.ShouldBe(DeathCause.TransportClosed);
        _sockets.Last.Closes.ShouldBe(1);
    }

    private IMarketConnection Open()
    {
        var bitcoin = new Symbol("BTCUSDT");
        return _port.Open(
            new MarketConnectionPlan(
                Third,
                StreamRoute.Public,
                [new StreamId(bitcoin, StreamKind.Depth), new StreamId(bitcoin, StreamKind.BookTicker)]),
            _heard);
    }

    private IMarketConnection OpenUp()
    {
        var handle = Open();
        _sockets.Last.Up();
        return handle;
    }
}
