using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: what a Prometheus server answers about the node is what the exchange shows. Method: the program and Prometheus
/// as processes of their own, a connection that dies, a pause, and the exchange asked.
/// </summary>
public sealed partial class PrometheusSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly string _config;

    public PrometheusSpecs()
    {
        _http.BaseAddress = new Uri($"http://127.0.0.1:{_port}/");
        _config = _folder.Write("node.conf", $$"""
            include "sim.conf"
            phoenix {
              metrics.port = {{_port}}
              control { port = {{LoopbackPort.Free()}}, token-file = "{{_folder.PathOf("token")}}" }
              node.data-folder = "{{_folder.PathOf("data")}}"
            }
            """);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Prometheus_answers_what_the_exchange_shows()
    {
        Skip.IfNot(PrometheusServer.IsInstalled, PrometheusServer.Missing);
        await using var phoenix = PhoenixProcess.Start("--config", _config);
        using var exchange = new ExchangeView(await phoenix.Address());
        await using var prometheus = PrometheusServer.Scraping(_port, _folder);
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);
        await prometheus.Until("sum(phoenix_symbol_quoting)", 2);
        (await Health("ready")).ShouldBe((HttpStatusCode.OK, ""));

        await exchange.Strike(new { verb = "muteData", target = "public" });
        await prometheus.Until("""sum(phoenix_errors_total{error="websocket_stale"})""", count => count >= 2);
        await prometheus.Until("""sum(phoenix_stream_recovery_seconds_count{stream=~"public-.*"})""", 2);
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);
        await exchange.Strike(new { verb = "fill", symbol = "ETHUSDC" });
        await exchange.Until(HasPosition, PhoenixProcess.Patience, phoenix);
        await Pause();

        var state = await exchange.State();
        var account = state.GetProperty("accounts")[0];
        await prometheus.Until("sum(phoenix_symbol_fills_total)", account.GetProperty("trades").GetDecimal());
        await prometheus.Until("""phoenix_symbol_position{symbol="ETHUSDC"}""", PositionOf(state, "ETHUSDC"));
        await prometheus.Until("sum(phoenix_symbol_open_orders)", account.GetProperty("openOrders").GetArrayLength());
        await prometheus.Until("""sum(phoenix_symbol_halted{cause="PausedByOperator"})""", 2);
        (await Health("ready")).ShouldBe(
            (HttpStatusCode.ServiceUnavailable, "ETHUSDC: PausedByOperator; BTCUSDC: PausedByOperator"));
        (await Health("live")).ShouldBe((HttpStatusCode.OK, ""));

        foreach (var query in DashboardQueries())
        {
            (await prometheus.Understands(query)).ShouldBeTrue(query);
        }

        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
        await prometheus.Until("""up{job="phoenix"}""", 0);
    }

    [SkippableFact]
    public async Task Promtool_finds_nothing_wrong_with_a_scrape()
    {
        Skip.IfNot(PrometheusServer.IsInstalled, PrometheusServer.Missing);
        await using var phoenix = PhoenixProcess.Start("--config", _config);
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);
        await exchange.Strike(new { verb = "muteData", target = "public" });
        var scrape = await ScrapeWith("phoenix_stream_recovery_seconds_count");

        (await PrometheusServer.Promtool(scrape, "check", "metrics")).ShouldBe((0, ""));
        (await PrometheusServer.Promtool("x{y=1} 2\n", "check", "metrics")).Code.ShouldNotBe(0);
    }

    [SkippableFact]
    public async Task The_alerts_are_rules_and_fire_when_they_should()
    {
        Skip.IfNot(PrometheusServer.IsInstalled, PrometheusServer.Missing);
        var rules = _folder.Write("alerts.yml", Page("docs/operations/alerts.yml"));
        var scenarios = _folder.Write("alerts-specs.yml", Page("tests/Phoenix.EndToEnd/alerts-specs.yml"));

        var checkedRules = await PrometheusServer.Promtool("", "check", "rules", rules);
        checkedRules.Code.ShouldBe(0, checkedRules.Said);
        var played = await PrometheusServer.Promtool("", "test", "rules", scenarios);
        played.Code.ShouldBe(0, played.Said);
    }

    private static IEnumerable<string> DashboardQueries()
    {
        using var dashboard = JsonDocument.Parse(Page("docs/operations/grafana-dashboard.json"));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .Where(panel => panel.TryGetProperty("targets", out _))
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .Select(target => Variable().Replace(target.GetProperty("expr").GetString()!, ".*")),
        ];
    }

    /// <param name="path">From the root of the repository.</param>
    private static string Page(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../..", path));

    private static bool HasPosition(JsonElement state) => PositionOf(state, "ETHUSDC") != 0;

    private static decimal PositionOf(JsonElement state, string symbol) =>
        state.GetProperty("accounts")[0].GetProperty("positions").EnumerateArray()
            .Where(position => position.GetProperty("symbol").GetString() == symbol)
            .Sum(position => position.GetProperty("amount").GetDecimal());

    private async Task<string> ScrapeWith(string series)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < PhoenixProcess.Patience)
        {
            var scrape = await _http.GetStringAsync(new Uri("metrics", UriKind.Relative));
            if (scrape.Contains(series, StringComparison.Ordinal))
            {
                return scrape;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        throw new TimeoutException($"{series} did not appear.");
    }

    private async Task Pause()
    {
        await using var command = PhoenixProcess.Start("pause", "--config", _config);
        (await command.Exit()).ShouldBe(ExitCode.Ok, command.Transcript);
    }

    private async Task<(HttpStatusCode Code, string Reasons)> Health(string kind)
    {
        using var response = await _http.GetAsync(new Uri($"health/{kind}", UriKind.Relative));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var reasons = body.RootElement.GetProperty("reasons").EnumerateArray().Select(reason =>
            $"{reason.GetProperty("symbol").GetString()}: "
            + string.Join(", ", reason.GetProperty("causes").EnumerateArray().Select(cause => cause.GetString())));
        return (response.StatusCode, string.Join("; ", reasons));
    }

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variable();
}
