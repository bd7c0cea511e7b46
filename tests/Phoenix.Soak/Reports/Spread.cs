namespace Phoenix.Soak.Reports;

/// <summary>How a quantity is spread.</summary>
internal readonly record struct Spread(int Count, double Median, double P99, double Max)
{
    internal string Short => Count == 0 ? "–" : $"{Median:0}, {P99:0}, {Max:0}";

    internal static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? default
            : new Spread(sorted.Count, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)], sorted[^1]);
    }

    public override string ToString() => $"n {Count}, median {Median:0} ms, p99 {P99:0} ms, max {Max:0} ms";
}
