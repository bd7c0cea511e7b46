using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Settings;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Scenarios;

/// <summary>Connections are replaced before the venue ends them (T06), and nobody notices.</summary>
public sealed class RotationSpecs
{
    private static readonly StreamSettings Often = new()
    {
        RotateAfter = TimeSpan.FromSeconds(8),
        RotateSpread = TimeSpan.FromSeconds(4),
        RotateOverlap = TimeSpan.FromSeconds(1),
        RotateRetry = TimeSpan.FromSeconds(2),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Planned_rotations_under_trading_are_no_event_for_book_and_quotes(int connections)
    {
        using var world = World.Seeded(41, Rotating(connections)).Quoting();
        world.RunFor(2);
        var from = world.Reports.Count;
        world.LongestBookPause = TimeSpan.Zero;

        world.RunUntil(() => Done(world) >= Scale.Deaths, Scale.Deaths * 20, "the rotations");

        world.LongestBookPause.ShouldBeLessThan(TimeSpan.FromMilliseconds(150));
        NothingHappened(world, from);
        world.Deaths.ShouldBeEmpty();
        world.Rotations.ShouldNotContain(occurrence => occurrence is SystemEvent.RotationFailed);
        world.MostSockets.ShouldBe(2 + (2 * connections) + 1);
        world.RunUntil(() => SocketsOf(world, SocketClass.Public) == connections, 5, "one socket per slot");
        world.StopAndCompare();
    }

    [Fact]
    public void Rotated_connections_never_meet_the_venues_cut()
    {
        var life = TimeSpan.FromSeconds(30);
        using var world = World.Seeded(43, Rotating(2) with { Limits = new VenueLimits { ConnectionLife = life } });
        world.Quoting();
        world.RunFor(120);

        world.Deaths.ShouldContain(death => death.Slot == "private-A"); // which is not rotated, and was cut
        world.Deaths.ShouldNotContain(death => death.Slot.StartsWith("public") || death.Slot.StartsWith("market"));
    }

    [Fact]
    public void A_successor_that_does_not_come_up_costs_nothing_and_is_tried_again()
    {
        using var world = World.Seeded(47, Rotating(2)).Quoting();
        var from = world.Reports.Count;
        var stall = new FaultRequest { Verb = FaultVerb.StallUpgrade, Target = "public", Count = 1 };
        world.Inject(stall);

        world.RunUntil(() => world.Rotations.Any(r => r is SystemEvent.RotationFailed), 60, "the failed rotation");
        var failed = world.Rotations.OfType<SystemEvent.RotationFailed>().First();
        world.RunUntil(
            () => world.Rotations.OfType<SystemEvent.Rotated>().Any(r => r.At > failed.At && r.Slot == failed.Slot),
            60,
            "the next try");

        world.Deaths.ShouldBeEmpty();
        NothingHappened(world, from);
        world.StopAndCompare();
    }

    [Fact]
    public void Faults_during_rotations_are_survived_like_all_others()
    {
        using var world = World.Seeded(53, Rotating(2)).Quoting();
        var random = new Random(53);
        for (var round = 0; round < 12; round++)
        {
            var begun = world.Rotations.Count(r => r is SystemEvent.RotationBegan);
            world.RunUntil(
                () => world.Rotations.Count(r => r is SystemEvent.RotationBegan) > begun, 60, "the next rotation");
            world.RunFor(random.NextDouble());
            var sockets = world.Venue.Sockets.Where(s => s.Class == SocketClass.Public).ToList();
            var verb = random.Next(3) switch
            {
                0 => FaultVerb.Drop,
                1 => FaultVerb.MuteData,
                _ => FaultVerb.Close,
            };
            world.Inject(new FaultRequest { Verb = verb, Target = $"{sockets[random.Next(sockets.Count)].Id}" });
            world.RunUntil(() => world.IsQuoting, 30);
        }

        world.RunFor(5);
        world.StopAndCompare();
    }

    private static WorldOptions Rotating(int connections) => new()
    {
        Settings = WorldOptions.DefaultSettings with { Streams = Often with { Connections = connections } },
    };

    private static int Done(World world) => world.Rotations.Count(occurrence => occurrence is SystemEvent.Rotated);

    private static void NothingHappened(World world, int from) =>
        world.Reports.Skip(from).Select(report => report.Occurrence)
            .ShouldNotContain(occurrence => occurrence is DeskEvent.Halted || occurrence is DeskEvent.GapFound);

    private static int SocketsOf(World world, SocketClass sockets) =>
        world.Venue.Sockets.Count(socket => socket.Class == sockets);
}
