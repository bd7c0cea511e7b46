using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Both feeds of a symbol fall silent at any moment, many times: its quotes leave the exchange at the threshold, and
/// come back soon after data does, whether the old sockets speak again or new ones have to be opened.
/// </summary>
public sealed class BothFeedsSilentSpecs(ITestOutputHelper output)
{
    private const string Symbol = "ETHUSDC";
    private const double Step = 0.005;

    private static readonly TimeSpan HaltAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PullWithin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuoteWithin = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_silent_death_of_both_feeds_pulls_the_quotes_and_data_brings_them_back()
    {
        using var world = World.Seeded(41, WorldOptions.Quiet).Quoting();
        world.RunFor(35);
        var moments = new Random(41);
        var pulled = new Timings("off the exchange, after the last frame");
        var back = new Timings("quoting again, after the first frame");
        for (var death = 1; death <= Scale.Deaths; death++)
        {
            world.RunFor(moments.NextDouble() * 2);
            var replaced = death % 2 == 0;
            var lasts = replaced ? (TimeSpan?)null : TimeSpan.FromSeconds(3.3 + (moments.NextDouble() * 1.5));
            pulled.Add(Silence(world, lasts));
            back.Add(DataReturns(world));
            world.RunFor(replaced ? 31 : 3); // one replacement for staleness per connection within 30 s
            world.RunUntil(() => world.IsQuoting && world.RestingOrders(Symbol) > 0, 10);
        }

        output.WriteLine($"{pulled}");
        output.WriteLine($"{back}");
        pulled.Worst.ShouldBeLessThanOrEqualTo(HaltAfter + PullWithin);
        back.Worst.ShouldBeLessThanOrEqualTo(QuoteWithin);
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }

    /// <summary>From the last frame that arrived to no resting order; evidence may be quicker than the age.</summary>
    private static TimeSpan Silence(World world, TimeSpan? lasts)
    {
        world.Inject(Faults.Silence("public") with { Duration = lasts });
        world.RunFor(0.02); // what is under way arrives
        var last = world.LastFrame(Symbol);
        var limit = last + HaltAfter + PullWithin;
        while (world.RestingOrders(Symbol) > 0 && world.Now <= limit)
        {
            world.RunFor(Step);
        }

        return world.Now - last;
    }

    /// <summary>From the first frame that arrives to quotes at the exchange.</summary>
    private static TimeSpan DataReturns(World world)
    {
        var before = world.LastFrame(Symbol);
        while (world.LastFrame(Symbol) == before)
        {
            world.RunFor(Step);
        }

        var returned = world.LastFrame(Symbol);
        while ((!world.IsQuoting || world.RestingOrders(Symbol) == 0) && world.Now - returned <= QuoteWithin)
        {
            world.RunFor(Step);
        }

        return world.Now - returned;
    }
}
