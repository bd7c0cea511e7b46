using System.Text.Json;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: what an operator types is what the exchange shows. Method: the program and its commands as processes of their
/// own, each command given twice, and the exchange asked after each.
/// </summary>
public sealed class OperatorCommandSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _config;

    public OperatorCommandSpecs() => _config = _folder.Write("node.conf", $$"""
        phoenix {
          symbols = [ETHUSDC, BTCUSDC]
          symbol.BTCUSDC {
            grid { layer-size = 0.002, start-offset = 30, first-spacing = 30, max-spacing = 700 }
            risk.net-max = 0.06
          }
          control { port = {{LoopbackPort.Free()}}, token-file = "{{_folder.PathOf("token")}}" }
          node.data-folder = "{{_folder.PathOf("data")}}"
        }
        """);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Every_command_ends_well_only_when_the_exchange_shows_it_and_can_be_repeated()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var phoenix = PhoenixProcess.Start("--config", _config);
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);
        await exchange.Strike(new { verb = "fill", symbol = "ETHUSDC" });
        await exchange.Until(HasPosition, PhoenixProcess.Patience, phoenix);

        (await Twice("pause", "BTCUSDC")).ShouldBe([ExitCode.Ok, ExitCode.Ok]);
        (await exchange.RestingOrders()).ShouldNotContain("BTCUSDC");

        (await Twice("strategy", "glft", "ETHUSDC")).ShouldBe([ExitCode.Ok, ExitCode.Ok]);
        (await Tell("strategy", "momentum")).ShouldBe(ExitCode.BadInput);

        (await Twice("flatten")).ShouldBe([ExitCode.Ok, ExitCode.Ok]);
        var flat = await exchange.State();
        ExchangeView.NothingRests(flat).ShouldBeTrue();
        HasPosition(flat).ShouldBeFalse();

        (await Twice("resume")).ShouldBe([ExitCode.Ok, ExitCode.Ok]);
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);

        (await Twice("kill")).ShouldBe([ExitCode.Ok, ExitCode.Ok]);
        ExchangeView.NothingRests(await exchange.State()).ShouldBeTrue();
        (await Tell("resume")).ShouldBe(ExitCode.Failed, "a kill is ended by no plain resume");

        (await Tell("resume", "--after-kill")).ShouldBe(ExitCode.Ok);
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);
        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
        (await Tell("status")).ShouldBe(ExitCode.NotReachable);
    }

    private static bool HasPosition(JsonElement state) => state.GetProperty("accounts")[0].GetProperty("positions")
        .EnumerateArray().Any(position => position.GetProperty("amount").GetDecimal() != 0);

    private async Task<int[]> Twice(params string[] words) => [await Tell(words), await Tell(words)];

    private async Task<int> Tell(params string[] words)
    {
        await using var command = PhoenixProcess.Start([.. words, "--config", _config]);
        return await command.Exit();
    }
}
