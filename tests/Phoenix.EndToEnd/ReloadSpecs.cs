using System.Text.Json;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: a running node takes exactly what changed in its file, and no quote is lost over it. Method: a ladder so far
/// from the market, and so tolerant, that nothing but a new setting ever moves it; the exchange's ids tell whether an
/// order is still the one that it was.
/// </summary>
public sealed class ReloadSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPort.Free();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Quotes_stay_and_exactly_the_difference_is_taken()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        var config = Write(layers: 4);
        await using var phoenix = PhoenixProcess.Start("--config", config);
        using var exchange = new ExchangeView(await phoenix.Address());
        var begun = Ids(await exchange.Until(Rest(8), PhoenixProcess.Patience, phoenix));

        (await Reload(config)).ShouldSatisfyAllConditions(
            said => said.Code.ShouldBe(ExitCode.Ok, said.Text),
            said => said.Text.ShouldContain("nothing that may change while it runs has changed"));
        Ids(await exchange.State()).ShouldBe(begun);

        Write(layers: 3, "streams.halt-after = 4s");
        (await Reload(config)).ShouldSatisfyAllConditions(
            said => said.Code.ShouldBe(ExitCode.Ok, said.Text),
            said => said.Text.ShouldContain("phoenix.symbol.ETHUSDC.grid.layers: 4 -> 3"),
            said => said.Text.ShouldContain("phoenix.streams.halt-after stays until a restart: "));
        var fewer = Ids(await exchange.Until(Rest(6), PhoenixProcess.Patience, phoenix));
        fewer.ShouldBeSubsetOf(begun);

        Write(layers: 99);
        (await Reload(config)).ShouldSatisfyAllConditions(
            said => said.Code.ShouldBe(ExitCode.BadInput, said.Text),
            said => said.Text.ShouldContain("grid.layers = 99: expected a whole number from 1 to 40"));
        Ids(await exchange.State()).ShouldBe(fewer);

        Write(layers: 4);
        await phoenix.Send("HUP");
        var again = Ids(await exchange.Until(Rest(8), PhoenixProcess.Patience, phoenix));
        fewer.ShouldBeSubsetOf(again);
        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
    }

    private static Predicate<JsonElement> Rest(int orders) => state => Ids(state).Length == orders;

    private static long[] Ids(JsonElement state) =>
    [
        .. state.GetProperty("accounts")[0].GetProperty("openOrders").EnumerateArray()
            .Select(order => order.GetProperty("orderId").GetInt64())
            .Order(),
    ];

    private string Write(int layers, string more = "") => _folder.Write("node.conf", $$"""
        phoenix {
          symbols = [ETHUSDC]
          symbol.ETHUSDC.grid {
            layers = {{layers}}
            start-offset = 40
            first-spacing = 20
            near-tolerance = 0.99
            far-tolerance = 0.99
          }
          {{more}}
          control { port = {{_port}}, token-file = "{{_folder.PathOf("token")}}" }
          node.data-folder = "{{_folder.PathOf("data")}}"
        }
        """);

    private static async Task<(int Code, string Text)> Reload(string config)
    {
        await using var command = PhoenixProcess.Start("reload", "--config", config);
        return (await command.Exit(), command.Transcript);
    }
}
