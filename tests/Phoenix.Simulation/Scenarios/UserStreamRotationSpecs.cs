using Phoenix.Core.Desk;
using Phoenix.Core.Settings;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// The venue cuts a user stream after a day. Its successor is made on the same key before: for quotes and fills that is
/// no event at all.
/// </summary>
public sealed class UserStreamRotationSpecs
{
    private static readonly WorldOptions Often = new()
    {
        Settings = WorldOptions.DefaultSettings with
        {
            UserRotation = new UserRotationSettings
            {
                After = TimeSpan.FromSeconds(8),
                Jitter = TimeSpan.FromSeconds(4),
                Overlap = TimeSpan.FromSeconds(1),
                Retry = TimeSpan.FromSeconds(3),
            },
        },
    };

    [Fact]
    public void A_hundred_planned_successions_under_trading_halt_nothing_and_lose_no_fill()
    {
        using var world = World.Seeded(41, Often).Quoting();
        world.RunFor(2);
        var (from, key) = (world.Reports.Count, world.Venue.Accounts[0].ListenKeyExpiresAt);
        world.RunUntil(() => world.Successions.Count >= Scale.Deaths, 12 * Scale.Deaths, "the successions");

        world.Deaths.ShouldBeEmpty();
        NothingHalted(world, from);
        world.MostSockets.ShouldBe(6);
        key.ShouldNotBeNull();
        PrivateSockets(world).ShouldBeInRange(1, 2);
        world.Venue.Accounts[0].Trades.ShouldBeGreaterThan(0);
        world.StopAndCompare();
    }

    [Fact]
    public void Fills_that_only_one_of_the_two_streams_tells_are_counted_once()
    {
        using var world = World.Seeded(43, Often).Quoting();
        for (var round = 0; round < 12; round++)
        {
            world.RunUntil(() => PrivateSockets(world) == 2, 12, "a successor");
            var mute = world.Venue.Sockets.Where(s => s.Class == SocketClass.Private).ElementAt(round % 2);
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.Mute,
                Target = $"{mute.Id}",
                Stream = "ORDER_TRADE_UPDATE",
                Duration = TimeSpan.FromSeconds(1),
            });
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
            world.RunUntil(() => PrivateSockets(world) == 1, 12, "the end of the overlap");
        }

        world.RunUntil(() => world.IsQuoting, 10);
        world.StopAndCompare();
    }

    [Fact]
    public void A_successor_that_cannot_be_made_costs_nothing()
    {
        using var world = World.Seeded(47, Often).Quoting();
        var from = world.Reports.Count;
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.StallUpgrade,
            Target = "private",
            Duration = TimeSpan.FromSeconds(40),
        });
        world.RunFor(40);
        world.Successions.ShouldBeEmpty();
        world.RunUntil(() => world.Successions.Count > 0, 20, "a successor after all");
        NothingHalted(world, from);
        world.StopAndCompare();
    }

    [Fact]
    public void A_stream_that_dies_while_its_successor_is_made_is_succeeded_by_it()
    {
        using var world = World.Seeded(53, Often).Quoting();
        world.RunUntil(() => PrivateSockets(world) == 2, 12, "a successor");
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Close,
            Target = $"{world.Venue.Sockets.First(s => s.Class == SocketClass.Private).Id}",
        });
        world.RunUntil(() => world.Deaths.Count == 1, 2, "the death");
        world.RunUntil(() => world.IsQuoting && PrivateSockets(world) == 1, 3);
        world.StopAndCompare();
    }

    private static int PrivateSockets(World world) =>
        world.Venue.Sockets.Count(socket => socket.Class == SocketClass.Private);

    private static void NothingHalted(World world, int from) =>
        world.Reports.Skip(from).Select(report => report.Occurrence)
            .ShouldNotContain(occurrence => occurrence is DeskEvent.Halted || occurrence is DeskEvent.Pulling);
}
