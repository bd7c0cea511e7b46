using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Simulation.Invariants;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Taking orders back while something is wrong with the taking back: nothing rests longer than the bound, and what was
/// filled meanwhile is counted once.
/// </summary>
public sealed class OrderPullSpecs
{
    /// <summary>From the silence of the book to no resting order.</summary>
    private static readonly double Pulled = (Bounds.Stale + Bounds.Pull).TotalSeconds;

    [Theory]
    [InlineData(FaultReply.Lost, true)]
    [InlineData(FaultReply.Lost, false)]
    [InlineData(FaultReply.Error, true)]
    [InlineData(FaultReply.Error, false)]
    public void O06_O07_an_order_that_is_filled_while_it_is_being_canceled_counts_once(FaultReply reply, bool isApplied)
    {
        using var world = OrderWorld.Quoting(331);
        for (var round = 0; round < 8; round++)
        {
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.Cancel,
                Reply = reply,
                Status = reply == FaultReply.Error ? 503 : null,
                IsApplied = isApplied,
                Late = TimeSpan.FromMilliseconds(400),
                Count = 2,
            });
            world.RunFor(0.9);
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill, Quantity = round % 2 == 0 ? 0.004m : null });
            world.RunFor(1.1);
        }

        world.ClearFaults();
        world.SettlesWithin(8);
        world.StopAndCompare();
    }

    [Fact]
    public void O07_a_part_filled_unseen_before_the_cancel_is_found()
    {
        using var world = OrderWorld.Quoting(332);
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Count = 2 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill, Quantity = 0.004m });
        world.RunFor(13);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void O06_unknown_order_said_of_one_that_rests_leaves_none_behind()
    {
        using var world = OrderWorld.Quoting(333);
        world.Inject(new FaultRequest { Verb = FaultVerb.Cancel, Code = -2011, Count = 6 });
        world.RunFor(10);
        world.SettlesWithin(8);
        world.StopAndCompare();
    }

    [Fact]
    public void O13_with_no_order_allowed_any_more_quotes_on_a_dead_book_are_pulled_in_time()
    {
        using var world = OrderWorld.Quoting(334);
        world.Inject(new FaultRequest { Verb = FaultVerb.OrderCount, Size = 1, Duration = TimeSpan.FromSeconds(30) });
        world.RunFor(3);
        world.Inject(Faults.Silence("public") with { Duration = TimeSpan.FromSeconds(8), IsSticky = true });
        world.IsPulledWithin(Pulled);
        world.RunUntil(() => !world.HasFaults, 40, "the limit to return");
        world.SettlesWithin(75);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void O14_an_order_still_on_its_way_when_quotes_are_pulled_is_taken_back_when_it_arrives(bool isAnswered)
    {
        using var world = OrderWorld.Quoting(335);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Place,
            Late = TimeSpan.FromSeconds(2.8),
            Reply = isAnswered ? FaultReply.Own : FaultReply.Lost,
            IsApplied = true,
            Count = 4,
        });
        world.RunFor(1.5);
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "private" });
        world.Inject(new FaultRequest { Verb = FaultVerb.StallUpgrade, Target = "private", Count = 1 });
        world.RunFor(0.3);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.RunFor(3);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.SettlesWithin(15);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void O21_a_mass_cancel_that_is_said_to_be_done_and_was_not_is_done_again(bool isAnswered)
    {
        using var world = OrderWorld.Quoting(336);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Cancel,
            Route = "/fapi/v1/allOpenOrders",
            Reply = isAnswered ? FaultReply.Error : FaultReply.Lost,
            Status = isAnswered ? 503 : null,
            Count = 2,
        });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "private" });
        world.Inject(new FaultRequest { Verb = FaultVerb.StallUpgrade, Target = "private", Count = 1 });
        world.IsPulledWithin(0.7);
        world.SettlesWithin(15);
        world.StopAndCompare();
    }

    [Fact]
    public void O12_O27_under_a_ban_nothing_is_asked_for_and_the_countdown_takes_the_quotes_off()
    {
        using var world = OrderWorld.Quoting(337);
        world.Inject(new FaultRequest { Verb = FaultVerb.Ban, Duration = TimeSpan.FromSeconds(40) });
        world.IsPulledWithin(Bounds.Countdown.TotalSeconds + 3);
        world.RunUntil(() => !world.HasFaults, 45, "the end of the ban");
        world.SettlesWithin(20);
        world.StopAndCompare();
    }

    [Fact]
    public void O27_a_countdown_that_cannot_be_refreshed_in_good_health_stops_quoting_before_it_fires()
    {
        using var world = OrderWorld.Quoting(338);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = "POST /fapi/v1/countdownCancelAll",
            Status = 503,
            Duration = TimeSpan.FromSeconds(20),
        });
        world.IsPulledWithin(9.2);
        world.Events<DeskEvent.Pulling>().ShouldNotBeEmpty();
        world.RunUntil(() => !world.HasFaults, 25, "the end of the fault");
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void O28_an_order_of_ours_that_is_filled_in_part_survives_every_comparison()
    {
        using var world = OrderWorld.Quoting(339);
        var order = world.Venue.Accounts[0].OpenOrders.First(resting => resting.Side == Side.Buy);
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill, Order = order.ClientOrderId, Quantity = 0.002m });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "trading" });
        world.RunFor(3);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }
}
