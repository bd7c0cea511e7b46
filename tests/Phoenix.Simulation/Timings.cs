using System.Globalization;

namespace Phoenix.Simulation;

/// <summary>How long something took, many times.</summary>
internal sealed class Timings(string what)
{
    private readonly List<TimeSpan> _all = [];

    public TimeSpan Worst => _all.Max();

    public void Add(TimeSpan took) => _all.Add(took);

    public TimeSpan Percentile(double share) => _all.Order().ElementAt((int)((_all.Count - 1) * share));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}, {_all.Count} times: median {Percentile(0.5).TotalMilliseconds} ms, "
            + $"p99 {Percentile(0.99).TotalMilliseconds} ms, max {Worst.TotalMilliseconds} ms");
}
