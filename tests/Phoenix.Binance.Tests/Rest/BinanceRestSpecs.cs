using System.Globalization;
using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Rest;
using Phoenix.Binance.Signing;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Rest;

public sealed class BinanceRestSpecs : IDisposable
{
    private static readonly BinanceCredentials Credentials = new("the-key", "the-secret");

    private readonly ManualTime _time = new();
    private readonly FakeHttp _http = new();
    private readonly RequestSigner _signer = new(Credentials);
    private readonly VenueClock _clock;
    private readonly AccountRateBudget _budget;
    private readonly InstrumentRegistry _instruments = Contracts.Registry();
    private readonly BinanceRest _rest;

    public BinanceRestSpecs()
    {
        _clock = new VenueClock(_time);
        _clock.Observe(Instant.Read(_time), Instant.Read(_time), VenueTime.From(_time.Utc));
        _budget = new AccountRateBudget(_time, new RateBudgetSettings());
        _rest = new BinanceRest(
            _http, Credentials, _signer, _instruments, _clock, _budget, _time, new BinanceOptions());
    }

    private string Timestamp => _clock.Now.Milliseconds.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task The_servers_time_sets_the_clock()
    {
        _http.Answers(200, """{"serverTime":1790526539000}""");
        _http.OnSend = () => _time.Advance(TimeSpan.FromMilliseconds(20));
        _clock.Distrust();

        (await _rest.GetServerTime()).ShouldBe(new VenueReply<VenueTime>.Ok(new VenueTime(1790526539000)));

        _http.Calls.Single().ShouldBe(new HttpCall("GET", "/fapi/v1/time", null));
        _clock.Now.ShouldBe(new VenueTime(1790526539010));
        _clock.NeedsSync.ShouldBeFalse();
    }

    [Fact]
    public async Task Instruments_fill_the_registry_and_the_limits()
    {
        _http.Answers(200, Samples.Text("exchange_info.json").Replace("2400", "6000", StringComparison.Ordinal));
        _http.Answers(200, Samples.Text("rate_limit_order.json").Replace("10000", "30", StringComparison.Ordinal));
        var empty = new InstrumentRegistry();
        var rest = new BinanceRest(_http, Credentials, _signer, empty, _clock, _budget, _time, new BinanceOptions());

        var reply = await rest.GetInstruments([Contracts.EthUsdc]);

        Value(reply).Single().TickSize.ShouldBe(0.01m);
        empty.Table.All.Select(grid => grid.Symbol.Name).ShouldBe(["BTCUSDT", "ETHUSDC"]);
        var reading = _budget.Read();
        reading.WeightLimit.ShouldBe(6000);
        (reading.OrdersPerTenSecondsLimit, reading.OrdersPerMinuteLimit)
            .ShouldBe((30, 20000), "the account's own, not everybody's");
        _http.Calls[1].PathAndQuery.ShouldStartWith("/fapi/v1/rateLimit/order?");
    }

    [Fact]
    public async Task Without_the_accounts_own_limits_there_is_nothing_to_start_with()
    {
        _http.Answers(200, Samples.Text("exchange_info.json")).Answers(503, "Service Unavailable.");

        Error(await _rest.GetInstruments([Contracts.EthUsdc])).Failure.ShouldBe(VenueFailure.Unavailable);
    }

    [Fact]
    public async Task A_contract_the_venue_does_not_have_is_refused()
    {
        _http.Answers(200, Samples.Text("exchange_info.json"));
        _http.Answers(200, Samples.Text("rate_limit_order.json"));

        Error(await _rest.GetInstruments([new Symbol("NOSUCH")])).Failure.ShouldBe(VenueFailure.Refused);
    }

    [Theory]
    [InlineData("ETHUSDC", "TRADING", true)]
    [InlineData("ETHUSDC", "TRADING_HALT", false)]
    [InlineData("NOSUCH", "TRADING", false)]
    public async Task A_symbol_is_traded_while_its_status_says_so(string symbol, string word, bool trades)
    {
        _http.Answers(200, Samples.Text("exchange_info.json").Replace(
            "\"TRADING\"", $"\"{word}\"", StringComparison.Ordinal));

        Value(await _rest.GetStatus(new Symbol(symbol))).IsTrading.ShouldBe(trades);

        _http.Calls.Single().ShouldBe(new HttpCall("GET", "/fapi/v1/exchangeInfo", null));
    }

    [Fact]
    public async Task Depth_is_public_and_weighed_by_its_size()
    {
        _http.Answers(200, Samples.Text("depth_snapshot.json"));

        Value(await _rest.GetDepth(new Symbol("BTCUSDT"), 1000)).LastUpdateId.ShouldBe(359226328428);

        _http.Calls.Single().ShouldBe(new HttpCall("GET", "/fapi/v1/depth?symbol=BTCUSDT&limit=1000", null));
        _budget.Read().WeightUsed.ShouldBe(20);
    }

    [Fact]
    public async Task A_signed_query_ends_with_the_signature_of_all_before()
    {
        _http.Answers(200, "[]");
        var signed = $"symbol=ETHUSDC&recvWindow=3000&timestamp={Timestamp}";

        Value(await _rest.GetOpenOrders(Contracts.EthUsdc)).ShouldBeEmpty();

        _http.Calls.Single().ShouldBe(new HttpCall(
            "GET", $"/fapi/v1/openOrders?{signed}&signature={_signer.Sign(signed)}", "the-key"));
    }

    [Fact]
    public async Task Values_are_escaped_before_they_are_signed()
    {
        _http.Answers(400, """{"code":-2013,"msg":"Order does not exist."}""");
        var signed = $"symbol=ETHUSDC&origClientOrderId=a%3Ab%2Fc&recvWindow=3000&timestamp={Timestamp}";

        Error(await _rest.GetOrder(Contracts.EthUsdc, new ClientOrderId("a:b/c"))).Failure
            .ShouldBe(VenueFailure.OrderUnknown);

        _http.Calls.Single().PathAndQuery.ShouldBe($"/fapi/v1/order?{signed}&signature={_signer.Sign(signed)}");
    }

    [Fact]
    public async Task Listen_key_calls_carry_the_key_and_no_signature()
    {
        _http.Answers(200, """{"listenKey":"L1"}""").Answers(200, """{"listenKey":"L1"}""").Answers(200, "{}");

        Value(await _rest.CreateListenKey()).ShouldBe(new ListenKey("L1"));
        Value(await _rest.KeepAliveListenKey()).ShouldBe(new ListenKey("L1"));
        Value(await _rest.CloseListenKey());

        _http.Calls.ShouldBe(
        [
            new HttpCall("POST", "/fapi/v1/listenKey", "the-key"),
            new HttpCall("PUT", "/fapi/v1/listenKey", "the-key"),
            new HttpCall("DELETE", "/fapi/v1/listenKey", "the-key"),
        ]);
    }

    [Fact]
    public async Task A_created_key_must_be_there()
    {
        _http.Answers(200, "{}");

        Error(await _rest.CreateListenKey()).Failure.ShouldBe(VenueFailure.Unavailable);
    }

    [Theory]
    [InlineData(null, "symbol=ETHUSDC&limit=1000&recvWindow")]
    [InlineData(77L, "symbol=ETHUSDC&limit=1000&fromId=77&recvWindow")]
    public async Task Fills_are_asked_from_a_trade_on(long? from, string query)
    {
        _http.Answers(200, "[]");

        await _rest.GetFills(Contracts.EthUsdc, from is { } id ? new TradeId(id) : null);

        _http.Calls.Single().PathAndQuery.ShouldStartWith($"/fapi/v1/userTrades?{query}");
    }

    [Fact]
    public async Task The_countdown_is_sent_in_milliseconds()
    {
        _http.Answers(200, """{"symbol":"ETHUSDC","countdownTime":"30000"}""");

        Value(await _rest.ArmCountdown(Contracts.EthUsdc, TimeSpan.FromSeconds(30)));

        var call = _http.Calls.Single();
        call.Method.ShouldBe("POST");
        call.PathAndQuery.ShouldStartWith("/fapi/v1/countdownCancelAll?symbol=ETHUSDC&countdownTime=30000&");
    }

    [Fact]
    public async Task A_missing_position_is_flat()
    {
        _http.Answers(200, "[]");

        Value(await _rest.GetPosition(Contracts.EthUsdc)).Position.IsFlat.ShouldBeTrue();

        _http.Calls.Single().PathAndQuery.ShouldStartWith("/fapi/v3/positionRisk?symbol=ETHUSDC&");
    }

    [Fact]
    public async Task A_read_is_repeated_once_when_the_connection_breaks()
    {
        _http.Breaks().Answers(200, "[]");

        Value(await _rest.GetOpenOrders(Contracts.EthUsdc)).ShouldBeEmpty();

        _http.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_read_is_not_repeated_twice()
    {
        _http.Breaks().Breaks();

        Error(await _rest.GetOpenOrders(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.Unavailable);

        _http.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_changes_something_is_never_repeated_and_its_outcome_unknown()
    {
        _http.Breaks();

        Error(await _rest.CancelAll(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.OutcomeUnknown);

        _http.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_exception_passes()
    {
        _http.Throws(new InvalidOperationException("a bug of the transport"));

        Error(await _rest.CancelAll(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.OutcomeUnknown);
    }

    [Theory]
    [InlineData(true, VenueFailure.Unavailable)]
    [InlineData(false, VenueFailure.OutcomeUnknown)]
    public async Task An_answer_that_does_not_come_ends_at_the_deadline(bool isRead, VenueFailure failure)
    {
        _http.Hangs();
        Task<VenueError> pending = isRead
            ? Failing(_rest.GetOpenOrders(Contracts.EthUsdc))
            : Failing(_rest.CancelAll(Contracts.EthUsdc));

        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        pending.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));

        (await pending).Failure.ShouldBe(failure);
    }

    [Theory]
    [InlineData(503, """{"msg":"Unknown error, please check your request or try again later."}""")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(200, "<html>challenge</html>")]
    public async Task What_may_have_been_done_is_unknown_and_what_was_only_asked_is_not(int status, string body)
    {
        _http.Answers(status, body).Answers(status, body);

        Error(await _rest.CancelAll(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.OutcomeUnknown);
        Error(await _rest.GetPosition(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.Unavailable);
    }

    [Fact]
    public async Task A_wait_that_comes_with_a_failure_is_kept_for_its_route_and_no_other()
    {
        _http.Answers(503, "{}", ("retry-after", "3")).Answers(200, "[]").Answers(200, "[]");
        Error(await _rest.GetOpenOrders(Contracts.EthUsdc)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));

        _time.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Error(await _rest.GetOpenOrders(Contracts.EthUsdc)).RetryAfter.ShouldBe(TimeSpan.FromTicks(1));
        Value(await _rest.GetPosition(Contracts.EthUsdc));
        _http.Calls.Count.ShouldBe(2);

        _time.Advance(TimeSpan.FromTicks(1));
        Value(await _rest.GetOpenOrders(Contracts.EthUsdc)).ShouldBeEmpty();
        _http.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_refused_timestamp_is_measured_signed_anew_and_sent_once_more()
    {
        _http.Answers(400, """{"code":-1021,"msg":"outside of the recvWindow"}""")
            .Answers(200, $$"""{"serverTime":{{_clock.Now.Milliseconds + 7000}}}""")
            .Answers(200, """{"code":200,"msg":"done"}""");
        var before = _clock.Now;

        Value(await _rest.CancelAll(Contracts.EthUsdc));

        _http.Calls.Select(call => call.PathAndQuery.Split('?')[0])
            .ShouldBe(["/fapi/v1/allOpenOrders", "/fapi/v1/time", "/fapi/v1/allOpenOrders"]);
        _http.Calls[2].PathAndQuery.ShouldContain($"timestamp={before.Milliseconds + 7000}");
    }

    [Fact]
    public async Task A_countdown_is_not_sent_later_than_it_was_meant()
    {
        _http.Answers(400, """{"code":-1021,"msg":"outside of the recvWindow"}""")
            .Answers(200, $$"""{"serverTime":{{_clock.Now.Milliseconds + 7000}}}""")
            .Answers(200, """{"code":200,"msg":"done"}""");
        var countdown = TimeSpan.FromSeconds(10);

        Error(await _rest.ArmCountdown(Contracts.EthUsdc, countdown)).Failure.ShouldBe(VenueFailure.ClockSkew);
        _http.Calls.Select(call => call.PathAndQuery.Split('?')[0])
            .ShouldBe(["/fapi/v1/countdownCancelAll", "/fapi/v1/time"]);

        Value(await _rest.ArmCountdown(Contracts.EthUsdc, countdown));
    }

    [Fact]
    public async Task The_countdown_is_disarmed_however_long_it_takes()
    {
        _http.Answers(400, """{"code":-1021,"msg":"outside of the recvWindow"}""")
            .Answers(200, $$"""{"serverTime":{{_clock.Now.Milliseconds + 7000}}}""")
            .Answers(200, """{"code":200,"msg":"done"}""");

        Value(await _rest.ArmCountdown(Contracts.EthUsdc, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_timestamp_refused_twice_is_told()
    {
        const string Refusal = """{"code":-1021,"msg":"outside of the recvWindow"}""";
        _http.Answers(400, Refusal).Answers(200, """{"serverTime":5}""").Answers(400, Refusal);

        Error(await _rest.CancelAll(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.ClockSkew);

        _http.Calls.Count.ShouldBe(3);
        _clock.NeedsSync.ShouldBeTrue();
    }

    [Fact]
    public async Task Used_weight_of_the_header_counts()
    {
        _http.Answers(200, "[]", ("x-mbx-used-weight-1m", "2040"), ("x-mbx-order-count-10s", "12"));

        await _rest.GetOpenOrders(Contracts.EthUsdc);
        var refused = Error(await _rest.GetOpenOrders(Contracts.EthUsdc));

        refused.Failure.ShouldBe(VenueFailure.RateLimited);
        refused.RetryAfter.ShouldNotBeNull();
        _http.Calls.Count.ShouldBe(1);
        _budget.Read().OrdersPerTenSecondsUsed.ShouldBe(12);
    }

    [Fact]
    public async Task A_429_pauses_questions_for_as_long_as_the_venue_demands()
    {
        _http.Answers(429, """{"code":-1003,"msg":"Too many requests"}""", ("retry-after", "20"));

        Error(await _rest.GetOpenOrders(Contracts.EthUsdc)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(20));
        Error(await _rest.GetOpenOrders(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.RateLimited);
        _http.Calls.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(20));
        _http.Answers(200, "[]");
        Value(await _rest.GetOpenOrders(Contracts.EthUsdc));
    }

    [Fact]
    public async Task A_ban_stops_even_cancels_until_its_end()
    {
        var end = _clock.Now.Milliseconds + 90_000;
        _http.Answers(418, $$"""{"code":-1003,"msg":"Way too many requests; IP banned until {{end}}."}""");

        Error(await _rest.GetOpenOrders(Contracts.EthUsdc)).Failure.ShouldBe(VenueFailure.Banned);
        Error(await _rest.CancelAll(Contracts.EthUsdc)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
        _http.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public void A_call_shows_neither_key_nor_signature() =>
        new HttpCall("GET", "/fapi/v1/order?signature=abc", "the-key").ToString().ShouldBe("GET /fapi/v1/order");

    private static T Value<T>(VenueReply<T> reply) => reply.ShouldBeOfType<VenueReply<T>.Ok>().Value;

    private static VenueError Error<T>(VenueReply<T> reply) => reply.ShouldBeOfType<VenueReply<T>.Failed>().Error;

    private static async Task<VenueError> Failing<T>(Task<VenueReply<T>> call) => Error(await call);
}
