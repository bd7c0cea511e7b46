using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>A limit so low that a request never fits must not make the system ask for ever without a pause.</summary>
public sealed class NarrowLimitSpecs
{
    private const int MostEventsPerSecond = 4_000;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    public void What_never_fits_is_asked_for_at_a_pace(int weight)
    {
        using var world = World.Seeded(5, new WorldOptions { Checked = ["Crash"] }).Quoting();
        var before = world.EventCount;
        world.Inject(new FaultRequest { Verb = FaultVerb.Weight, Size = weight, Duration = TimeSpan.FromMinutes(3) });
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyExpire });
        world.RunFor(180);

        (world.EventCount - before).ShouldBeLessThan(180 * MostEventsPerSecond);
    }
}
