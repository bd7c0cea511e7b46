using Phoenix.Core.Primitives;

namespace Phoenix.Core.Time;

/// <summary>The latencies of the last half a minute to a minute. Mutated in place by its one owner.</summary>
public sealed class RecentLatencies
{
    private LatencyHistogram _current = new();
    private LatencyHistogram _before = new();
    private Instant _turnedAt;

    /// <summary>Nothing recorded is kept for longer than twice this.</summary>
    public static TimeSpan Turn { get; } = TimeSpan.FromSeconds(30);

    public void Record(TimeSpan latency) => _current.Record(latency);

    public LatencyReport Report(Instant now)
    {
        if (now - _turnedAt >= Turn)
        {
            if (now - _turnedAt >= 2 * Turn)
            {
                _current.Clear();
            }

            (_current, _before, _turnedAt) = (_before, _current, now);
            _current.Clear();
        }

        return LatencyHistogram.Report(_current, _before);
    }
}
