using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// How long a stream is usually silent between two changes, so that an unusual silence is told from its habit. Mutated
/// in place by its one owner.
/// </summary>
/// <remarks>Smoothed as the retransmission timer of TCP is (RFC 6298).</remarks>
public sealed class StreamRhythm
{
    private Instant? _last;
    private double _pause;
    private double _deviation;

    public void Arrived(Instant at)
    {
        if (_last is { } last && at > last)
        {
            double pause = (at - last).Ticks;
            _deviation += (Math.Abs(pause - _pause) - _deviation) / 4;
            _pause += (pause - _pause) / 8;
        }

        _last = at;
    }

    /// <summary>The silence that is out of the ordinary, within the given limits.</summary>
    public TimeSpan Unusual(TimeSpan least, TimeSpan most)
    {
        var unusual = TimeSpan.FromTicks((long)Math.Min(most.Ticks, 2 * (_pause + (4 * _deviation))));
        return unusual < least ? least : unusual;
    }
}
