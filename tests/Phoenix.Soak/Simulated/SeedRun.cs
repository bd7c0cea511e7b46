using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Simulation;
using Phoenix.Simulation.Invariants;

namespace Phoenix.Soak.Simulated;

/// <summary>
/// One seed: a world that lives for a while, with a story of faults about every minute; every second one prefers
/// unlikely orders of events. At its end it holds no more than at its beginning and stops orderly, or dies.
/// </summary>
internal sealed class SeedRun(ulong seed, string profile, TimeSpan length, Action<string>? print)
{
    /// <summary>A run in the background may be put off for long by what else the machine does.</summary>
    private static readonly TimeSpan LongestEvent = TimeSpan.FromMinutes(5);

    private const double SettleSeconds = 10;
    private const double MostPauseSeconds = 75;
    private const ulong DeathOneIn = 4;

    private readonly Random _random = new((int)seed);
    private readonly List<Episode> _episodes = [];

    internal static WorldOptions OptionsOf(string profile) => profile switch
    {
        "quiet" => WorldOptions.Quiet,
        "busy" => new WorldOptions(),
        "orders" => WorldOptions.Quiet.Settling(),
        "orders-busy" => new WorldOptions().Settling(),
        _ => throw new ArgumentException(
            $"profile {profile}: quiet, busy, orders or orders-busy", nameof(profile)),
    };

    /// <summary>The next story: of everything there is, or of order entry.</summary>
    private FaultStory Draw(ImmutableArray<string> symbols) =>
        profile is "orders" or "orders-busy" ? OrderStory.Draw(_random, symbols) : FaultStory.Draw(_random, symbols);

    internal SeedResult Run()
    {
        var runtime = seed % 2 == 0 ? DeterministicOptions.Shaken : DeterministicOptions.Default;
        var options = OptionsOf(profile) with
        {
            Runtime = runtime with { LongestEvent = LongestEvent },
            Print = print,
        };
        var began = Stopwatch.GetTimestamp();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (result, gone) = Live(options);
        result = result with { WallSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds };
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        return result with { KeptBytes = kept, IsWorldGone = !gone.TryGetTarget(out _) };
    }

    /// <summary>In a method of its own, so that nothing on the stack holds the world any more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (SeedResult Result, WeakReference<World> World) Live(WorldOptions options)
    {
        using var world = World.Seeded(seed, options);
        string? violation = null;
        var growth = 0L;
        try
        {
            growth = Live(world, [.. options.Settings.Symbols.Select(symbol => symbol.Symbol.Name)]);
        }
        catch (InvariantViolation broken)
        {
            violation = broken.Message;
        }
        catch (DeterminismException broken)
        {
            violation = $"Crash: {broken.Message}";
        }

        var result = new SeedResult(
            seed,
            profile,
            world.Elapsed.TotalSeconds,
            WallSeconds: 0,
            world.EventCount,
            world.MostSockets,
            growth,
            [.. _episodes],
            violation);
        return (result, new WeakReference<World>(world));
    }

    private long Live(World world, ImmutableArray<string> symbols)
    {
        world.Quoting().RunFor(SettleSeconds);
        var (held, collections) = (Holdings.Settled(world), world.CountCollections());
        world.ForgetHistory();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        while (world.Elapsed < length)
        {
            var story = Draw(symbols);
            print?.Invoke($"{world.Elapsed.TotalSeconds,10:0.000} STORY {story}");
            _episodes.Add(new StoryTeller(world).Tell(story));
            world.RunFor(SettleSeconds + (_random.NextDouble() * MostPauseSeconds));
            world.RunUntil(() => world.IsQuoting, StoryTeller.LivenessBoundSeconds);
        }

        world.RunFor(60); // what a fault left to be cleaned up is cleaned up
        world.RunUntil(() => world.IsQuoting, StoryTeller.LivenessBoundSeconds);
        world.HoldsNoMoreThan(held);
        world.CollectionsHoldNoMoreThan(collections);
        world.ForgetHistory();
        var growth = GC.GetTotalMemory(forceFullCollection: true) - memory;
        if (seed % DeathOneIn == 0) world.Die();
        else world.StopAndCompare();
        return growth;
    }
}
