using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// When replacing connections does not help more is re-created, up to safe mode; tries go on for ever, never faster
/// than the exchange allows, and everything comes back by itself.
/// </summary>
public sealed class EscalationSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void An_exchange_that_refuses_every_socket_is_asked_for_ever_within_the_limit()
    {
        using var world = World.Seeded(41).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest { Verb = FaultVerb.Refuse, Count = 1_000_000 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        world.RunFor(1_800);
        world.Escalations.Select(moved => moved.To).ShouldContain(EscalationLevel.Part);
        world.Escalations.Select(moved => moved.To).ShouldContain(EscalationLevel.Session);
        world.Escalations[^1].To.ShouldBe(EscalationLevel.SafeMode);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        var most = MostWithin(world);
        output.WriteLine($"most attempts in five minutes: {most}");
        most.ShouldBeLessThanOrEqualTo(180);
        var healedAt = world.Elapsed;
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        output.WriteLine($"quoting {(world.Elapsed - healedAt).TotalSeconds:0.0} s after the exchange was well");
        world.RunUntil(() => world.Escalations[^1].To == EscalationLevel.Calm, 30, "the ladder to be at its foot");
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }

    [Fact]
    public void A_user_stream_that_cannot_come_up_climbs_the_ladder_and_safe_mode_ends_by_itself()
    {
        using var world = World.Seeded(43).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest { Verb = FaultVerb.Refuse, Target = "private", Duration = Hour });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "private" });
        world.RunUntil(() => world.Escalations.Any(m => m.To == EscalationLevel.SafeMode), 240, "safe mode");
        world.RunFor(1);
        Halts(world).HasFlag(HaltCauses.SafeMode).ShouldBeTrue();
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        world.Escalations[^1].To.ShouldBe(EscalationLevel.Calm);
        world.StopAndCompare();
    }

    [Fact]
    public void The_loss_of_one_of_two_siblings_for_good_re_creates_nothing_and_halts_nothing()
    {
        using var world = World.Seeded(47).Quoting();
        world.RunFor(5);
        var from = world.Reports.Count;
        world.Inject(new FaultRequest { Verb = FaultVerb.Refuse, Target = "public", Duration = Hour });
        var victim = world.Venue.Sockets.First(s => s.Class == Phoenix.Venue.Sockets.SocketClass.Public);
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = $"{victim.Id}" });
        world.RunFor(300);
        world.Deaths.Count.ShouldBeGreaterThan(12);
        world.Escalations.ShouldAllBe(moved => moved.To <= EscalationLevel.Connection);
        world.Reports.Skip(from).ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        world.ClearFaults();
        world.RunUntil(() => world.Venue.Sockets.Length == 6, 20, "the sibling to be back");
        world.StopAndCompare();
    }

    [Fact]
    public void A_connect_limit_stops_all_dialling_until_there_is_room()
    {
        using var world = World.Seeded(53).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.LimitConnects,
            Count = 10,
            Window = TimeSpan.FromSeconds(60),
            Duration = Hour,
        });
        for (var drop = 0; drop < 3; drop++)
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
            world.RunFor(10);
        }

        world.RunUntil(() => world.IsQuoting, 240);
        world.Deaths.Count(death => death.Cause == DeathCause.ConnectLimited).ShouldBeInRange(1, 20);
        world.StopAndCompare();
    }

    [Fact]
    public void Connections_that_live_two_seconds_do_not_buy_fast_retries()
    {
        using var world = World.Seeded(59).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.DropAfter,
            Target = "all",
            Delay = TimeSpan.FromSeconds(2),
            Duration = Hour,
        });
        world.RunFor(600);
        var most = MostWithin(world);
        output.WriteLine($"most attempts in five minutes: {most}");
        most.ShouldBeLessThanOrEqualTo(180);
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 90);
        world.StopAndCompare();
    }

    [Fact]
    public void Subscriptions_that_are_never_acknowledged_are_not_asked_for_in_the_same_way_for_ever()
    {
        using var world = World.Seeded(61).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest { Verb = FaultVerb.NoAck, Target = "all", Duration = TimeSpan.FromMinutes(6) });
        world.Inject(new FaultRequest { Verb = FaultVerb.Mute, Target = "all", Duration = TimeSpan.FromMinutes(6) });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
        world.RunFor(300);
        world.Escalations.Select(moved => moved.To).ShouldContain(EscalationLevel.Session);
        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 90);
        world.StopAndCompare();
    }

    private static HaltCauses Halts(World world) =>
        world.Reports.Select(report => report.Occurrence).OfType<DeskEvent.Halted>().Last().Causes;

    /// <summary>
    /// Attempts that failed within any five minutes; the six that were up at first had been dialled before.
    /// </summary>
    private static int MostWithin(World world)
    {
        var moments = world.Deaths.Skip(6).Select(death => death.At).ToList();
        var (most, oldest) = (0, 0);
        for (var newest = 0; newest < moments.Count; newest++)
        {
            while (moments[newest] - moments[oldest] >= TimeSpan.FromMinutes(5))
            {
                oldest++;
            }

            most = Math.Max(most, newest - oldest + 1);
        }

        return most;
    }
}
