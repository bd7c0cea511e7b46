using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Invariants;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Who watches may fail as well. Then nothing is quoted, the dead man's switch is not refreshed, and the watcher is
/// replaced without a human.
/// </summary>
public sealed class WatchdogSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_monitor_that_hangs_halts_quoting_and_is_replaced()
    {
        using var world = World.Seeded(71).Quoting();
        world.RunFor(5);
        var stalledAt = world.Elapsed;
        world.Stall("stale-monitor", "monitor-1");
        world.RunUntil(() => Resting(world) == 0, 2, "the quotes to be pulled");
        var pulled = world.Elapsed - stalledAt;
        world.Reports.ShouldContain(report => Unwatched(report.Occurrence));
        world.RunUntil(() => world.Events.Any(e => e is SystemEvent.MonitorReplaced), 2, "the monitor to be replaced");
        world.RunUntil(() => world.IsQuoting, 10);
        output.WriteLine($"pulled after {pulled}, quoting after {world.Elapsed - stalledAt}");
        TheNextMonitorJudges(world);
    }

    [Fact]
    public void A_monitor_that_fails_is_replaced_before_anybody_misses_it()
    {
        using var world = World.Seeded(73).Quoting();
        world.RunFor(5);
        var from = world.Reports.Count;
        world.Fail("stale-monitor", "monitor-1");
        world.RunFor(5);
        world.Events.Count(e => e is SystemEvent.MonitorReplaced).ShouldBe(1);
        world.Reports.Skip(from).ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        TheNextMonitorJudges(world);
    }

    [Fact]
    public void With_the_monitor_hung_and_order_entry_dead_the_countdown_fires_and_is_not_refreshed()
    {
        using var world = World.Seeded(79).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest { Verb = FaultVerb.Blackhole, Target = "trading", Duration = Hour });
        world.Inject(new FaultRequest { Verb = FaultVerb.Blackhole, Target = "rest", Duration = Hour });
        world.Stall("stale-monitor", "monitor-1");
        world.RunFor(1.3);
        var refreshes = world.Refreshes;
        world.RunFor(9);
        world.Refreshes.ShouldBe(refreshes);
        Resting(world).ShouldBe(0);
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        world.StopAndCompare();
    }

    [Fact]
    public void A_desk_that_hangs_refreshes_nothing_and_leaves_nothing_behind()
    {
        using var world = World.Seeded(83).Quoting();
        world.RunFor(5);
        world.Stall("symbols", "ETHUSDC");
        world.RunFor(10.1);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.RestingOrders("BTCUSDC").ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("private-A", "user-data", "private-A-1")]
    [InlineData("public-A", "market-data", "public-A")]
    public void A_connection_that_hangs_is_abandoned_and_replaced(string slot, string part, string actor)
    {
        using var world = World.Seeded(89).Quoting();
        world.RunFor(5);
        var up = world.Ups.Last(connection => connection.Slot == slot);
        world.Stall("exchange", part, actor, $"connection-{up.Epoch.Value}");
        world.RunUntil(() => world.Deaths.Any(death => death.Slot == slot), 12, "the death to be noticed");
        world.Events.ShouldContain(e => e is SystemEvent.ConnectionAbandoned);
        world.RunUntil(() => world.Ups[^1].Slot == slot && world.IsQuoting, 20);
        world.RunFor(5);
        world.Venue.Sockets.Length.ShouldBe(Bounds.Sockets);
        world.StopAndCompare();
    }

    [Fact]
    public void S8_catches_a_switch_that_is_refreshed_while_nobody_watches()
    {
        var blind = WorldOptions.DefaultSettings with { Streams = new StreamSettings { WatchTimeout = Hour } };
        using var world = World.Seeded(97, new WorldOptions { Settings = blind, Checked = ["S8"] }).Quoting();
        world.Stall("stale-monitor", "monitor-1");
        var violation = Should.Throw<InvariantViolation>(() => world.RunFor(30));
        violation.Invariant.ShouldBe("S8");
    }

    private static bool Unwatched(DeskEvent occurrence) =>
        occurrence is DeskEvent.Halted halted && halted.Causes.HasFlag(HaltCauses.Unwatched);

    private static int Resting(World world) => world.RestingOrders("ETHUSDC") + world.RestingOrders("BTCUSDC");

    /// <summary>It has inherited what the first one watched: streams that never speak again are found dead.</summary>
    private static void TheNextMonitorJudges(World world)
    {
        world.Inject(Faults.Silence("public"));
        world.RunUntil(() => world.Deaths.Any(death => death.Cause == DeathCause.SilentStream), 8, "the silence");
        world.RunUntil(() => world.IsQuoting, 20);
        world.StopAndCompare();
    }
}
