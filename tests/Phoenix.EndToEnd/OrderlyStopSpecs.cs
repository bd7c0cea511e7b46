using Phoenix.Node.Summary;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: whatever ends a run, no order of ours outlives it. Method: the real program on real sockets.
/// </summary>
public sealed class OrderlyStopSpecs
{
    [Fact]
    public async Task A_run_starts_by_contract_quotes_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        await using var phoenix = PhoenixProcess.Start("--for", "8s", "--summary", folder.PathOf("run.json"));

        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);

        var summary = SummaryFile.FromJson(File.ReadAllText(folder.PathOf("run.json")));
        summary.StartUp.Select(step => step.Step).ShouldBe(Enum.GetNames<Core.Readiness.StartUpStep>());
        summary.StartUp.Select(step => step.AtMs).ShouldBeInOrder();
        summary.Symbols.Select(symbol => symbol.Symbol).ShouldBe(["ETHUSDC", "BTCUSDC"], ignoreOrder: true);
        summary.Symbols.ShouldAllBe(symbol => symbol.QuotesPlaced > 0);
        summary.StoppedInOrder.ShouldBeTrue();
        summary.Venue!.Agrees.ShouldBeTrue();
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_in_order(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        await using var phoenix = PhoenixProcess.Start("--summary", folder.PathOf("run.json"));
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(QuotesBoth, PhoenixProcess.Patience);

        await phoenix.Send(signal);

        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
        var summary = SummaryFile.FromJson(File.ReadAllText(folder.PathOf("run.json")));
        summary.StoppedBy.ShouldBe($"SIG{signal}");
        summary.Venue!.Symbols.ShouldAllBe(symbol => symbol.OpenOrders.Venue == 0);
    }

    [Fact]
    public async Task The_countdown_removes_the_quotes_of_a_killed_process()
    {
        using var folder = new TemporaryFolder();
        await using var venue = PhoenixProcess.Start("venue");
        var address = await venue.Address();
        using var exchange = new ExchangeView(address);
        await using var phoenix = PhoenixProcess.Start(
            new Dictionary<string, string>
            {
                ["PHOENIX_API_KEY"] = "phoenix-sim-key",
                ["PHOENIX_API_SECRET"] = "phoenix-sim-secret",
            },
            "--config", folder.Write("killed.conf", TradeOn(address)));
        await exchange.Until(orders => orders.Length > 0, PhoenixProcess.Patience);

        phoenix.Kill();

        (await exchange.RestingOrders()).ShouldNotBeEmpty();
        (await exchange.Until(orders => orders.Length == 0, PhoenixProcess.Patience))
            .ShouldBeLessThan(TimeSpan.FromSeconds(10), phoenix.Transcript);
    }

    private static bool QuotesBoth(string[] orders) => orders.Contains("ETHUSDC") && orders.Contains("BTCUSDC");

    private static string TradeOn(Uri address) => $$"""
        phoenix {
          venue {
            mode = external
            external {
              rest-url = "http://{{address.Authority}}"
              stream-url = "ws://{{address.Authority}}"
              trading-url = "ws://{{address.Authority}}/ws-fapi/v1"
            }
          }
          dead-mans-switch { countdown = 6s, refresh = 2s }
        }
        """;
}
