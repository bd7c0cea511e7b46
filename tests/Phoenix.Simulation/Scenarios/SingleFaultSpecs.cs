using Phoenix.Core.Desk;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Each fault alone: quoting comes back by itself within its bound, and the books balance to the last unit.
/// </summary>
public sealed class SingleFaultSpecs
{
    [Theory]
    [InlineData("public", 10)]
    [InlineData("market", 10)]
    [InlineData("private", 10)]
    [InlineData("trading", 10)]
    public void A_socket_that_is_muted_is_replaced(string target, double boundSeconds) =>
        Survives(Faults.Silence(target), boundSeconds);

    [Theory]
    [InlineData("public", 20)]
    [InlineData("market", 20)]
    [InlineData("private", 20)]
    [InlineData("trading", 20)]
    public void A_half_open_socket_is_abandoned_and_replaced(string target, double boundSeconds) =>
        Survives(
            new FaultRequest { Verb = FaultVerb.Blackhole, Target = target, Duration = TimeSpan.FromSeconds(8) },
            boundSeconds);

    [Theory]
    [InlineData("public", 1001)]
    [InlineData("market", 1008)]
    [InlineData("private", 1001)]
    [InlineData("trading", 1012)]
    public void An_orderly_close_is_not_taken_for_our_own(string target, int code) =>
        Survives(new FaultRequest { Verb = FaultVerb.Close, Target = target, Code = code }, 5);

    [Fact]
    public void All_sockets_dropped_at_once_come_back() =>
        Survives(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" }, 8);

    [Fact]
    public void A_missing_frame_costs_a_snapshot_and_not_the_connection()
    {
        using var world = World.Seeded(3).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest { Verb = FaultVerb.Gap, Target = "ethusdc@depth@100ms", Count = 1 });
        world.RunUntil(() => world.Reports.Any(r => r.Occurrence is DeskEvent.GapFound), 2, "the gap to be found");
        world.RunUntil(() => world.IsQuoting, 3);
        world.Deaths.ShouldBeEmpty();
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_listen_key_that_dies_early_is_found_out_with_and_without_an_event(bool silent)
    {
        using var world = World.Seeded(5).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyExpire, IsSilent = silent });
        world.RunUntil(() => world.Deaths.Any(d => d.Slot == "private-A"), 120, "the death of the user stream");
        world.RunUntil(() => world.IsQuoting, 10);
        world.RunFor(20);
        world.StopAndCompare();
    }

    [Fact]
    public void Fills_that_the_user_stream_hides_are_recovered_and_counted_once()
    {
        using var world = World.Seeded(9).Quoting();
        for (var round = 0; round < 10; round++)
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Target = "private", Count = 3 });
            world.RunFor(30);
        }

        world.RunUntil(() => world.IsQuoting, 20);
        world.Venue.Accounts[0].Trades.ShouldBeGreaterThan(0);
        world.StopAndCompare();
    }

    [Fact]
    public void Events_told_twice_count_once()
    {
        using var world = World.Seeded(13).Quoting();
        world.Inject(new FaultRequest { Verb = FaultVerb.DupEvent, Count = 500 });
        world.RunFor(240);
        world.Venue.Accounts[0].Trades.ShouldBeGreaterThan(0);
        world.StopAndCompare();
    }

    [Fact]
    public void Refused_connects_are_retried_until_they_are_not()
    {
        using var world = World.Seeded(17).Quoting();
        world.Inject(new FaultRequest { Verb = FaultVerb.Refuse, Count = 12 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        world.RunUntil(() => world.IsQuoting && world.Deaths.Count >= 12, 90);
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }

    [Fact]
    public void With_order_entry_dead_on_both_channels_the_venues_countdown_pulls_the_quotes()
    {
        using var world = World.Seeded(19).Quoting();
        world.RunFor(5);
        var hour = TimeSpan.FromHours(1);
        world.Inject(new FaultRequest { Verb = FaultVerb.Blackhole, Target = "all", Duration = hour, IsSticky = true });
        world.Inject(new FaultRequest { Verb = FaultVerb.Blackhole, Target = "rest", Duration = hour });
        world.RunFor(10.1);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.RestingOrders("BTCUSDC").ShouldBe(0);
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        world.StopAndCompare();
    }

    private static void Survives(FaultRequest fault, double boundSeconds)
    {
        using var world = World.Seeded(23).Quoting();
        world.RunFor(5);
        world.Inject(fault);
        world.RunUntil(() => world.Deaths.Count > 0, 12, "the death to be noticed");
        world.RunUntil(() => world.IsQuoting, boundSeconds);
        world.RunFor(15);
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }
}
