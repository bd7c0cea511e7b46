using Phoenix.ActorRuntime.Deterministic;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Many seeds, each with its own schedule of faults. First safety: faults come, also during recoveries and two at a
/// time, and no invariant may break. Then liveness: faults stop, and quoting must come back within the bound. Every
/// second seed prefers unlikely orders of events.
/// </summary>
public sealed class MixedFaultSpecs(ITestOutputHelper output)
{
    private const double FaultSeconds = 60;
    private const double LivenessBoundSeconds = 90;
    private const int LinesKept = 400;

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
        var log = new Queue<string>();
        var runtime = seed % 2 == 0 ? DeterministicOptions.Shaken : DeterministicOptions.Default;
        using var world = World.Seeded(
            (ulong)seed, new WorldOptions { Print = line => Keep(log, line), Runtime = runtime });
        try
        {
            Run(world.Quoting(), new Random(seed), log);
        }
        catch
        {
            output.WriteLine("To repeat it: PHOENIX_SIM_SEEDS=1 PHOENIX_SIM_SEED={0} "
                + "dotnet test tests/Phoenix.Simulation --filter MixedFaultSpecs. Its last lines:", seed);
            output.WriteLine(string.Join('\n', log));
            throw;
        }
    }

    private static void Run(World world, Random random, Queue<string> log)
    {
        var end = world.Elapsed + TimeSpan.FromSeconds(FaultSeconds);
        while (world.Elapsed < end)
        {
            var fault = Faults.Draw(random);
            Keep(log, $"{world.Elapsed.TotalSeconds,10:0.000} FAULT {fault}");
            world.Inject(fault);
            world.RunFor(random.Next(3) == 0 ? random.Next(0, 400) / 1000.0 : random.Next(400, 12_000) / 1000.0);
        }

        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, LivenessBoundSeconds);
        world.RunFor(15);
        world.RunUntil(() => world.IsQuoting, LivenessBoundSeconds);
        world.StopAndCompare();
    }

    private static void Keep(Queue<string> log, string line)
    {
        log.Enqueue(line);
        if (log.Count > LinesKept)
        {
            log.Dequeue();
        }
    }
}
