using System.Diagnostics;
using System.Text.Json;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: the operator is told once that a symbol is not quoted and once that it is again, and trading does not notice
/// whether he can be reached. Method: the program as a process of its own, all its public streams silenced for a while.
/// </summary>
public sealed class AlertSpecs
{
    private const string Variable = "PHOENIX_ALERT_URL";

    private static readonly object Silence = new { verb = "muteData", target = "public", sticky = true, @for = "9s" };

    [SkippableFact]
    public async Task A_halt_is_told_once_and_its_end_once()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        var port = LoopbackPort.Free();
        using var receiver = new HttpReceiver(port);
        await using var phoenix = Start(folder, port);
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);
        await Until(() => Halts(receiver).Count % 2 == 0); // a slow start is told as well, and is over

        var before = Halts(receiver).Count;
        await exchange.Strike(Silence);
        await exchange.Until(ExchangeView.NothingRests, PhoenixProcess.Patience, phoenix);
        await Until(() => Halts(receiver).Count == before + 1);
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);
        await Until(() => Halts(receiver).Count == before + 2);
        await phoenix.Send("TERM");

        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
        Halts(receiver).Skip(before).ShouldBe(["Raised", "Resolved"]);
        phoenix.Transcript.ShouldNotContain("/hook/secret");
    }

    [SkippableFact]
    public async Task Trading_goes_on_when_nobody_can_be_reached()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        await using var phoenix = Start(folder, LoopbackPort.Free());
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);

        await exchange.Strike(Silence);
        await exchange.Until(ExchangeView.NothingRests, PhoenixProcess.Patience, phoenix);
        await Until(() => phoenix.Transcript.Contains("Alerts do not reach team", StringComparison.Ordinal));
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);
        await phoenix.Send("TERM");

        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
        phoenix.Transcript.Split("Alerts do not reach team").Length.ShouldBe(2, phoenix.Transcript);
        phoenix.Transcript.ShouldNotContain("/hook/secret");
    }

    private static PhoenixProcess Start(TemporaryFolder folder, int port)
    {
        var config = folder.Write("node.conf", $$"""
            include "sim.conf"
            phoenix {
              symbols = [ETHUSDC]
              node.data-folder = "{{folder.PathOf("data")}}"
              dashboard.port = 0
              alerts {
                sinks = [team]
                sink.team { url-variable = {{Variable}}, attempts = 1, pause = 1s }
                halted-after = 2s
                clear-after = 2s
              }
            }
            """);
        var secret = new Dictionary<string, string> { [Variable] = $"http://127.0.0.1:{port}/hook/secret" };
        return PhoenixProcess.Start(secret, "--config", config);
    }

    private static bool IsQuoted(JsonElement state) => !ExchangeView.NothingRests(state);

    /// <summary>What was told of the halts of the symbol, in order.</summary>
    private static List<string> Halts(HttpReceiver receiver) =>
    [
        .. receiver.Requests
            .Select(request => JsonDocument.Parse(request.Body).RootElement)
            .SelectMany(body => body.GetProperty("notices").EnumerateArray())
            .Where(notice => notice.GetProperty("rule").GetString() == "Halted")
            .Select(notice => notice.GetProperty("kind").GetString()!),
    ];

    private static async Task Until(Func<bool> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!holds())
        {
            waited.Elapsed.ShouldBeLessThan(PhoenixProcess.Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
