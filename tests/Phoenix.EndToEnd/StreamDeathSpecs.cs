using System.Diagnostics;
using System.Text.Json;
using Phoenix.Node.Summary;
using Xunit.Abstractions;

namespace Phoenix.EndToEnd;

/// <summary>
/// Deaths that nobody announces, over real sockets: a user stream that goes silent while an order is filled, and market
/// data on half-open connections. Judged by what the exchange and the operating system see.
/// </summary>
public sealed class StreamDeathSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task A_user_stream_that_falls_silent_is_replaced_and_a_fill_meanwhile_is_counted_once()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        await using var phoenix = PhoenixProcess.Start("--summary", folder.PathOf("run.json"));
        using var exchange = new ExchangeView(await phoenix.Address());
        var before = await exchange.Until(ExchangeView.IsQuoted, StartUp, phoenix);
        var silent = ExchangeView.SocketsIn(before, "private").ShouldHaveSingleItem();

        await exchange.Strike(new { verb = "muteData", target = "private" });
        await exchange.Strike(new { verb = "fill" });
        var after = await exchange.Until(
            state => ExchangeView.SocketsIn(state, "private") is [var next] && next != silent
                && ExchangeView.IsQuoted(state),
            TimeSpan.FromSeconds(20),
            phoenix);
        await phoenix.Send("INT");

        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
        var took = ExchangeView.TimeIn(after) - ExchangeView.TimeIn(before);
        output.WriteLine($"quoted again on another stream {took} ms after the fault");
        took.ShouldBeLessThan(15_000);
        var summary = SummaryFile.FromJson(File.ReadAllText(folder.PathOf("run.json")));
        summary.Recoveries.Where(recovery => recovery.Stream == "private-A")
            .ShouldHaveSingleItem().Cause.ShouldBeOneOf("ProbeUnanswered", "EchoMissing");
        summary.Fills.ShouldBeGreaterThan(0);
        summary.Venue!.Agrees.ShouldBeTrue(summary.Venue.Difference());
    }

    [SkippableFact]
    public async Task Half_open_feeds_are_abandoned_in_time_and_leave_no_reader_behind()
    {
        const int Strikes = 6;
        Skip.IfNot(OperatingSystem.IsLinux(), "Counts connections as Linux tells them.");
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
            "--config", folder.Write("external.conf", TradeOn(address)));
        await exchange.Until(Quotes, StartUp, phoenix);
        var connections = phoenix.TcpConnections();

        for (var strike = 0; strike < Strikes; strike++)
        {
            var dead = (await exchange.Sockets("public"))[0];
            await exchange.Strike(new { verb = "blackhole", target = $"{dead}" });
            await exchange.Until(
                state => ExchangeView.SocketsIn(state, "public") is [var a, var b] && a != dead && b != dead,
                TimeSpan.FromSeconds(10),
                phoenix);
        }

        // A close gets two seconds before the socket is abandoned; connections for questions come and go meanwhile.
        var left = await Settled(phoenix, connections + (Strikes / 2), TimeSpan.FromSeconds(8));
        output.WriteLine($"{connections} connections before, {left} after {Strikes} half-open feeds");
        left.ShouldBeLessThanOrEqualTo(connections + (Strikes / 2));

        var struck = await exchange.State();
        await exchange.Strike(new { verb = "blackhole", target = "public" });
        var pulled = await exchange.Until(ExchangeView.NothingRests, TimeSpan.FromSeconds(10), phoenix);
        await exchange.Until(Quotes, TimeSpan.FromSeconds(20), phoenix);
        (ExchangeView.TimeIn(pulled) - ExchangeView.TimeIn(struck)).ShouldBeLessThan(4500);
        await exchange.Until(
            state => ExchangeView.SocketsIn(state, "public").Length == 2, TimeSpan.FromSeconds(15), phoenix);
        await phoenix.Send("INT");
        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
    }

    [SkippableFact]
    public async Task Messages_in_pieces_and_pings_with_a_payload_are_no_event()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        await using var phoenix = PhoenixProcess.Start("--summary", folder.PathOf("run.json"));
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(ExchangeView.IsQuoted, StartUp, phoenix);
        foreach (var target in new[] { "public", "market", "private", "trading" })
        {
            await exchange.Strike(new { verb = "fragment", target, size = 50 });
        }

        for (var time = 0; time < 10; time++)
        {
            foreach (var target in new[] { "public", "market", "private", "trading" })
            {
                await exchange.Strike(new { verb = "badPing", target, payload = $"173230760012{time}" });
            }

            await exchange.Strike(new { verb = "fill" });
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }

        var after = await exchange.Until(ExchangeView.IsQuoted, TimeSpan.FromSeconds(5), phoenix);
        await phoenix.Send("INT");

        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
        after.GetProperty("sockets").EnumerateArray()
            .ShouldAllBe(socket => socket.GetProperty("unansweredPings").GetInt32() == 0);
        var summary = SummaryFile.FromJson(File.ReadAllText(folder.PathOf("run.json")));
        summary.Recoveries.ShouldBeEmpty();
        summary.Fills.ShouldBeGreaterThan(0);
        summary.Venue!.Agrees.ShouldBeTrue(summary.Venue.Difference());
    }

    private static bool Quotes(JsonElement state) => !ExchangeView.NothingRests(state);

    private static async Task<int> Settled(PhoenixProcess phoenix, int wanted, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (phoenix.TcpConnections() > wanted && waited.Elapsed < limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        return phoenix.TcpConnections();
    }

    private static string TradeOn(Uri address) => $$"""
        phoenix.venue {
          mode = external
          external {
            rest-url = "http://{{address.Authority}}"
            stream-url = "ws://{{address.Authority}}"
            trading-url = "ws://{{address.Authority}}/ws-fapi/v1"
          }
        }
        """;
}
