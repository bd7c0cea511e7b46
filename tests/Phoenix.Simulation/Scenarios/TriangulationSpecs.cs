using Phoenix.Core.Accounting;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Invariants;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// The position by own fills, by the account stream and by REST: whatever one of the three is told wrongly, the
/// position stays within its limit (S5, throughout), the cause is named, and in the end all three agree.
/// </summary>
public sealed class TriangulationSpecs
{
    private static readonly decimal Limit = Bounds.NetMax["ETHUSDC"];

    [Fact]
    public void A_user_stream_that_tells_of_nothing_is_found_out_and_the_limit_holds()
    {
        using var world = OrderWorld.Quoting(381);
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Duration = TimeSpan.FromSeconds(60) });
        for (var second = 0; second < 60; second++)
        {
            world.RunFor(1);
            if (second % 4 == 0) world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
            Math.Abs(world.Position()).ShouldBeLessThanOrEqualTo(Limit);
        }

        world.Deaths.ShouldContain(death => death.Cause == DeathCause.EchoMissing);
        world.ClearFaults();
        world.SettlesWithin(20);
        world.StopAndCompare();
    }

    [Fact]
    public void A_fill_that_the_stream_drops_is_named_and_counted()
    {
        using var world = OrderWorld.Quoting(382);
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Count = 3 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        IsNamed(world, PositionDifference.DroppedFill, 13);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void A_fill_that_is_told_twice_is_no_difference()
    {
        using var world = OrderWorld.Quoting(383);
        world.Inject(new FaultRequest { Verb = FaultVerb.DupEvent, Count = 100 });
        for (var fill = 0; fill < 5; fill++)
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
            world.RunFor(2);
        }

        world.Events<DeskEvent.PositionDiffers>().ShouldBeEmpty();
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData("web_1", PositionDifference.ForeignTrade)]
    [InlineData("autoclose-1788000000000001", PositionDifference.Liquidation)]
    [InlineData("adl_autoclose", PositionDifference.AutoDeleveraging)]
    [InlineData("px-mm1-1-1", PositionDifference.SecondInstance)]
    public void A_trade_that_is_not_ours_is_named_by_whose_it_is(string order, PositionDifference cause)
    {
        using var world = OrderWorld.Quoting(384);
        world.TradeByHand(Side.Buy, 0.1m, order);
        IsNamed(world, cause, 0.5);
        world.RunFor(16);
        Math.Abs(world.Position()).ShouldBeLessThanOrEqualTo(Limit);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void A_trade_by_hand_that_the_stream_drops_is_named_too()
    {
        using var world = OrderWorld.Quoting(385);
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Count = 3 });
        world.TradeByHand(Side.Sell, 0.1m);
        IsNamed(world, PositionDifference.ForeignTrade, 13);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void A_position_that_is_deleveraged_is_named_and_followed()
    {
        using var world = OrderWorld.Quoting(386);
        world.TradeByHand(Side.Buy, 0.1m);
        world.RunFor(2);
        world.Inject(new FaultRequest { Verb = FaultVerb.Adl, Symbol = "ETHUSDC" });
        IsNamed(world, PositionDifference.AutoDeleveraging, 1);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void P03_orders_of_a_second_instance_are_named_taken_back_and_not_quoted_beside()
    {
        using var world = OrderWorld.Quoting(387);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.ForeignOrder,
            Symbol = "ETHUSDC",
            Side = Side.Buy,
            Price = 2_950,
            Quantity = 0.02m,
            Order = "px-mm1-zzzzzzzzz-1",
        });
        IsNamed(world, PositionDifference.SecondInstance, 0.2);
        world.IsPulledWithin(1);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    private static void IsNamed(World world, PositionDifference cause, double withinSeconds) => world.RunUntil(
        () => world.Events<DeskEvent.PositionDiffers>().Any(differs => differs.Cause == cause),
        withinSeconds,
        $"{cause} to be named");
}
