using System.Diagnostics;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: metrics and traces reach a receiver by OTLP, and one that is not there disturbs nothing. Method: the program
/// as a process of its own, and a receiver of the test's own that reads what comes.
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
              traces { endpoint = "http://127.0.0.1:{{port}}/v1/traces", share = 1, interval = 1s, timeout = 1s }
              node.data-folder = "{{folder.PathOf("data")}}"
            }
            """);
        var secret = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=secret" };
        await using var phoenix = PhoenixProcess.Start(secret, "--config", config);
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);

        using var receiver = new OtlpReceiver(port);
        await Until(() => receiver.Metrics.Count >= 2 && receiver.Spans.Count > 0);

        receiver.Paths.ShouldBe(["/v1/metrics", "/v1/traces"], ignoreOrder: true);
        receiver.Metrics.ShouldAllBe(request => request.Authorization == "secret");
        var last = receiver.Metrics[^1].Body;
        foreach (var name in new[] { "phoenix.symbol.position", "phoenix.errors", "websocket_stale", "ETHUSDC" })
        {
            last.ShouldContain(name);
        }

        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
    }

    [SkippableFact]
    public async Task A_receiver_gets_the_way_from_a_frame_to_an_order_that_the_exchange_knows()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        var port = LoopbackPort.Free();
        using var receiver = new OtlpReceiver(port);
        var config = folder.Write("node.conf", $$"""
            include "sim.conf"
            phoenix {
              metrics.otlp { endpoint = "http://127.0.0.1:{{port}}/v1/metrics", interval = 1s, timeout = 1s }
              traces { endpoint = "http://127.0.0.1:{{port}}/v1/traces", interval = 1s, timeout = 1s }
              traces { share = 1, most-per-second = 1000 }
              node.data-folder = "{{folder.PathOf("data")}}"
            }
            """);
        var began = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        await using var phoenix = PhoenixProcess.Start("--config", config);
        using var exchange = new ExchangeView(await phoenix.Address());

        var known = new HashSet<string>();
        await Until(async () =>
        {
            known.UnionWith(ExchangeView.OrdersIn(await exchange.State()));
            return Traced(receiver, known).Any();
        });
        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);

        var spans = receiver.Spans;
        var order = Traced(receiver, known).First();
        var frame = spans.Single(span => span.SpanId == order.ParentId);
        var decide = spans.Single(span => span.ParentId == frame.SpanId && span.Name == "decide");
        new[] { frame, decide, order }.ShouldAllBe(span => span.TraceId == frame.TraceId);
        (frame.ParentId, frame["stream"]).ShouldBe(("", $"{frame["symbol"].ToLowerInvariant()}@depth@100ms"));
        ulong[] inOrder = [began, frame.Start, decide.Start, decide.End, order.Start, order.End, frame.End];
        inOrder.ShouldBeInOrder();
        frame.End.ShouldBeLessThan((ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000);
        (order["request"], order["outcome"], order["order_status"]).ShouldBe(("place", "accepted", "New"));
        long.Parse(frame["update_id"]).ShouldBePositive();
        decide["strategy"].ShouldNotBeEmpty();
        receiver.Metrics.ShouldNotBeEmpty();
    }

    /// <summary>Spans of orders that were placed because of a frame and that the exchange has shown.</summary>
    private static IEnumerable<OtlpSpan> Traced(OtlpReceiver receiver, HashSet<string> known)
    {
        var spans = receiver.Spans;
        var frames = spans.Where(span => span.Name == "frame").Select(span => span.SpanId).ToHashSet();
        return spans.Where(span => span.Name == "order" && span["request"] == "place")
            .Where(span => known.Contains(span["client_order_id"]) && frames.Contains(span.ParentId));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            waited.Elapsed.ShouldBeLessThan(PhoenixProcess.Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));
}
