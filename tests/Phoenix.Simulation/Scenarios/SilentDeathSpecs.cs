using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Server;

namespace Phoenix.Simulation.Scenarios;

/// <summary>The reason Phoenix exists: the socket is up, pings are answered, and nothing arrives.</summary>
public sealed class SilentDeathSpecs
{
    [Fact]
    public void A_silent_market_stream_is_replaced_and_quoting_resumes_without_a_human()
    {
        using var world = World.Seeded(7).Quoting();
        world.RunFor(20);
        var before = SocketsAndSubscriptions(world);

        world.Inject(Faults.Silence("public"));
        world.RunUntil(() => world.RestingOrders("ETHUSDC") == 0, 3.5, "ETHUSDC to be pulled");
        world.RunUntil(() => world.RestingOrders("BTCUSDC") == 0, 0.5, "BTCUSDC to be pulled");

        world.RunUntil(() => world.IsQuoting, 10);
        world.RunFor(5);
        world.Deaths.Select(death => death.Slot).ShouldBe(["public-A", "public-B"]);
        world.Deaths[0].Cause.ShouldBe(DeathCause.SilentStream);
        world.Deaths[1].Cause.ShouldBeOneOf(DeathCause.SilentStream, DeathCause.BehindSibling);
        world.Deaths[0].SilentFor.ShouldBeLessThan(TimeSpan.FromSeconds(2.5));
        SocketsAndSubscriptions(world).ShouldBe(before);
        world.StopAndCompare();
    }

    [Fact]
    public void One_silent_stream_among_living_ones_is_found_and_only_its_symbol_is_pulled_first()
    {
        using var world = World.Seeded(11).Quoting();
        world.Inject(new FaultRequest { Verb = FaultVerb.Mute, Target = "ethusdc@depth@100ms", Duration = Seconds(4) });
        world.RunUntil(() => world.RestingOrders("ETHUSDC") == 0, 3.5, "ETHUSDC to be pulled");
        world.RestingOrders("BTCUSDC").ShouldBeGreaterThan(0);
        world.RunUntil(() => world.IsQuoting, 20);
        world.StopAndCompare();
    }

    [Fact]
    public void Silent_deaths_in_a_row_leave_one_socket_per_slot()
    {
        using var world = World.Seeded(2026).Quoting();
        var before = SocketsAndSubscriptions(world);
        for (var death = 1; death <= Scale.Deaths; death++)
        {
            world.Inject(Faults.Silence("public"));
            world.RunUntil(() => world.Deaths.Count >= 2 * death, 60, $"death {death}");
            world.RunFor(1); // the socket that died is closed at the venue, too
            world.RunUntil(() => world.IsQuoting && SocketsAndSubscriptions(world) == before, 30);
        }

        world.RunFor(5);
        world.Deaths.Count.ShouldBe(2 * Scale.Deaths);
        world.MostSockets.ShouldBe(6);
        SocketsAndSubscriptions(world).ShouldBe(before);
        world.StopAndCompare();
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static string SocketsAndSubscriptions(World world) => string.Join(
        "; ",
        world.Venue.Sockets
            .OrderBy(socket => socket.Class)
            .Select(socket => $"{socket.Class}: {string.Join(",", Names(socket))}"));

    private static IEnumerable<string> Names(SocketState socket) =>
        socket.Subscriptions.Order(StringComparer.Ordinal);
}
