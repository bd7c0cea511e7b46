using Phoenix.Actors.Recording;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Simulation.Wiring;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Settings that change while the system trades: nothing is pulled, and what follows can be replayed.
/// </summary>
public sealed class NewSettingsSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");

    private readonly IncidentDrawer _drawer = new();

    [Fact]
    public void No_quote_is_lost_and_the_new_settings_hold()
    {
        using var world = World.Seeded(21, new WorldOptions()).Quoting();
        world.RunFor(20);
        var told = Told(world);
        var halts = world.Events<DeskEvent.Halted>().Count();

        world.Resettle([told with { Grid = told.Grid with { Layers = told.Grid.Layers - 2 } }]).ShouldBeNull();

        for (var step = 0; step < 100; step++)
        {
            world.RunFor(0.05);
            world.Venue.Accounts[0].OpenOrders.Count(order => order.Symbol == Eth).ShouldBeGreaterThan(0);
        }

        world.Venue.Accounts[0].OpenOrders.Count(order => order.Symbol == Eth)
            .ShouldBeInRange(1, 2 * (told.Grid.Layers - 2));
        world.Events<DeskEvent.Halted>().Count().ShouldBe(halts);
        world.StopAndCompare();
    }

    [Fact]
    public void One_symbol_that_does_not_fit_keeps_all_as_they_were()
    {
        using var world = World.Seeded(22, new WorldOptions()).Quoting();
        var told = Told(world);
        var resting = Ids(world);

        world.Resettle(
            [
                told with { Grid = told.Grid with { Layers = 1 } },
                told with { Symbol = new Symbol("DOGEUSDC") },
            ])
            .ShouldBe("DOGEUSDC is not traded now");
        world.Resettle([told with { Grid = told.Grid with { LayerSize = 0.0001m } }]).ShouldNotBeNull()
            .ShouldStartWith("ETHUSDC: ");

        Ids(world).ShouldBe(resting);
        world.StopAndCompare();
    }

    [Fact]
    public void What_was_told_before_and_within_an_incident_is_replayed()
    {
        using var world = World.Seeded(23, new WorldOptions
        {
            Incidents = _drawer,
            Recorder = new RecorderSettings { Span = TimeSpan.FromSeconds(40) },
        }).Quoting();
        var told = Told(world);
        world.RunFor(5);
        var farther = told.Grid with { StartOffset = 2 * told.Grid.StartOffset };
        world.Resettle([told with { Grid = farther }]).ShouldBeNull();
        world.RunFor(60);
        world.Inject(Faults.Silence("public"));
        world.RunFor(1);
        world.Resettle([told with { Risk = told.Risk with { NetMax = told.Risk.NetMax / 2 } }]).ShouldBeNull();
        world.RunUntil(() => world.IsQuoting && _drawer.Names.Count > 0, 60, "the incident's papers");
        world.StopAndCompare();

        world.FinishRecording().Differences.ShouldBe(0);
        var recording = _drawer.Only();
        var replay = Replay.Run(recording);
        replay.Differences.ShouldBeEmpty();
        replay.Flaws.ShouldBeEmpty();
        Replay.Run(recording, recording.Settings).Differences.Select(found => found.Component)
            .ShouldBe(["desk ETHUSDC"], "under the settings of the start it would have quoted elsewhere");
    }

    [Fact]
    public void A_desk_that_begins_anew_keeps_what_it_was_told()
    {
        using var world = World.Seeded(24, new WorldOptions
        {
            Checked = WorldOptions.Quiet.Checked.RemoveRange(["S4", "Crash"]), // its sums begin anew with it
        }).Quoting();
        var told = Told(world);
        world.Resettle([told with { Grid = told.Grid with { Layers = 2 } }]).ShouldBeNull();
        world.RunFor(5);

        world.Fail("symbols", "ETHUSDC");
        world.RunUntil(() => world.IsQuoting, 60, "quoting again");
        world.RunFor(5);

        world.Venue.Accounts[0].OpenOrders.Count(order => order.Symbol == Eth).ShouldBeInRange(1, 4);
        world.StopAndCompare();
    }

    [Fact]
    public void A_desk_that_began_anew_with_what_it_was_told_is_replayed()
    {
        using var world = World.Seeded(25, new WorldOptions
        {
            Checked = WorldOptions.Quiet.Checked.RemoveRange(["S4", "Crash"]), // its sums begin anew with it
            Incidents = _drawer,
            Recorder = new RecorderSettings { Span = TimeSpan.FromSeconds(40) },
        }).Quoting();
        var told = Told(world);
        var farther = told.Grid with { StartOffset = 2 * told.Grid.StartOffset };
        world.Resettle([told with { Grid = farther }]).ShouldBeNull();
        world.Fail("symbols", "ETHUSDC");
        world.RunUntil(() => world.IsQuoting, 60, "quoting again");
        world.RunFor(60);
        world.Inject(Faults.Silence("public"));
        world.RunFor(1);
        world.RunUntil(() => world.IsQuoting, 60, "quoting again");
        world.RunFor(10);
        world.StopAndCompare();

        world.FinishRecording().Differences.ShouldBe(0);
        _drawer.Recordings.Count.ShouldBeGreaterThan(1, "the failure and the silence");
        foreach (var file in _drawer.Recordings.Keys)
        {
            Replay.Run(_drawer.Open(file)).Differences.ShouldBeEmpty();
        }
    }

    private static SymbolSettings Told(World world) =>
        world.Settings.Symbols.First(symbol => symbol.Symbol == Eth);

    private static long[] Ids(World world) =>
        [.. world.Venue.Accounts[0].OpenOrders.Select(order => order.OrderId).Order()];
}
