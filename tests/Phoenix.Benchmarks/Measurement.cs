namespace Phoenix.Benchmarks;

/// <summary>One figure of one contestant, taken once per round.</summary>
/// <param name="Benchmark">What was done.</param>
/// <param name="Contestant">Who did it.</param>
/// <param name="Metric">What was counted, with its unit last: <c>time ns</c>, <c>allocated B</c>.</param>
/// <param name="Value">In that unit.</param>
internal sealed record Measurement(string Benchmark, string Contestant, string Metric, double Value);

/// <summary>The rounds of one figure taken together.</summary>
/// <param name="Median">Of the rounds.</param>
/// <param name="Best">The lowest of the rounds: what the machine can do when nothing else runs.</param>
/// <param name="Ratio">Of the median to that of the baseline of the same benchmark and metric; null without
/// one.</param>
internal sealed record Summary(
    string Benchmark, string Contestant, string Metric, double Median, double Best, double? Ratio);
