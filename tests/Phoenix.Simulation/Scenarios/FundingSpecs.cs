using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Settlements of funding: each is counted once, whether the user stream tells of it, tells twice, or keeps it to
/// itself; then the account's history is asked.
/// </summary>
public sealed class FundingSpecs
{
    /// <summary>The exchange books after 3.2 s; what nobody told of is asked for 12 s after the settlement.</summary>
    private const double KnownSeconds = 16;

    [Fact]
    public void A_settlement_that_the_stream_tells_is_counted()
    {
        using var world = Holding(371);
        world.RunFor(10);
        world.Venue.Accounts[0].Funding.ShouldNotBe(0);
        IsKnown(world);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(FaultVerb.HideEvent)]
    [InlineData(FaultVerb.DupEvent)]
    public void A_settlement_that_is_hidden_or_told_twice_is_counted_once(FaultVerb verb)
    {
        using var world = Holding(372);
        world.Inject(new FaultRequest { Verb = verb, Stream = "ACCOUNT_UPDATE", Duration = TimeSpan.FromSeconds(10) });
        var before = world.Venue.Accounts[0].Funding;
        world.RunFor(10);
        world.Venue.Accounts[0].Funding.ShouldNotBe(before);
        IsKnown(world);
        world.StopAndCompare();
    }

    [Fact]
    public void A_settlement_while_there_is_no_user_stream_is_asked_for()
    {
        using var world = Holding(373);
        world.Inject(new FaultRequest { Verb = FaultVerb.StallUpgrade, Target = "private", Count = 2 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        world.RunFor(10);
        world.Venue.Accounts[0].Funding.ShouldNotBe(0);
        IsKnown(world);
        world.StopAndCompare();
    }

    [Fact]
    public void A_history_that_cannot_be_had_is_asked_for_again()
    {
        using var world = Holding(374);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.HideEvent,
            Stream = "ACCOUNT_UPDATE",
            Duration = TimeSpan.FromSeconds(10),
        });
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = "GET /fapi/v1/income",
            Status = 503,
            Duration = TimeSpan.FromSeconds(25),
        });
        world.RunFor(30);
        IsKnown(world);
        world.StopAndCompare();
    }

    /// <summary>Something is held right before the next settlement.</summary>
    private static World Holding(ulong seed)
    {
        var world = OrderWorld.Quoting(seed, WorldOptions.Quiet.Settling());
        world.RunUntil(() => world.Now.Second == 57, 61, "the end of the minute");
        world.TradeByHand(Side.Buy, 0.1m);
        world.RunFor(0.5);
        return world;
    }

    private static void IsKnown(World world) => world.RunUntil(
        () => world.SampleOf("ETHUSDC").Funding == world.Venue.Accounts[0].Funding, KnownSeconds, "the settlement");
}
