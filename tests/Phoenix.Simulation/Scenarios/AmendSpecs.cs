using Phoenix.Core.Desk;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Goal: amends are what moves orders, and whatever becomes of one, account and exchange agree in the end. Method: what
/// befalls placements befalls amends, which in a quoting world are most of them; all invariants are checked.
/// </summary>
public sealed class AmendSpecs
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Orders_are_moved_by_amends_when_that_is_wanted(ulong seed, bool wanted)
    {
        var settings = WorldOptions.DefaultSettings;
        settings = settings with { Trading = settings.Trading with { Amend = wanted } };
        using var world = World.Seeded(seed, new WorldOptions { Settings = settings }).Quoting();
        world.RunFor(120);

        (Amends(world) > 100).ShouldBe(wanted);
        (Amends(world) == 0).ShouldBe(!wanted);
        world.StopAndCompare();
    }

    public static TheoryData<ulong, FaultReply, bool, int?> Fates()
    {
        var fates = new TheoryData<ulong, FaultReply, bool, int?>();
        for (var seed = 1UL; seed <= 3; seed++)
        {
            foreach (var isApplied in (bool[])[true, false])
            {
                fates.Add(seed, FaultReply.Lost, isApplied, null);
                fates.Add(seed, FaultReply.Error, isApplied, null);
                fates.Add(seed, FaultReply.Broken, isApplied, null);
            }

            fates.Add(seed, FaultReply.Error, false, -5026);
            fates.Add(seed, FaultReply.Error, false, -2013);
            fates.Add(seed, FaultReply.Error, true, -5027);
        }

        return fates;
    }

    [Theory]
    [MemberData(nameof(Fates))]
    public void Whatever_becomes_of_amends_quoting_goes_on_and_the_accounts_agree(
        ulong seed, FaultReply reply, bool isApplied, int? code)
    {
        using var world = World.Seeded(seed).Quoting();
        world.RunFor(10);
        for (var round = 0; round < 4; round++)
        {
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.Place,
                Reply = reply,
                IsApplied = isApplied,
                Code = code,
                Count = 3,
            });
            world.RunFor(15);
        }

        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        world.StopAndCompare();
    }

    [Fact]
    public void Late_amends_among_held_and_doubled_events_are_counted_once()
    {
        using var world = World.Seeded(4).Quoting();
        for (var round = 0; round < 6; round++)
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Place, Late = TimeSpan.FromMilliseconds(700), Count = 3 });
            world.Inject(new FaultRequest { Verb = FaultVerb.DupEvent, Count = 5 });
            world.Inject(new FaultRequest { Verb = FaultVerb.Reorder, Count = 5 });
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.QueryLag,
                Delay = TimeSpan.FromSeconds(1),
                Duration = TimeSpan.FromSeconds(8),
            });
            world.RunFor(12);
        }

        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 60);
        world.StopAndCompare();
    }

    private static int Amends(World world) => world.Reports
        .Select(report => report.Occurrence)
        .OfType<DeskEvent.OrdersSent>()
        .Sum(sent => sent.Amends);
}
