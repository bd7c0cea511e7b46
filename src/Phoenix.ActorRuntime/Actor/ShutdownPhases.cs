using Akka.Configuration;

namespace Akka.Actor;

/// <summary>One phase of the coordinated shutdown.</summary>
internal sealed record ShutdownPhase(
    string Name, IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recover, bool Enabled);

/// <summary>The phases in an order in which each comes after those it depends on.</summary>
internal sealed class ShutdownPhases
{
    private static readonly string[] Standard =
    [
        CoordinatedShutdown.PhaseBeforeServiceUnbind,
        CoordinatedShutdown.PhaseServiceUnbind,
        CoordinatedShutdown.PhaseServiceRequestsDone,
        CoordinatedShutdown.PhaseServiceStop,
        CoordinatedShutdown.PhaseBeforeClusterShutdown,
        CoordinatedShutdown.PhaseClusterShardingShutdownRegion,
        CoordinatedShutdown.PhaseClusterLeave,
        CoordinatedShutdown.PhaseClusterExiting,
        CoordinatedShutdown.PhaseClusterExitingDone,
        CoordinatedShutdown.PhaseClusterShutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        CoordinatedShutdown.PhaseActorSystemTerminate,
    ];

    private readonly Dictionary<string, ShutdownPhase> _byName;

    private ShutdownPhases(Dictionary<string, ShutdownPhase> byName)
    {
        _byName = byName;
        InOrder = Sort(byName);
    }

    internal IReadOnlyList<ShutdownPhase> InOrder { get; }

    internal static ShutdownPhases Read(Config config)
    {
        var limit = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5));
        var byName = new Dictionary<string, ShutdownPhase>(StringComparer.Ordinal);
        for (var i = 0; i < Standard.Length; i++)
        {
            // The system's own end waits longer than the rest, as everything must have stopped by then.
            var time = Standard[i] is CoordinatedShutdown.PhaseActorSystemTerminate
                or CoordinatedShutdown.PhaseClusterShardingShutdownRegion ? TimeSpan.FromSeconds(10) : limit;
            byName[Standard[i]] = new ShutdownPhase(Standard[i], i == 0 ? [] : [Standard[i - 1]], time, true, true);
        }

        if (config.GetConfig("phases") is { } phases)
        {
            foreach (var (name, value) in phases.AsEnumerable())
            {
                byName[name] = Read(name, value.ToConfig(), byName.GetValueOrDefault(name), limit);
            }
        }

        return new ShutdownPhases(byName);
    }

    internal ShutdownPhase Find(string name) => _byName.TryGetValue(name, out var phase)
        ? phase
        : throw new ConfigurationException(
            $"Unknown phase [{name}], known phases [{string.Join(", ", InOrder.Select(p => p.Name))}]. " +
            "Phases are configured in akka.coordinated-shutdown.phases.");

    private static ShutdownPhase Read(string name, Config config, ShutdownPhase? standard, TimeSpan limit) => new(
        name,
        config.HasPath("depends-on") ? [.. config.GetStringList("depends-on")] : standard?.DependsOn ?? [],
        config.GetTimeSpan("timeout", standard?.Timeout ?? limit),
        config.GetBoolean("recover", standard?.Recover ?? true),
        config.GetBoolean("enabled", standard?.Enabled ?? true));

    private static List<ShutdownPhase> Sort(Dictionary<string, ShutdownPhase> byName)
    {
        var sorted = new List<ShutdownPhase>();
        var state = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var name in byName.Keys) Visit(name);
        return sorted;

        void Visit(string name)
        {
            if (state.TryGetValue(name, out var finished))
            {
                if (finished) return;
                throw new ArgumentException($"Cycle detected in graph of phases. It starts with [{name}].");
            }

            state[name] = false;
            var phase = byName.GetValueOrDefault(name) ??
                new ShutdownPhase(name, [], TimeSpan.FromSeconds(5), true, true);
            foreach (var dependency in phase.DependsOn) Visit(dependency);
            state[name] = true;
            sorted.Add(phase);
        }
    }
}
