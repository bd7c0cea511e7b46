using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Hosting;
using Phoenix.Node.Settings;
using Phoenix.Venue.Http;

namespace Phoenix.Node.Tests.Checks;

/// <summary>Goal: what would keep a node from quoting is told before it is started. Real sockets.</summary>
public sealed class CheckRunSpecs : IAsyncLifetime
{
    private const string KeyVariable = "PHOENIX_CHECK_SPECS_KEY";
    private const string SecretVariable = "PHOENIX_CHECK_SPECS_SECRET";

    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;
    private KestrelVenue _exchange = null!;

    public async Task InitializeAsync()
    {
        _exchange = await EmbeddedExchange.Start(
            new EmbeddedVenueSettings(), 0, "none", NullLoggerFactory.Instance, script: null);
        Environment.SetEnvironmentVariable(KeyVariable, "phoenix-sim-key");
        Environment.SetEnvironmentVariable(SecretVariable, "phoenix-sim-secret");
    }

    public async Task DisposeAsync()
    {
        await _exchange.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_embedded_exchange_has_all_that_a_run_needs()
    {
        var (code, lines) = await Check($$"""
            include "sim.conf"
            phoenix.node.data-folder = "{{_folder}}"
            """);

        code.ShouldBe(ExitCode.Ok, string.Join('\n', lines));
        foreach (var subject in new[]
        {
            "settings", "data folder", "control token", "log file", "credentials", "connection", "clock",
            "rules of ETHUSDC", "rules of BTCUSDC",
            "key", "account in ETHUSDC", "public streams", "market streams", "trading session",
        })
        {
            lines.ShouldContain(line => line.Contains($" {subject} ", StringComparison.Ordinal));
        }

        lines.ShouldAllBe(line => !line.StartsWith("FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_secret_is_found_without_an_order_and_never_shown()
    {
        Environment.SetEnvironmentVariable(SecretVariable, "wrong-secret-of-mine");

        var (code, lines) = await Check(External(_exchange.BaseAddress));

        code.ShouldBe(ExitCode.Failed);
        lines.ShouldContain(line => line.StartsWith("FAILED   key", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("ok       connection", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Contains("wrong-secret-of-mine", StringComparison.Ordinal));
        (await _exchange.Read(server => server.State)).Accounts[0].OpenOrders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_answers_nothing_more_is_asked()
    {
        var (code, lines) = await Check(External(new Uri("http://127.0.0.1:1/")));

        code.ShouldBe(ExitCode.Failed);
        lines[^2].ShouldStartWith("FAILED   connection         127.0.0.1 does not answer");
    }

    [Fact]
    public async Task A_symbol_that_the_exchange_does_not_list_is_named()
    {
        var (code, lines) = await Check(External(_exchange.BaseAddress) + "\nphoenix.symbols = [DOGEUSDC]");

        code.ShouldBe(ExitCode.Failed);
        lines.ShouldContain("FAILED   rules of DOGEUSDC  the exchange does not list it");
    }

    [Fact]
    public async Task A_log_that_would_be_lost_is_told()
    {
        var file = Path.Combine(_folder, "taken");
        await File.WriteAllTextAsync(file, "");

        var (code, lines) = await Check(External(_exchange.BaseAddress)
            + $"\nphoenix.logging.file = \"{file}/log.json\"");

        code.ShouldBe(ExitCode.Failed);
        lines.ShouldContain(line => line.StartsWith(
            $"FAILED   log file           phoenix.logging.file: {file}/log.json: cannot be written; name ",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grid_that_does_not_fit_the_rules_is_told_as_a_run_would_tell_it()
    {
        var (code, lines) = await Check(External(_exchange.BaseAddress)
            + "\nphoenix.symbol.ETHUSDC.grid.layer-size = 0.0001");

        code.ShouldBe(ExitCode.Failed);
        lines.ShouldContain(line => line.StartsWith("FAILED   rules of ETHUSDC", StringComparison.Ordinal));
    }

    private string External(Uri address) => $$"""
        phoenix {
          symbols = [ETHUSDC]
          node.data-folder = "{{_folder}}"
          venue {
            mode = external
            external {
              rest-url = "{{address}}"
              stream-url = "ws://127.0.0.1:{{address.Port}}/"
              trading-url = "ws://127.0.0.1:{{address.Port}}/ws-fapi/v1"
            }
            credentials { api-key-variable = {{KeyVariable}}, secret-variable = {{SecretVariable}} }
          }
        }
        """;

    private static async Task<(int Code, string[] Lines)> Check(string settings)
    {
        using var file = TemporaryFile.With(settings);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PhoenixCommand.Run(["check", "--config", file.Path], output, error);
        var text = output.ToString() + error;
        return (code, text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
