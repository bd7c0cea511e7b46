using Phoenix.Core.Desk;
using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>Two connections carry the same streams: the death of one is no event for the quotes.</summary>
public sealed class RedundantFeedSpecs(ITestOutputHelper output)
{
    [Fact]
    public void The_silent_death_of_one_feed_halts_nothing_and_is_found_within_half_a_second()
    {
        using var world = World.Seeded(31).Quoting();
        world.RunFor(15);
        var moments = new Random(31);
        var found = new Timings("detection of the silent death of one of two feeds");
        for (var death = 1; death <= Scale.Deaths; death++)
        {
            world.RunFor(10.5 + (moments.NextDouble() * 2));   // good data for so long ends the backoff
            var from = world.Reports.Count;
            var diedAt = world.Clock;
            Kill(world, moments);
            world.RunUntil(() => world.Deaths.Count == death, 2, "the death to be noticed");
            found.Add(world.Deaths[^1].At - diedAt);
            world.Deaths[^1].Cause.ShouldBe(DeathCause.BehindSibling);
            world.RunUntil(() => SocketsOf(world, SocketClass.Public) == 2, 5, "the dead feed to be replaced");
            NothingHappened(world, from);
        }

        output.WriteLine($"{found}");
        found.Percentile(0.99).ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(500));
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }

    [Fact]
    public void A_frame_that_one_feed_loses_costs_nothing()
    {
        using var world = World.Seeded(37).Quoting();
        world.RunFor(5);
        var from = world.Reports.Count;
        foreach (var socket in world.Venue.Sockets.Where(socket => socket.Class == SocketClass.Public))
        {
            var gap = new FaultRequest { Verb = FaultVerb.Gap, Target = $"{socket.Id}", Count = 1 };
            world.Inject(gap with { Stream = "ethusdc@depth@100ms" });
            world.RunFor(2);
        }

        world.Deaths.ShouldBeEmpty();
        NothingHappened(world, from);
        world.StopAndCompare();
    }

    private static void NothingHappened(World world, int from) =>
        world.Reports.Skip(from).Select(report => report.Occurrence)
            .ShouldNotContain(occurrence => occurrence is DeskEvent.Halted || occurrence is DeskEvent.GapFound);

    /// <summary>Silences one of the two feeds.</summary>
    private static void Kill(World world, Random chance)
    {
        var feeds = world.Venue.Sockets.Where(socket => socket.Class == SocketClass.Public).ToList();
        feeds.Count.ShouldBe(2);
        world.Inject(Faults.Silence($"{feeds[chance.Next(2)].Id}"));
    }

    private static int SocketsOf(World world, SocketClass sockets) =>
        world.Venue.Sockets.Count(socket => socket.Class == sockets && !socket.IsMuted);
}
