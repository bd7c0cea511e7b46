namespace Phoenix.Benchmarks.Actors;

/// <summary>How much memory the repository's own runtime may take; Akka.NET is measured and not judged.</summary>
internal static class Budgets
{
    private static readonly (string Benchmark, string Contestant, string Metric, double Limit)[] Limits =
    [
        (HandOff.Bursts, "actor", "allocated B", 1),
        (HandOff.Bursts, "actor, on teller", "allocated B", 1),
        (HandOff.PingPongName, "actor", "allocated B", 1),
        (HandOff.PingPongName, "actor, on teller", "allocated B", 1),
        (Lifecycle.Idle, "actor", "kept B", 1_100),
    ];

    /// <returns>What is exceeded, one line each; the best round counts, for the others share the process with what the
    /// compiler and the pool allocate.</returns>
    internal static IReadOnlyList<string> Exceeded(IReadOnlyList<Summary> summaries) =>
        ActorContestant.IsAkka
            ? []
            :
            [
                .. from limit in Limits
                   join summary in summaries
                       on (limit.Benchmark, limit.Contestant, limit.Metric)
                       equals (summary.Benchmark, summary.Contestant, summary.Metric)
                   where summary.Best > limit.Limit
                   select FormattableString.Invariant($"{limit.Contestant}, {limit.Benchmark}: ") +
                       FormattableString.Invariant($"{summary.Best:N1} {limit.Metric}, allowed {limit.Limit}"),
            ];
}
