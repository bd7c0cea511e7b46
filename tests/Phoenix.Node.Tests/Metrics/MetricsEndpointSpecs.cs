using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Node.Metrics;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>Goal: whoever watches the node learns how it stands and why. Real sockets.</summary>
public sealed class MetricsEndpointSpecs : IAsyncLifetime, IDisposable
{
    private static readonly Symbol Btc = new("BTCUSDC");

    private readonly PhoenixMetrics _metrics = new(TimeProvider.System);
    private readonly FakeTarget _target = new();
    private readonly HttpClient _http = new();
    private MetricsEndpoint _endpoint = null!;

    public async Task InitializeAsync()
    {
        _endpoint = await Start(0);
        _http.BaseAddress = _endpoint.Address;
    }

    public async Task DisposeAsync() => await _endpoint.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void It_listens_on_the_loopback_address_alone() => _endpoint.Address.Host.ShouldBe("127.0.0.1");

    [Fact]
    public async Task Metrics_come_in_the_text_format()
    {
        _metrics.Note(new SystemEvent.DeskSampled(MetricsRig.Sample(), default));

        using var response = await _http.GetAsync(new Uri("metrics", UriKind.Relative));

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).ShouldContain("\nphoenix_symbol_quoting{symbol=\"ETHUSDC\"} 1\n");
    }

    [Theory]
    [InlineData("GET", "", HttpStatusCode.NotFound)]
    [InlineData("GET", "metrics/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "metrics", HttpStatusCode.MethodNotAllowed)]
    public async Task Nothing_else_is_there(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task It_lives_while_the_trading_system_answers_whatever_it_answers()
    {
        _target.Status = Status();
        (await Ask("health/live")).Code.ShouldBe(HttpStatusCode.OK);

        _target.Status = null;
        var (code, reasons) = await Ask("health/live");
        code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        reasons.ShouldBe([": the trading system does not answer in time"]);
    }

    [Fact]
    public async Task It_is_ready_once_every_symbol_is_quoted()
    {
        _target.Status = Status(Known(MetricsRig.Eth), Known(Btc));

        (await Ask("health/ready")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Otherwise_it_names_each_symbol_and_what_holds_it_up()
    {
        _target.Status = Status(Known(MetricsRig.Eth, HaltCauses.BookStale | HaltCauses.NotReconciled));

        var (code, reasons) = await Ask("health/ready");

        code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        reasons.ShouldBe(["ETHUSDC: BookStale, NotReconciled", "BTCUSDC: not started"]);
    }

    [Fact]
    public async Task A_symbol_that_is_left_out_is_told_with_its_reason()
    {
        _target.Status = Status(Known(MetricsRig.Eth)) with { LeftOut = [new LeftOutSymbol(Btc, "too small")] };

        (await Ask("health/ready")).Reasons.ShouldBe(["BTCUSDC: too small"]);
    }

    [Fact]
    public async Task A_trading_system_that_does_not_answer_is_not_ready() =>
        (await Ask("health/ready")).Reasons.ShouldBe([": the trading system does not answer in time"]);

    [Fact]
    public async Task A_port_in_use_is_a_mistake_of_the_settings()
    {
        var refused = await Should.ThrowAsync<BadInputException>(() => Start(_endpoint.Address.Port));

        refused.Message.ShouldContain("phoenix.metrics.port");
    }

    private Task<MetricsEndpoint> Start(int port) => MetricsEndpoint.Start(
        port, _metrics, _target, [MetricsRig.Eth, Btc], TimeSpan.FromSeconds(1), NullLogger.Instance);

    private async Task<(HttpStatusCode Code, string[] Reasons)> Ask(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        body.RootElement.GetProperty("ok").GetBoolean().ShouldBe(response.IsSuccessStatusCode);
        return (response.StatusCode,
        [
            .. body.RootElement.GetProperty("reasons").EnumerateArray().Select(reason =>
                $"{reason.GetProperty("symbol").GetString()}: "
                + string.Join(", ", reason.GetProperty("causes").EnumerateArray().Select(cause => cause.GetString()))),
        ]);
    }

    private static PhoenixStatus Status(params SymbolStatus[] symbols) => new(default, [], [.. symbols], []);

    private static SymbolStatus Known(Symbol symbol, HaltCauses halts = HaltCauses.None) =>
        new(symbol, MetricsRig.Sample(halts, symbol), halts, 0, 0, 0, []);

    private sealed class FakeTarget : IHealthTarget
    {
        public PhoenixStatus? Status { get; set; }

        public Task<PhoenixStatus?> Standing(TimeSpan patience) => Task.FromResult(Status);
    }
}
