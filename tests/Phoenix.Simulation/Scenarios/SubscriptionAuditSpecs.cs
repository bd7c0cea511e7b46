using Phoenix.Core.Desk;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Scenarios;

/// <summary>The venue's own list of what a connection carries is compared with what it should carry (S05, S07, S10).
/// </summary>
public sealed class SubscriptionAuditSpecs
{
    private const string Eth = "ethusdc@depth@100ms";

    [Fact]
    public void An_audit_in_good_health_costs_nothing()
    {
        using var world = World.Seeded(71, Auditing(seconds: 2, connections: 2)).Quoting();
        var from = world.Reports.Count;
        world.RunFor(60);

        world.Deaths.ShouldBeEmpty();
        world.Repairs.ShouldBeEmpty();
        world.Reports.Skip(from).ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        world.MostMessages.ShouldBeLessThanOrEqualTo(5);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stream_that_the_venue_dropped_is_found_and_subscribed_anew(int seed)
    {
        FaultySockets? sockets = null;
        var options = Auditing(seconds: 1, connections: 1);
        using var world = World.Seeded(
            (ulong)seed, options with { BendSockets = inner => sockets = new FaultySockets(inner) });
        world.Quoting();
        sockets!.Say("public", $$"""{"method":"UNSUBSCRIBE","params":["{{Eth}}"],"id":900}""");

        world.RunUntil(() => world.Repairs.Count > 0, 1.5, "the audit to find it");

        var repair = world.Repairs.ShouldHaveSingleItem();
        repair.Slot.ShouldBe("public-A");
        repair.Missing.ShouldBe([Eth]);
        repair.Unknown.ShouldBeEmpty();
        world.RunUntil(() => world.IsQuoting && Names(world, "public").Contains(Eth), 3);
        world.Deaths.ShouldBeEmpty();
        world.StopAndCompare();
    }

    [Fact]
    public void A_stream_that_nobody_wants_is_unsubscribed()
    {
        const string strange = "dogeusdt@depth@100ms";
        FaultySockets? sockets = null;
        var options = Auditing(seconds: 2, connections: 2);
        using var world = World.Seeded(3, options with { BendSockets = inner => sockets = new FaultySockets(inner) });
        world.Quoting();
        var from = world.Reports.Count;
        sockets!.Say("public", $$"""{"method":"SUBSCRIBE","params":["{{strange}}"],"id":900}""");
        world.RunUntil(() => Names(world, "public").Contains(strange), 1, "the stray subscription");

        world.RunUntil(() => !Names(world, "public").Contains(strange), 4, "the audit to repair it");

        world.Repairs.ShouldHaveSingleItem().Unknown.ShouldBe([strange]);
        world.Deaths.ShouldBeEmpty();
        world.Reports.Skip(from).ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        world.StopAndCompare();
    }

    [Fact]
    public void An_audit_that_is_never_answered_is_evidence_against_its_connection()
    {
        using var world = World.Seeded(5, Auditing(seconds: 2, connections: 2)).Quoting();
        var from = world.Reports.Count;
        var socket = world.Venue.Sockets.First(s => s.Class == SocketClass.Public);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.NoAck,
            Target = $"{socket.Id}",
            Duration = TimeSpan.FromSeconds(20),
        });

        world.RunUntil(() => world.Deaths.Count > 0, 9, "the death of the deaf connection");

        var death = world.Deaths.ShouldHaveSingleItem();
        death.Cause.ShouldBe(DeathCause.AckMissing);
        death.Detail.ShouldContain("audit");
        world.RunFor(20);
        world.Deaths.Count.ShouldBe(1);
        world.Reports.Skip(from).ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        world.StopAndCompare();
    }

    private static IEnumerable<string> Names(World world, string route) => world.Venue.Sockets
        .Where(socket => socket.Class.ToString().Equals(route, StringComparison.OrdinalIgnoreCase))
        .SelectMany(socket => socket.Subscriptions);

    private static WorldOptions Auditing(int seconds, int connections) => new()
    {
        Settings = WorldOptions.DefaultSettings with
        {
            Streams = new StreamSettings
            {
                AuditInterval = TimeSpan.FromSeconds(seconds),
                Connections = connections,
            },
        },
    };
}
