using System.Text.Json;
using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Signing;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.WebSocket;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Binance.Tests.WebSocket;

public sealed class BinanceTradingSpecs : IDisposable
{
    private static readonly BinanceCredentials Credentials = new("the-key", "the-secret");
    private static readonly ClientOrderId OrderName = ClientOrderId.Create("a", 1, 1);

    private readonly ManualTime _time = new();
    private readonly FakeSockets _sockets = new();
    private readonly Heard<TradingEvent> _heard = new();
    private readonly RequestSigner _signer = new(Credentials);
    private readonly WireCounters _counters = new();
    private readonly VenueClock _clock;
    private readonly AccountRateBudget _budget;
    private readonly BinanceTrading _port;
    private readonly ITradingSession _session;

    public BinanceTradingSpecs()
    {
        _clock = new VenueClock(_time);
        _clock.Observe(Instant.Read(_time), Instant.Read(_time), VenueTime.From(_time.Utc));
        _budget = new AccountRateBudget(_time, new RateBudgetSettings { OrdersPerTenSeconds = 10 });
        _port = new BinanceTrading(
            _sockets,
            BinanceEndpoints.Mainnet,
            Credentials,
            _signer,
            Contracts.Registry(),
            _clock,
            _budget,
            _time,
            _counters,
            new BinanceOptions());
        _session = _port.Open(new Epoch(2), _heard);
    }

    private FakeSocket Socket => _sockets.Last;

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void The_handshake_costs_weight()
    {
        Socket.Endpoint.ShouldBe(new Uri("wss://ws-fapi.binance.com/ws-fapi/v1"));
        _budget.Read().WeightUsed.ShouldBe(5);
    }

    [Fact]
    public void A_handshake_over_the_budget_is_refused_instead_of_dialled()
    {
        _budget.OnRefused(new VenueError(VenueFailure.RateLimited, -1003, "refused", TimeSpan.FromSeconds(20)));

        _port.Open(new Epoch(3), _heard);

        _sockets.Dialled.Count.ShouldBe(1);
        _heard.Events.OfType<TradingEvent.Closed>().Single().Cause.ShouldBe(DeathCause.ConnectLimited);
    }

    [Fact]
    public void Nothing_leaves_before_the_session_is_open()
    {
        Place(1).ShouldBeFalse();
        _session.Cancel(new RequestId(2), Contracts.EthUsdc, OrderName).ShouldBeFalse();
        _session.Probe(new RequestId(3), Contracts.EthUsdc).ShouldBeFalse();
        Amend(5).ShouldBeFalse();
        _session.AskKey(new RequestId(4), KeyRequest.Start).ShouldBeFalse();

        Socket.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void An_order_is_sent_and_its_acceptance_told()
    {
        Socket.Up();
        Place(7).ShouldBeTrue();
        Socket.Says(ReplyTo(7, "order_place_reply.json"));

        using var sent = JsonDocument.Parse(Socket.Sent.Single());
        sent.RootElement.GetProperty("method").GetString().ShouldBe("order.place");
        sent.RootElement.GetProperty("params").GetProperty("timeInForce").GetString().ShouldBe("GTX");
        var accepted = _heard.Last.ShouldBeOfType<TradingEvent.Accepted>();
        accepted.Request.ShouldBe(new RequestId(7));
        accepted.Report.Status.ShouldBe(OrderStatus.New);
        accepted.Report.OrderId.ShouldBe(new OrderId(325078477));
    }

    [Fact]
    public void An_amend_is_sent_counts_as_an_order_and_its_acceptance_is_told()
    {
        Socket.Up();
        Amend(7).ShouldBeTrue();
        Socket.Says(ReplyTo(7, "order_place_reply.json"));

        using var sent = JsonDocument.Parse(Socket.Sent.Single());
        sent.RootElement.GetProperty("method").GetString().ShouldBe("order.modify");
        _budget.Read().OrdersPerTenSecondsUsed.ShouldBe(1);
        _heard.Last.ShouldBeOfType<TradingEvent.Accepted>().Request.ShouldBe(new RequestId(7));
    }

    [Fact]
    public void An_amend_over_the_budget_fails_at_once_and_does_not_leave()
    {
        Socket.Up();
        for (var request = 1; _heard.Events.OfType<TradingEvent.Failed>().FirstOrDefault() is null; request++)
        {
            Amend(request).ShouldBeTrue();
        }

        _heard.Last.ShouldBeOfType<TradingEvent.Failed>().Error.Failure.ShouldBe(VenueFailure.RateLimited);
        Socket.Sent.Count.ShouldBe(_budget.Read().OrdersPerTenSecondsUsed);
    }

    [Fact]
    public void A_cancel_names_the_order_by_our_id()
    {
        Socket.Up();
        _session.Cancel(new RequestId(8), Contracts.EthUsdc, OrderName).ShouldBeTrue();
        Socket.Says(ReplyTo(8, "order_cancel_reply.json"));

        var signed = $"apiKey=the-key&origClientOrderId=px-a-1-1&recvWindow=3000&symbol=ETHUSDC"
            + $"&timestamp={_clock.Now.Milliseconds}";
        using var sent = JsonDocument.Parse(Socket.Sent.Single());
        sent.RootElement.GetProperty("params").GetProperty("signature").GetString().ShouldBe(_signer.Sign(signed));
        _heard.Last.ShouldBeOfType<TradingEvent.Accepted>().Report.Status.ShouldBe(OrderStatus.Canceled);
    }

    [Fact]
    public void A_probe_comes_back()
    {
        Socket.Up();
        _session.Probe(new RequestId(9), Contracts.EthUsdc).ShouldBeTrue();
        Socket.Says(ReplyTo(9, "ticker_price_reply.json"));

        Socket.Sent.ShouldBe(["""{"id":9,"method":"ticker.price","params":{"symbol":"ETHUSDC"}}"""]);
        _heard.Last.ShouldBeOfType<TradingEvent.Probed>().Request.ShouldBe(new RequestId(9));
    }

    [Theory]
    [InlineData(KeyRequest.Start, "userDataStream.start", """{"listenKey":"the-listen-key"}""", "the-listen-key")]
    [InlineData(KeyRequest.Extend, "userDataStream.ping", """{"listenKey":"the-listen-key"}""", "the-listen-key")]
    [InlineData(KeyRequest.End, "userDataStream.stop", "{}", "")]
    public void The_listen_key_is_asked_for_without_a_signature(
        KeyRequest what, string method, string result, string key)
    {
        Socket.Up();
        _session.AskKey(new RequestId(9), what).ShouldBeTrue();
        Socket.Says($$"""{"id":9,"status":200,"result":{{result}}}""");

        Socket.Sent.ShouldBe([$$$"""{"id":9,"method":"{{{method}}}","params":{"apiKey":"the-key"}}"""]);
        var answer = _heard.Last.ShouldBeOfType<TradingEvent.KeyAnswered>();
        (answer.Request, answer.Key).ShouldBe((new RequestId(9), new ListenKey(key)));
        _budget.Read().WeightUsed.ShouldBe(5 + 1);
    }

    [Fact]
    public void A_start_that_names_no_key_is_none_and_an_unknown_key_is_told_as_such()
    {
        Socket.Up();
        _session.AskKey(new RequestId(9), KeyRequest.Start);
        Socket.Says("""{"id":9,"status":200,"result":{}}""");
        _heard.Last.ShouldBeOfType<TradingEvent.Failed>().Error.Failure.ShouldBe(VenueFailure.Unavailable);

        _session.AskKey(new RequestId(10), KeyRequest.Extend);
        Socket.Says("""{"id":10,"status":400,"error":{"code":-1125,"msg":"This listenKey does not exist."}}""");
        _heard.Last.ShouldBeOfType<TradingEvent.Failed>().Error.Failure.ShouldBe(VenueFailure.ListenKeyUnknown);
    }

    [Fact]
    public void A_refusal_carries_its_kind_and_its_request()
    {
        Socket.Up();
        Place(7);
        Socket.Says("""{"id":7,"status":400,"error":{"code":-5022,"msg":"rejected"}}""");

        _heard.Last.ShouldBe(new TradingEvent.Failed(
            new Epoch(2),
            Instant.Read(_time),
            new RequestId(7),
            new VenueError(VenueFailure.WouldCross, -5022, "rejected")));
    }

    [Fact]
    public void A_reply_to_nothing_we_asked_is_counted_and_dropped()
    {
        Socket.Up();
        Place(7);
        Socket.Says(ReplyTo(7, "order_place_reply.json"));
        Socket.Says(ReplyTo(7, "order_place_reply.json"));
        Socket.Says(ReplyTo(70, "order_place_reply.json"));

        _heard.Events.Count.ShouldBe(2);
        _counters.UnknownReplies.ShouldBe(2);
    }

    [Fact]
    public void An_acceptance_that_cannot_be_read_leaves_the_outcome_unknown()
    {
        Socket.Up();
        Place(7);
        Socket.Says("""{"id":7,"status":200,"result":{"symbol":"ETHUSDC"}}""");

        _heard.Last.ShouldBeOfType<TradingEvent.Failed>().Error.Failure.ShouldBe(VenueFailure.OutcomeUnknown);
    }

    [Fact]
    public void A_refusal_without_an_id_is_not_swallowed()
    {
        Socket.Up();
        Socket.Says("""{"id":null,"status":401,"error":{"code":-2015,"msg":"Invalid API-key"}}""");

        _heard.Last.ShouldBeOfType<TradingEvent.Malformed>().Reason.ShouldContain("-2015");
    }

    [Fact]
    public void A_full_queue_means_that_nothing_left()
    {
        Socket.Up();
        Socket.IsFull = true;

        Place(7).ShouldBeFalse();

        Socket.Says(ReplyTo(7, "order_place_reply.json"));
        _heard.Events.Count.ShouldBe(1);
    }

    [Fact]
    public void An_order_over_the_budget_fails_with_the_wait_and_is_not_sent()
    {
        Socket.Up();
        for (var id = 1; id <= 7; id++)
        {
            Place(id).ShouldBeTrue();
        }

        Place(8).ShouldBeTrue();
        _session.Cancel(new RequestId(9), Contracts.EthUsdc, OrderName).ShouldBeTrue();

        var failed = _heard.Last.ShouldBeOfType<TradingEvent.Failed>();
        failed.Request.ShouldBe(new RequestId(8));
        failed.Error.Failure.ShouldBe(VenueFailure.RateLimited);
        failed.Error.RetryAfter.ShouldNotBeNull();
        Socket.Sent.Count.ShouldBe(8);
    }

    [Fact]
    public void What_reduces_is_sent_when_placing_has_used_up_its_share()
    {
        Socket.Up();
        for (var id = 1; id <= 8; id++)
        {
            Place(id);
        }

        Place(9, reduceOnly: true).ShouldBeTrue();

        Socket.Sent.Count.ShouldBe(8);
        Socket.Sent[^1].ShouldContain("reduceOnly");
    }

    [Fact]
    public void Counters_in_replies_feed_the_budget()
    {
        Socket.Up();
        Place(7);
        Socket.Says("""
            {"id":7,"status":400,"error":{"code":-2019,"msg":"Margin is insufficient."},"rateLimits":[
            {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":300,"count":250},
            {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":2400,"count":900}]}
            """);

        var reading = _budget.Read();
        (reading.OrdersPerTenSecondsUsed, reading.OrdersPerTenSecondsLimit, reading.WeightUsed)
            .ShouldBe((250, 300, 900));
    }

    [Fact]
    public void A_refused_timestamp_makes_the_clock_suspect()
    {
        Socket.Up();
        Place(7);
        Socket.Says("""{"id":7,"status":400,"error":{"code":-1021,"msg":"outside of the recvWindow"}}""");

        _heard.Last.ShouldBeOfType<TradingEvent.Failed>().Error.Failure.ShouldBe(VenueFailure.ClockSkew);
        _clock.NeedsSync.ShouldBeTrue();
    }

    [Theory]
    [InlineData("NOSUCH", "px-a-1-1")]
    [InlineData("ETHUSDC", "a\"b")]
    public void What_the_venue_cannot_understand_is_not_sent(string symbol, string id)
    {
        Socket.Up();

        _session.Cancel(new RequestId(1), new Symbol(symbol), new ClientOrderId(id)).ShouldBeFalse();

        Socket.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void The_end_is_told_and_nothing_leaves_afterwards()
    {
        Socket.Up();
        Socket.Ends();

        _heard.Last.ShouldBeOfType<TradingEvent.Closed>().Cause.ShouldBe(DeathCause.TransportClosed);
        Place(1).ShouldBeFalse();
    }

    [Fact]
    public void The_log_of_requests_is_bounded()
    {
        var log = new RequestLog();
        for (var id = 0; id <= RequestLog.Limit; id++)
        {
            log.Remember(id, RequestKind.Place);
        }

        log.TryTake(0, out _).ShouldBeFalse();
        log.TryTake(1, out _).ShouldBeTrue();
        log.TryTake(RequestLog.Limit, out var kind).ShouldBeTrue();
        kind.ShouldBe(RequestKind.Place);
    }

    private static string ReplyTo(long id, string sample)
    {
        var text = Samples.Text(sample);
        var name = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString();
        return text.Replace($"\"{name}\"", $"{id}", StringComparison.Ordinal);
    }

    private bool Place(long request, bool reduceOnly = false) =>
        _session.Place(new RequestId(request), Order with { ReduceOnly = reduceOnly });

    private bool Amend(long request) => _session.Amend(
        new RequestId(request), Order, new OrderTerms(new Price(269018), new Quantity(10)));

    private static OrderIntent Order => new()
    {
        Symbol = Contracts.EthUsdc,
        ClientOrderId = OrderName,
        Side = Side.Buy,
        Price = new Price(269017),
        Quantity = new Quantity(10),
    };
}
