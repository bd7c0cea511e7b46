namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Many seeds, each with its own schedule of faults. First safety: faults come, also during recoveries and two at a
/// time, and no invariant may break. Then liveness: faults stop, and quoting must come back within the bound.
/// </summary>
public sealed class MixedFaultSpecs
{
    private const double FaultSeconds = 60;
    private const double LivenessBoundSeconds = 90;

    public static TheoryData<int> Seeds()
    {
        var seeds = new TheoryData<int>();
        for (var seed = Scale.FirstSeed; seed < Scale.FirstSeed + Scale.Seeds; seed++)
        {
            seeds.Add(seed);
        }

        return seeds;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_invariant_breaks_and_quoting_comes_back(int seed)
    {
        using var world = World.Seeded((ulong)seed).Quoting();
        var random = new Random(seed);
        var end = world.Elapsed + TimeSpan.FromSeconds(FaultSeconds);
        while (world.Elapsed < end)
        {
            world.Inject(Faults.Draw(random));
            world.RunFor(random.Next(3) == 0 ? random.Next(0, 400) / 1000.0 : random.Next(400, 12_000) / 1000.0);
        }

        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, LivenessBoundSeconds);
        world.RunFor(15);
        world.RunUntil(() => world.IsQuoting, LivenessBoundSeconds);
        world.StopAndCompare();
    }
}
