using System.Globalization;
using System.Text.Json;

namespace Phoenix.Benchmarks;

/// <summary>Collects the figures of all rounds; prints them as a table and writes them as JSON.</summary>
/// <param name="baseline">The contestant the others are compared with.</param>
internal sealed class Report(string baseline = Report.Channel)
{
    internal const string Channel = "Channel<T>";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<Measurement> _measurements = [];

    internal void Add(IEnumerable<Measurement> round) => _measurements.AddRange(round);

    internal IReadOnlyList<Summary> Summarize()
    {
        var groups = _measurements
            .GroupBy(m => (m.Benchmark, m.Contestant, m.Metric))
            .Select(g => (g.Key, Values: g.Select(m => m.Value).Order().ToArray()))
            .ToList();
        var medians = groups.ToDictionary(g => g.Key, g => Median(g.Values));
        return
        [
            .. groups.Select(g => new Summary(
                g.Key.Benchmark, g.Key.Contestant, g.Key.Metric, Median(g.Values), g.Values[0],
                medians.TryGetValue(g.Key with { Contestant = baseline }, out var reference) && reference > 0
                    ? Median(g.Values) / reference
                    : null)),
        ];
    }

    internal void Print(TextWriter output)
    {
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{"benchmark",-24}{"contestant",-22}{"metric",-18}") +
            string.Create(CultureInfo.InvariantCulture, $"{"median",14}{"best",14}{"ratio",8}"));
        foreach (var line in Summarize())
        {
            var ratio = line.Ratio?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture, $"{line.Benchmark,-24}{line.Contestant,-22}{line.Metric,-18}") +
                string.Create(CultureInfo.InvariantCulture, $"{line.Median,14:N2}{line.Best,14:N2}{ratio,8}"));
        }
    }

    internal void WriteJson(string file) => File.WriteAllText(file, JsonSerializer.Serialize(Summarize(), Indented));

    private static double Median(double[] sorted) => sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
