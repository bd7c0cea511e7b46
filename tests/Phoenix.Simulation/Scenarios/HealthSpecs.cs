using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Wiring;
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

    [Theory]
    [InlineData(1.3)]
    [InlineData(2)]
    [InlineData(4)]
    public void Events_of_all_feeds_that_arrive_late_are_pulled_on_and_their_connections_replaced(double seconds)
    {
        using var fault = FaultCase.Quoting(43, output);
        var lag = new FaultRequest { Verb = FaultVerb.Lag, Target = "public", Delay = TimeSpan.FromSeconds(seconds) };
        fault.Strike(lag);
        fault.Pulls(3500);
        var within = (int)(1000 * seconds) + 1800;
        fault.FoundByEither(DeathCause.Lagging, DeathCause.SilentStream, within, "public"); // silent until the first
        fault.QuotesAgain((int)(1000 * seconds) + 6000).EndsAsBefore(20);
    }

    [Fact]
    public void Events_that_arrive_ever_later_are_found_though_frames_never_stop()
    {
        using var fault = FaultCase.Quoting(47, output);
        var lag = new FaultRequest
        {
            Verb = FaultVerb.Lag,
            Target = EthDepth,
            Delay = TimeSpan.FromMilliseconds(200),
            Duration = TimeSpan.FromMinutes(1),
        };
        fault.Strike(lag);
        for (var step = 2; step <= 7; step++)
        {
            fault.World.RunFor(0.5);
            fault.World.Inject(lag);
        }

        fault.Pulls(5000, "ETHUSDC").Halts(HaltCauses.BookDoubted, 5000, "ETHUSDC");
        fault.Found(DeathCause.Lagging, 5000, "public-A").NeverHalts(0, "BTCUSDC");
        fault.QuotesAgain(15_000).EndsAsBefore(20);
    }

    [Fact]
    public void Lag_that_a_new_connection_has_too_is_not_quoted_on_and_not_reconnected_for_without_end()
    {
        using var fault = FaultCase.Quoting(53, output);
        fault.Strike(new FaultRequest
        {
            Verb = FaultVerb.Lag,
            Target = "public",
            Delay = TimeSpan.FromSeconds(2),
            Duration = TimeSpan.FromMinutes(1),
            IsSticky = true,
        });
        fault.Pulls(3500);
        for (var second = 4; second < 60; second++)
        {
            fault.World.RunFor(1);
            fault.World.IsQuoting.ShouldBeFalse();
        }

        fault.Deaths.Count().ShouldBeLessThanOrEqualTo(6);
        fault.QuotesAgain(75_000).EndsAsBefore(40);
    }

    [Theory]
    [InlineData(-800)]
    [InlineData(-2_500)]
    public void An_exchange_whose_clock_is_set_back_is_not_taken_for_a_late_one(int milliseconds)
    {
        using var fault = FaultCase.Quoting(59, output);
        fault.Strike(new FaultRequest
        {
            Verb = FaultVerb.Skew,
            Offset = TimeSpan.FromMilliseconds(milliseconds),
            Duration = TimeSpan.FromMinutes(2),
        });
        fault.NothingDies(60).QuotesAgain(60_000).EndsAsBefore(80);
    }

    [Fact]
    public void Trades_outside_of_the_book_fetch_it_anew_and_then_replace_its_connection()
    {
        BentWitnesses? bent = null;
        var options = new WorldOptions { BendMarketData = inner => bent = new BentWitnesses(inner) };
        using var fault = FaultCase.Quoting(61, output, options);
        bent!.TradesOffBy = 5_000;
        fault.Mark();
        fault.Halts(HaltCauses.BookUnsynchronized, 10_000, "ETHUSDC").Pulls(10_500, "ETHUSDC");
        fault.Found(DeathCause.BookContradicted, 20_000, "public").Halts(HaltCauses.BookDoubted, 20_000, "ETHUSDC");
        bent.TradesOffBy = 0;
        fault.QuotesAgain(30_000).EndsAsBefore(20);
    }

    [Fact]
    public void Best_quotes_that_the_book_does_not_have_fetch_it_anew_and_then_replace_its_connection()
    {
        BentWitnesses? bent = null;
        var options = new WorldOptions { BendMarketData = inner => bent = new BentWitnesses(inner) };
        using var fault = FaultCase.Quoting(71, output, options);
        bent!.QuotesOffBy = -1;
        fault.Mark();
        fault.Halts(HaltCauses.BookUnsynchronized, 1_500, "ETHUSDC").Pulls(2_000, "ETHUSDC");
        fault.Found(DeathCause.BookContradicted, 4_000, "public").Halts(HaltCauses.BookDoubted, 4_000, "ETHUSDC");
        fault.NeverHalts(0, "BTCUSDC");
        bent.QuotesOffBy = 0;
        fault.QuotesAgain(10_000).EndsAsBefore(20);
    }

    [Fact]
    public void Best_quotes_that_never_fit_again_halt_their_symbol_and_leave_the_request_weight_to_others()
    {
        BentWitnesses? bent = null;
        var options = new WorldOptions { BendMarketData = inner => bent = new BentWitnesses(inner) };
        using var fault = FaultCase.Quoting(79, output, options);
        bent!.QuotesOffBy = -1;
        fault.Mark();
        fault.Pulls(2_000, "ETHUSDC").NeverHalts(60, "BTCUSDC");
        fault.World.RestingOrders("ETHUSDC").ShouldBe(0);
        var snapshots = fault.Reports.Count(report => report.Occurrence is DeskEvent.Synchronized);
        output.WriteLine($"{snapshots} snapshots in a minute, {fault.Deaths.Count()} connections replaced");
        snapshots.ShouldBeLessThanOrEqualTo(15);
        bent.QuotesOffBy = 0;
        fault.QuotesAgain(75_000).EndsAsBefore(40);
    }

    [Fact]
    public void Best_quotes_never_contradict_the_book_of_a_busy_market()
    {
        using var fault = FaultCase.Quoting(73, output);
        fault.NothingDies(300);
        fault.Reports.ShouldNotContain(report => report.Occurrence is DeskEvent.BookContradicted);
        fault.NeverHalts(0).EndsAsBefore();
    }

    [Fact]
    public void A_mark_price_far_from_the_book_fetches_it_anew_and_then_replaces_its_connection()
    {
        BentWitnesses? bent = null;
        var options = new WorldOptions { BendMarketData = inner => bent = new BentWitnesses(inner) };
        using var fault = FaultCase.Quoting(67, output, options);
        bent!.MarksTimes = 1.04m;
        fault.Mark();
        fault.Halts(HaltCauses.BookUnsynchronized, 3_500, "ETHUSDC").Pulls(4_000, "ETHUSDC");
        fault.Found(DeathCause.BookContradicted, 8_000, "public").Halts(HaltCauses.BookDoubted, 8_000, "ETHUSDC");
        bent.MarksTimes = 1;
        fault.QuotesAgain(20_000).EndsAsBefore(20);
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
        world.RunUntil(
            () => world.Deaths.Skip(deaths).Any(death => death.Cause == DeathCause.SilentStream),
            10,
            "the death to be found");
        var found = (world.Elapsed - movedAt).TotalSeconds;
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
