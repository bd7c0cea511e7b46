using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Simulation.Invariants;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// What befalls our own process: parts that fail while orders rest, a stop amid a burst, a death with orders on their
/// way, orders and positions that are found at the start.
/// </summary>
public sealed class ProcessFaultSpecs
{
    /// <summary>A desk that began anew has to compare fills with those of before, which it never saw.</summary>
    private static readonly WorldOptions WithoutSums = WorldOptions.Quiet with
    {
        Checked = [.. WorldOptions.Quiet.Checked.Remove("S4").Remove("Crash")],
    };

    /// <summary>Every part that works by a clock of its own, or holds state.</summary>
    public static TheoryData<string> Parts() =>
    [
        "stale-monitor/monitor-1",
        "stale-monitor",
        "account",
        "symbols/ETHUSDC",
        "exchange/clock",
        "exchange/escalation",
        "exchange/trading",
        "exchange/market-data",
        "exchange/market-data/subscriptions",
        "exchange/user-data",
        "exchange/user-data/listen-key",
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void P06_P08_a_part_that_fails_goes_on_and_all_its_clocks_with_it(string part)
    {
        using var world = OrderWorld.Quoting(351, WithoutSums);
        world.Fail(part.Split('/'));
        world.SettlesWithin(15);
        var refreshes = world.Refreshes;
        world.RunFor(15);
        world.Refreshes.ShouldBeGreaterThan(refreshes);
        world.Inject(Faults.Silence("public") with { Duration = TimeSpan.FromSeconds(8) });
        world.IsPulledWithin((Bounds.Stale + Bounds.Pull).TotalSeconds);
        world.SettlesWithin(30);
        world.SampleOf("ETHUSDC").Position.ShouldBe(world.Position());
        world.StopAndCompare();
    }

    [Fact]
    public void P07_a_desk_that_fails_twenty_times_holds_no_more_timers_and_acts_no_faster()
    {
        using var world = OrderWorld.Quoting(352, WithoutSums);
        var held = Holdings.Settled(world);
        var before = OrdersOfAMinute(world);
        for (var failure = 0; failure < 20; failure++)
        {
            world.Fail("symbols", "ETHUSDC");
            world.RunFor(3);
        }

        world.SettlesWithin(10);
        world.HoldsNoMoreThan(held);
        OrdersOfAMinute(world).ShouldBeLessThan(2 * before);
        world.StopAndCompare();
    }

    [Fact]
    public void P25_a_desk_that_fails_takes_its_old_orders_back_before_it_sends_new_ones()
    {
        using var world = OrderWorld.Quoting(353, WithoutSums);
        var old = world.Venue.Accounts[0].OpenOrders.Select(order => order.ClientOrderId).ToHashSet();
        var orders = world.OrdersSeen;
        world.Fail("symbols", "ETHUSDC");
        world.RunUntil(() => world.OrdersSeen > orders, 10, "the next order");
        world.Venue.Accounts[0].OpenOrders.ShouldNotContain(order => old.Contains(order.ClientOrderId));
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void P20_a_desk_that_begins_anew_with_a_position_trades_nothing_away()
    {
        var taken = 0;
        using var world = OrderWorld.Quoting(354, WithoutSums);
        world.Network.FramePassed += frame => taken += IsTaking(frame) ? 1 : 0;
        world.TradeByHand(Side.Buy, 0.05m);
        for (var failure = 0; failure < 5; failure++)
        {
            world.RunFor(8);
            world.Fail("symbols", "ETHUSDC");
        }

        world.SettlesWithin(15);
        taken.ShouldBe(0);
        world.StopAndCompare();
    }

    [Fact]
    public void P02_orders_of_an_earlier_run_are_gone_before_the_first_of_ours_leaves()
    {
        using var world = World.Seeded(355, WorldOptions.Quiet);
        foreach (var number in Enumerable.Range(1, 6)) world.Inject(Orphan(number));
        world.RunUntil(() => world.OrdersSeen > 0, 20, "the first order");
        world.Venue.Accounts[0].OpenOrders.ShouldNotContain(order => order.ClientOrderId.StartsWith("px-mm1-1-"));
        world.SettlesWithin(10);
        world.StopAndCompare();
    }

    [Fact]
    public void P01_a_process_that_dies_with_orders_on_their_way_leaves_none_behind()
    {
        using var world = OrderWorld.Quoting(356);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Place,
            Late = TimeSpan.FromSeconds(2.5),
            Duration = TimeSpan.FromSeconds(20),
        });
        world.RunFor(2);
        world.Die();
    }

    [Theory]
    [InlineData(FaultReply.Lost, true)]
    [InlineData(FaultReply.Lost, false)]
    [InlineData(FaultReply.Own, true)]
    public void P19_a_stop_amid_a_burst_of_orders_leaves_none_behind(FaultReply reply, bool isApplied)
    {
        using var world = OrderWorld.Quoting(357);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Place,
            Reply = reply,
            IsApplied = isApplied,
            Late = TimeSpan.FromMilliseconds(800),
            Duration = TimeSpan.FromSeconds(60),
        });
        world.RunFor(3.2);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("trading")]
    public void P16_a_dead_book_is_pulled_in_time_with_either_way_of_order_entry_dead(string dead)
    {
        using var world = OrderWorld.Quoting(358);
        var fault = new FaultRequest { Verb = FaultVerb.Blackhole, Target = dead, Duration = TimeSpan.FromSeconds(9) };
        world.Inject(fault);
        world.Inject(Faults.Silence("public") with { Duration = TimeSpan.FromSeconds(9), IsSticky = true });
        world.IsPulledWithin((Bounds.Stale + Bounds.Pull).TotalSeconds);
        world.SettlesWithin(40);
        world.StopAndCompare();
    }

    [Fact]
    public void P17_with_everything_mute_it_says_so_within_seconds()
    {
        using var world = OrderWorld.Quoting(359);
        world.Inject(Faults.Silence("all") with { Duration = TimeSpan.FromSeconds(10), IsSticky = true });
        world.RunUntil(() => !world.IsQuoting, 3.2, "the halt");
        world.Events<DeskEvent.Halted>().ShouldNotBeEmpty();
        world.SettlesWithin(40);
        world.StopAndCompare();
    }

    [Fact]
    public void P18_beyond_the_limit_the_way_out_is_quoted_and_nothing_else()
    {
        using var world = OrderWorld.Quoting(360);
        world.TradeByHand(Side.Buy, 1.2m * Bounds.NetMax["ETHUSDC"]);
        world.RunFor(5);
        world.Venue.Accounts[0].OpenOrders.ShouldNotBeEmpty();
        world.Venue.Accounts[0].OpenOrders.ShouldAllBe(order => order.Side == Side.Sell);
        world.RunUntil(() => world.Position() < Bounds.NetMax["ETHUSDC"], 300, "the position to shrink");
        world.StopAndCompare();
    }

    [Fact]
    public void P13_P14_after_too_many_orders_for_the_exchange_quoting_goes_on_by_itself()
    {
        using var world = OrderWorld.Quoting(361);
        world.Inject(new FaultRequest { Verb = FaultVerb.OrderCount, Size = 1, Duration = TimeSpan.FromSeconds(15) });
        world.RunFor(16);
        world.SettlesWithin(75);
        world.Alarms().ShouldContain(text => text.Contains("sends no new orders for", StringComparison.Ordinal));
        world.IsHaltedFor(HaltCauses.Killed).ShouldBeFalse();
        world.StopAndCompare();
    }

    private static FaultRequest Orphan(int number) => new()
    {
        Verb = FaultVerb.ForeignOrder,
        Symbol = "ETHUSDC",
        Side = Side.Buy,
        Price = 2_950 - number,
        Quantity = 0.02m,
        Order = $"px-mm1-1-{number}",
    };

    private static long OrdersOfAMinute(World world)
    {
        var orders = world.OrdersSeen;
        world.RunFor(60);
        return world.OrdersSeen - orders;
    }

    private static bool IsTaking(ClientFrame frame) => frame.Class == SocketClass.Trading
        && frame.Direction == FrameDirection.FromClient
        && frame.Text.Span.IndexOf("\"IOC\""u8) >= 0;
}
