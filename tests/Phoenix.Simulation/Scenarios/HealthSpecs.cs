using Phoenix.Core.Desk;
using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Conditions;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>Whether a stream is healthy is judged by evidence, not by the clock alone.</summary>
public sealed class HealthSpecs(ITestOutputHelper output)
{
    private const string EthDepth = "ethusdc@depth@100ms";

    /// <summary>ETHUSDC changes about once a minute; BTCUSDC as ever.</summary>
    private static readonly WorldOptions QuietEth = new()
    {
        Markets =
        [
            MarketSettings.EthUsdc with { Conditions = [new QuietSettings { EverySeconds = 60 }] },
            MarketSettings.BtcUsdc,
        ],
    };

    [Fact]
    public void A_quiet_symbol_is_quoted_for_half_an_hour_without_a_reconnect()
    {
        using var world = World.Seeded(41, QuietEth).Quoting();
        var (from, deaths) = (world.Reports.Count, world.Deaths.Count);
        world.RunFor(1_800);

        world.Deaths.Skip(deaths).ShouldBeEmpty();
        Halts(world, from).ShouldBeEmpty();
        world.RestingOrders("ETHUSDC").ShouldBeGreaterThan(0);
        world.StopAndCompare();
    }

    [Fact]
    public void The_death_of_a_quiet_stream_is_found_within_ten_seconds_of_the_market_moving()
    {
        var found = new List<double>();
        for (var seed = 1; seed <= Math.Max(1, Scale.Seeds / 10); seed++)
        {
            using var world = World.Seeded((ulong)seed, QuietEth).Quoting();
            for (var round = 0; round < 3; round++)
            {
                found.Add(LoseQuietStream(world));
            }

            world.StopAndCompare();
        }

        found.Sort();
        output.WriteLine($"found: median {found[found.Count / 2]:0.00} s, worst {found[^1]:0.00} s of {found.Count}");
        found[^1].ShouldBeLessThanOrEqualTo(10);
    }

    /// <summary>Mutes the stream everywhere; how long after the market's next move that is known.</summary>
    private static double LoseQuietStream(World world)
    {
        world.RunFor(40);
        world.Inject(new FaultRequest { Verb = FaultVerb.Mute, Target = EthDepth, IsSticky = true });
        world.RunFor(7);
        var (deaths, before) = (world.Deaths.Count, BestOf(world));
        world.RunUntil(() => BestOf(world) != before, 900, "the market to move");
        var movedAt = world.Elapsed;
        world.RunUntil(() => world.RestingOrders("ETHUSDC") == 0, 10, "the quotes to be pulled");
        world.RunUntil(() => world.Deaths.Count > deaths, 10, "the death to be found");
        var found = (world.Elapsed - movedAt).TotalSeconds;
        world.Deaths[deaths].Cause.ShouldBe(DeathCause.SilentStream);
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        return found;
    }

    private static (decimal Bid, decimal Ask) BestOf(World world)
    {
        var market = world.Venue.Markets.First(market => market.Symbol.Name == "ETHUSDC");
        return (market.BestBid, market.BestAsk);
    }

    private static IEnumerable<DeskEvent.Halted> Halts(World world, int from) =>
        world.Reports.Skip(from).Select(report => report.Occurrence).OfType<DeskEvent.Halted>();
}
