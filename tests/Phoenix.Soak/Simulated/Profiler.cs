using System.Diagnostics;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Simulation;

namespace Phoenix.Soak.Simulated;

/// <summary>Where the real time of a simulated world goes: which receivers' events take how long.</summary>
internal static class Profiler
{
    private const int MostLines = 40;

    internal static int Run(WorldOptions options, ulong seed, double virtualSeconds)
    {
        var costs = new Dictionary<string, (long Ticks, long Count)>(StringComparer.Ordinal);
        var (last, lastAt) = (string.Empty, Stopwatch.GetTimestamp());
        void Note(TracedEvent occurrence)
        {
            var now = Stopwatch.GetTimestamp();
            var (ticks, count) = costs.GetValueOrDefault(last);
            costs[last] = (ticks + now - lastAt, count + 1);
            last = $"{occurrence.Kind} {occurrence.Receiver} {occurrence.Message}";
            lastAt = Stopwatch.GetTimestamp();
        }

        using var plain = World.Seeded(seed, options).Quoting();
        plain.RunFor(virtualSeconds / 4);
        var began = Environment.CpuUsage.TotalTime;
        var events = plain.EventCount;
        plain.RunFor(virtualSeconds);
        var took = (Environment.CpuUsage.TotalTime - began).TotalSeconds;
        Console.WriteLine($"{virtualSeconds / took:0} times real time of one core, "
            + $"{(plain.EventCount - events) / virtualSeconds:0} events per virtual second, "
            + $"{took / (plain.EventCount - events) * 1e6:0.00} us per event");

        using var traced = World.Seeded(
            seed, options with { Runtime = options.Runtime with { OnEvent = Note } }).Quoting();
        costs.Clear();
        traced.RunFor(virtualSeconds);
        var all = costs.Values.Sum(cost => cost.Ticks);
        foreach (var (name, (ticks, count)) in costs.OrderByDescending(cost => cost.Value.Ticks).Take(MostLines))
        {
            var micros = ticks * 1e6 / Stopwatch.Frequency / count;
            var perSecond = count / virtualSeconds;
            Console.WriteLine($"{100.0 * ticks / all,5:0.0} % {perSecond,8:0.0}/s {micros,8:0.00} us {name}");
        }

        return 0;
    }
}
