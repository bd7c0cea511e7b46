using System.Runtime.ExceptionServices;
using System.Text;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Proves that a scenario is repeatable: runs it several times with the same seed and compares event by
/// event.</summary>
/// <remarks>All runs are in one process: what differs only between processes, such as the hash codes of strings, shows
/// when the digest is compared with one from another process.</remarks>
public static class DeterminismCheck
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs <paramref name="scenario"/> on systems of its own.</summary>
    /// <param name="runs">How often, at least 2.</param>
    /// <returns>The digest that all runs share.</returns>
    /// <exception cref="NondeterminismException">Two runs differ; it names the first event that does.</exception>
    public static ulong Verify(
        ulong seed, Action<DeterministicRuntime> scenario, DeterministicOptions? options = null, int runs = 2) =>
        Verify(
            given =>
            {
                using var runtime = DeterministicRuntime.Create("check", seed, Start, given);
                scenario(runtime);
            },
            options,
            runs);

    /// <summary>Runs <paramref name="scenario"/>, which makes its runtime itself, with the options it is given and
    /// always the same seed.</summary>
    /// <inheritdoc cref="Verify(ulong, Action{DeterministicRuntime}, DeterministicOptions, int)"/>
    public static ulong Verify(
        Action<DeterministicOptions> scenario, DeterministicOptions? options = null, int runs = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 2);
        var given = options ?? DeterministicOptions.Default;
        var first = new List<TracedEvent>();
        var failure = Run(scenario, given, first.Add);
        for (var run = 2; run <= runs; run++)
        {
            var comparison = new Comparison(first);
            var other = Run(scenario, given, comparison.Add);
            if (comparison.Difference() is { } difference)
            {
                throw new NondeterminismException(
                    run, difference.Number, difference.First, difference.Other, other ?? failure);
            }
        }

        // The same failure each time is the scenario's own affair.
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return first.Count == 0 ? 0 : first[^1].Digest;
    }

    private static Exception? Run(
        Action<DeterministicOptions> scenario, DeterministicOptions options, Action<TracedEvent> observer)
    {
        try
        {
            ScenarioContext.Run(() => scenario(options with { OnEvent = options.OnEvent + observer }));
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    /// <summary>Compares a run with the first one while it goes.</summary>
    private sealed class Comparison(List<TracedEvent> first)
    {
        private int _count;
        private (long, TracedEvent?, TracedEvent?)? _difference;

        internal void Add(TracedEvent traced)
        {
            TracedEvent? expected = _count < first.Count ? first[_count] : null;
            _count++;
            if (_difference is null && expected != traced) _difference = (_count, expected, traced);
        }

        /// <summary>Null if both runs are the same to the end.</summary>
        internal (long Number, TracedEvent? First, TracedEvent? Other)? Difference() =>
            _difference ?? (_count < first.Count ? (_count + 1, first[_count], null) : null);
    }
}

/// <summary>The same seed gave two different runs.</summary>
public sealed class NondeterminismException : InvalidOperationException
{
    internal NondeterminismException(
        int run, long number, TracedEvent? first, TracedEvent? other, Exception? failure)
        : base(Describe(run, number, first, other), failure) =>
        (EventNumber, First, Other) = (number, first, other);

    /// <summary>The number of the first event that differs.</summary>
    public long EventNumber { get; }

    /// <summary>That event in the first run; null if the first run was shorter.</summary>
    public TracedEvent? First { get; }

    /// <summary>That event in the other run; null if the other run was shorter.</summary>
    public TracedEvent? Other { get; }

    private static string Describe(int run, long number, TracedEvent? first, TracedEvent? other) =>
        new StringBuilder()
            .AppendLine($"The same seed gave two different runs; event {number} is the first that differs:")
            .AppendLine($"  run 1: {Text(first)}")
            .AppendLine($"  run {run}: {Text(other)}")
            .AppendLine("Likely causes, in the event before: the wall clock (DateTime.UtcNow, Stopwatch), chance " +
                "without a seed (Random.Shared, Guid.NewGuid), state that outlives a run (static fields, caches, " +
                "files), the order of a Dictionary, HashSet or ConcurrentDictionary whose keys hash by reference " +
                "or are strings, and work on other threads.")
            .ToString();

    private static string Text(TracedEvent? traced) => traced?.ToString() ?? "(the run had ended)";
}
