using System.Text.Json;
using Xunit.Abstractions;

namespace Phoenix.EndToEnd;

/// <summary>Goal: feeds side by side come over different hosts, and a host that goes away costs no quote.</summary>
public sealed class MoreHostsSpecs(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task A_host_that_goes_away_takes_no_quote_with_it_and_its_feeds_move_to_the_other()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        await using var venue = PhoenixProcess.Start("venue");
        var address = await venue.Address();
        using var exchange = new ExchangeView(address);
        await using var other = new TcpRelay(address);
        await using var phoenix = PhoenixProcess.Start(
            new Dictionary<string, string>
            {
                ["PHOENIX_API_KEY"] = "phoenix-sim-key",
                ["PHOENIX_API_SECRET"] = "phoenix-sim-secret",
            },
            "--config", folder.Write("external.conf", TradeOn(address, other.Authority)));
        var before = await exchange.Until(AllCarried, TimeSpan.FromSeconds(30), phoenix);
        other.Accepted.ShouldBeGreaterThanOrEqualTo(2, "one public and one market connection begin on the other host");

        await other.Stop();
        var after = await exchange.Until(
            state => StillQuoted(state) && AllCarried(state) && !Carried(state).SequenceEqual(Carried(before)),
            TimeSpan.FromSeconds(30),
            phoenix);

        output.WriteLine($"both feeds again after {ExchangeView.TimeIn(after) - ExchangeView.TimeIn(before)} ms");
        Carried(after).Intersect(Carried(before)).Count().ShouldBe(2, "the feeds on the first host live on");
        await phoenix.Send("INT");
        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
    }

    private static bool StillQuoted(JsonElement state)
    {
        ExchangeView.NothingRests(state).ShouldBeFalse("no quote is pulled");
        return true;
    }

    private static bool AllCarried(JsonElement state) => !ExchangeView.NothingRests(state)
        && ExchangeView.SocketsIn(state, "public").Length == 2 && ExchangeView.SocketsIn(state, "market").Length == 2;

    private static IEnumerable<long> Carried(JsonElement state) =>
        ExchangeView.SocketsIn(state, "public").Concat(ExchangeView.SocketsIn(state, "market"));

    private static string TradeOn(Uri address, string other) => $$"""
        phoenix.venue {
          mode = external
          external {
            rest-url = "http://{{address.Authority}}"
            stream-url = "ws://{{address.Authority}}"
            more-stream-urls = ["ws://{{other}}"]
            trading-url = "ws://{{address.Authority}}/ws-fapi/v1"
          }
        }
        """;
}
