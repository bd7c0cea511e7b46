using Phoenix.ActorRuntime.Deterministic;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Many seeds, each with its own stories of order entry: requests and replies that are lost, late, or said to have
/// become of what they did not, events hidden, doubled and in the wrong order, sessions that end, fills under way. No
/// invariant may break; then quoting must be back, and orders, position, fills, fees, funding and profit are the
/// exchange's. Every second seed prefers unlikely orders of events; of five one trades two symbols in a busy market.
/// </summary>
public sealed class OrderFaultSpecs(ITestOutputHelper output)
{
    private const double FaultSeconds = 60;
    private const double LivenessBoundSeconds = 90;
    private const int LinesKept = 600;

    public static TheoryData<int> Seeds() => MixedFaultSpecs.Seeds();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_order_is_lost_or_doubled_whatever_becomes_of_requests_replies_and_events(int seed)
    {
        var log = new Queue<string>();
        var options = (seed % 5 == 0 ? new WorldOptions() : WorldOptions.Quiet).Settling();
        using var world = World.Seeded((ulong)seed, options with
        {
            Print = line => Keep(log, line),
            Runtime = seed % 2 == 0 ? DeterministicOptions.Shaken : DeterministicOptions.Default,
        });
        try
        {
            Run(world, options, new Random(seed), log);
        }
        catch
        {
            output.WriteLine("To repeat it: PHOENIX_SIM_SEEDS=1 PHOENIX_SIM_SEED={0} "
                + "dotnet test tests/Phoenix.Simulation --filter Scenarios.OrderFaultSpecs. Its last lines:", seed);
            output.WriteLine(string.Join('\n', log));
            throw;
        }
    }

    private static void Run(World world, WorldOptions options, Random random, Queue<string> log)
    {
        string[] symbols = [.. options.Settings.Symbols.Select(symbol => symbol.Symbol.Name)];
        world.Quoting();
        var end = world.Elapsed + TimeSpan.FromSeconds(FaultSeconds);
        while (world.Elapsed < end)
        {
            var story = OrderStory.Draw(random, [.. symbols]);
            Keep(log, $"{world.Elapsed.TotalSeconds,10:0.000} STORY {story}");
            world.Play(story);
            world.RunFor(random.Next(3) == 0 ? random.Next(400) / 1000.0 : random.Next(400, 8_000) / 1000.0);
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
