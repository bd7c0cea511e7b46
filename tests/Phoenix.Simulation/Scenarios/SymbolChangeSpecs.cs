using System.Collections.Immutable;
using Phoenix.Actors;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>Symbols come and go while others are traded, and no connection is opened for it.</summary>
public sealed class SymbolChangeSpecs
{
    private static readonly SymbolSettings Eth = WorldOptions.DefaultSettings.Symbols[0];
    private static readonly SymbolSettings Btc = WorldOptions.DefaultSettings.Symbols[1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_symbol_is_added_on_the_living_connections_while_another_is_traded(int seed)
    {
        using var world = Trading((ulong)seed, new StreamSettings(), Eth).Quoting();
        var (from, sockets) = (world.Reports.Count, Sockets(world));

        Expect<PhoenixProtocol.SymbolAdded>(world, new PhoenixProtocol.AddSymbol(Btc), 2);

        world.RunUntil(() => world.IsQuotingIn("BTCUSDC") && world.RestingOrders("BTCUSDC") > 0, 5, "its quotes");
        world.RunFor(10);
        Sockets(world).ShouldBe(sockets);
        world.Deaths.ShouldBeEmpty();
        world.Repairs.ShouldBeEmpty();
        Untouched(world, from, "ETHUSDC");
        Carrying(world, "btcusdc@depth@100ms").ShouldBe(2);
        Carrying(world, "btcusdc@markPrice@1s").ShouldBe(2);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_symbol_is_removed_with_its_quotes_first_and_leaves_nothing(int seed)
    {
        using var world = Trading((ulong)seed, new StreamSettings(), Eth).Quoting();
        world.RunFor(10);
        var holdings = Holdings.Settled(world);
        var (from, sockets) = (world.Reports.Count, Sockets(world));
        for (var round = 0; round < 3; round++)
        {
            Expect<PhoenixProtocol.SymbolAdded>(world, new PhoenixProtocol.AddSymbol(Btc), 2);
            world.RunUntil(() => world.RestingOrders("BTCUSDC") > 0, 10, "its quotes");
            world.RunFor(3);
            Expect<PhoenixProtocol.SymbolRemoved>(world, new PhoenixProtocol.RemoveSymbol(Btc.Symbol), 5);
            world.RestingOrders("BTCUSDC").ShouldBe(0);
        }

        world.RunUntil(() => Carrying(world, "btcusdc@depth@100ms") == 0, 2, "its streams to end");
        world.RunFor(10);
        Sockets(world).ShouldBe(sockets);
        world.Deaths.ShouldBeEmpty();
        Untouched(world, from, "ETHUSDC");
        world.HoldsNoMoreThan(holdings);
    }

    [Fact]
    public void A_symbol_that_is_added_during_a_rotation_is_carried_by_both_connections()
    {
        var often = new StreamSettings
        {
            RotateAfter = TimeSpan.FromSeconds(8),
            RotateSpread = TimeSpan.FromSeconds(1),
            RotateOverlap = TimeSpan.FromSeconds(3),
        };
        using var world = Trading(5, often, Eth).Quoting();
        world.RunUntil(() => world.Rotations.LastOrDefault() is SystemEvent.RotationBegan, 30, "a rotation");
        var from = world.Reports.Count;

        Expect<PhoenixProtocol.SymbolAdded>(world, new PhoenixProtocol.AddSymbol(Btc), 2);

        world.RunUntil(() => world.IsQuotingIn("BTCUSDC"), 6, "its quotes");
        world.RunFor(60);
        world.Deaths.ShouldBeEmpty();
        world.Rotations.ShouldNotContain(occurrence => occurrence is SystemEvent.RotationFailed);
        Untouched(world, from, "ETHUSDC");
        world.StopAndCompare();
    }

    [Fact]
    public void Connections_that_die_while_a_symbol_is_added_come_back_with_it()
    {
        using var world = Trading(7, new StreamSettings(), Eth).Quoting();
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
        Expect<PhoenixProtocol.SymbolAdded>(world, new PhoenixProtocol.AddSymbol(Btc), 3);
        world.RunUntil(() => world.IsQuotingIn("BTCUSDC") && world.IsQuotingIn("ETHUSDC"), 10);
        world.RunUntil(() => Carrying(world, "btcusdc@depth@100ms") == 2, 5, "both connections to carry it");
        world.StopAndCompare();
    }

    [Fact]
    public void What_was_added_is_traded_again_when_a_part_is_made_anew()
    {
        using var world = Trading(9, new StreamSettings(), Eth).Quoting();
        Expect<PhoenixProtocol.SymbolAdded>(world, new PhoenixProtocol.AddSymbol(Btc), 2);
        world.RunUntil(() => world.IsQuotingIn("BTCUSDC"), 5);

        world.Fail("exchange", "market-data", "subscriptions");

        world.RunFor(1);
        world.RunUntil(() => world.IsQuotingIn("BTCUSDC") && world.IsQuotingIn("ETHUSDC"), 20);
        world.RunUntil(() => Carrying(world, "btcusdc@depth@100ms") == 2, 5, "both connections to carry it");
        world.StopAndCompare();
    }

    [Fact]
    public void What_cannot_be_is_refused_with_a_reason()
    {
        using var world = Trading(11, new StreamSettings(), Eth).Quoting();
        Refused(world, new PhoenixProtocol.AddSymbol(Eth)).ShouldBe(SymbolRefusal.AlreadyTraded);
        Refused(world, new PhoenixProtocol.RemoveSymbol(Btc.Symbol)).ShouldBe(SymbolRefusal.NotTraded);
        Refused(world, new PhoenixProtocol.RemoveSymbol(Eth.Symbol)).ShouldBe(SymbolRefusal.LastSymbol);
        Refused(world, new PhoenixProtocol.AddSymbol(Btc with { Symbol = new Symbol("NOSUCH") }))
            .ShouldBe(SymbolRefusal.UnknownToVenue);
        Refused(world, new PhoenixProtocol.AddSymbol(
            Btc with { Grid = Btc.Grid with { LayerSize = 0.0000001m } })).ShouldBe(SymbolRefusal.GridMisfit);
        world.StopAndCompare();
    }

    private static World Trading(ulong seed, StreamSettings streams, params ImmutableArray<SymbolSettings> symbols) =>
        World.Seeded(seed, new WorldOptions
        {
            Settings = WorldOptions.DefaultSettings with { Symbols = symbols, Streams = streams },
        });

    private static T Expect<T>(World world, object command, double bound)
    {
        var answer = world.Tell(command);
        world.RunUntil(() => answer.IsCompleted, bound, $"the answer to {command}");
        return answer.GetAwaiter().GetResult().ShouldBeOfType<T>();
    }

    private static SymbolRefusal Refused(World world, object command) =>
        Expect<PhoenixProtocol.SymbolRefused>(world, command, 2).Reason;

    private static ImmutableArray<long> Sockets(World world) =>
        [.. world.Venue.Sockets.Select(socket => (long)socket.Id).Order()];

    private static int Carrying(World world, string stream) =>
        world.Venue.Sockets.Count(socket => socket.Subscriptions.Contains(stream, StringComparer.Ordinal));

    private static void Untouched(World world, int from, string symbol) => world.Reports.Skip(from)
        .Where(report => report.Symbol.Name == symbol)
        .Select(report => report.Occurrence)
        .ShouldNotContain(occurrence => occurrence is DeskEvent.Halted || occurrence is DeskEvent.GapFound);
}
