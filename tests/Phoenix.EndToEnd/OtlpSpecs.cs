using System.Diagnostics;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: metrics reach a receiver by OTLP, and one that is not there disturbs nothing. Method: the program as a process
/// of its own that trades before anybody listens where it sends to.
/// </summary>
public sealed class OtlpSpecs
{
    [SkippableFact]
    public async Task A_receiver_that_comes_late_gets_the_metrics_and_trading_did_not_wait_for_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        var port = LoopbackPort.Free();
        var config = folder.Write("node.conf", $$"""
            include "sim.conf"
            phoenix {
              metrics.otlp { endpoint = "http://127.0.0.1:{{port}}/v1/metrics", interval = 1s, timeout = 1s }
              node.data-folder = "{{folder.PathOf("data")}}"
            }
            """);
        var secret = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=secret" };
        await using var phoenix = PhoenixProcess.Start(secret, "--config", config);
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);

        using var receiver = new OtlpReceiver(port);
        await Until(() => receiver.Requests.Count >= 2);

        receiver.Requests.ShouldAllBe(request => request.Path == "/v1/metrics" && request.Authorization == "secret");
        var last = receiver.Requests.Last().Body;
        foreach (var name in new[] { "phoenix.symbol.position", "phoenix.errors", "websocket_stale", "ETHUSDC" })
        {
            last.ShouldContain(name);
        }

        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
    }

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
