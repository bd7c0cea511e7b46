using Phoenix.Core.Primitives;

namespace Phoenix.Core.Time;

/// <summary>The venue's clock as known at one moment.</summary>
/// <param name="Offset">What the venue's clock shows when ours shows zero, in nanoseconds.</param>
/// <param name="Uncertainty">The greatest error the offset can have.</param>
public readonly record struct ClockReading(long Offset, TimeSpan Uncertainty)
{
    /// <summary>What the venue's clock showed, or will show.</summary>
    public VenueTime At(Instant instant) => new((instant.Nanoseconds + Offset) / 1_000_000);

    /// <summary>The latest moment at which the venue can have stamped this; it cuts to whole milliseconds.</summary>
    public Instant Latest(VenueTime stamp) =>
        new Instant(((stamp.Milliseconds + 1) * 1_000_000) - Offset) + Uncertainty;

    /// <summary>Whether the venue stamped this for certain after the instant.</summary>
    public bool IsAfter(VenueTime stamp, Instant instant) => stamp > At(instant) + Uncertainty;
}

/// <summary>
/// Estimates the offset between our monotonic clock and the venue's from round trips. The venue answered at some moment
/// between question and answer, so a sample is wrong by half its delay at most, and by a little more with every second
/// since, because clocks drift; the sample with the least error counts. Samples that cannot be true together with the
/// newest are forgotten: a clock was set in between. Mutated in place by its one owner.
/// </summary>
/// <remarks>
/// The clock filter of NTP (RFC 5905, section 10): eight samples, the one of least delay, an error that grows with
/// age. NTP allows 15 ppm; 100 ppm covers the oscillators of virtual machines too.
/// </remarks>
public sealed class ClockEstimate
{
    private const int SampleLimit = 8;

    /// <summary>Nanoseconds of error per second of age.</summary>
    private const double DriftPerSecond = 100_000;

    private readonly Queue<Sample> _samples = new(SampleLimit);

    /// <summary>Whether there is nothing to go by.</summary>
    public bool IsUnknown => _samples.Count == 0;

    /// <summary>Takes one round trip into account; one whose answer came before its question is not believed.</summary>
    /// <returns>Whether it was.</returns>
    public bool Observe(Instant sent, Instant received, VenueTime server)
    {
        var delay = received.Nanoseconds - sent.Nanoseconds;
        if (delay < 0)
        {
            return false;
        }

        if (_samples.Count == SampleLimit)
        {
            _samples.Dequeue();
        }

        // The venue cuts its time to whole milliseconds: on average half a millisecond is missing.
        var offset = (server.Milliseconds * 1_000_000) + 500_000 - (sent.Nanoseconds + (delay / 2));
        var newest = new Sample(received, offset, delay / 2);
        if (_samples.Any(older => older.Contradicts(newest)))
        {
            _samples.Clear();
        }

        _samples.Enqueue(newest);
        return true;
    }

    /// <summary>Forgets everything: the venue refused a timestamp, or one of the clocks made a step.</summary>
    public void Distrust() => _samples.Clear();

    /// <summary>The best that is known; null before the first sample.</summary>
    public ClockReading? Read(Instant now)
    {
        Sample? best = null;
        foreach (var sample in _samples)
        {
            if (best is not { } other || sample.ErrorAt(now) <= other.ErrorAt(now))
            {
                best = sample;
            }
        }

        return best is { } found
            ? new ClockReading(found.Offset, TimeSpan.FromTicks((long)(found.ErrorAt(now) / 100)))
            : null;
    }

    /// <summary>All in nanoseconds.</summary>
    private readonly record struct Sample(Instant Taken, long Offset, long HalfDelay)
    {
        /// <summary>Beyond all error, and the millisecond to which the venue cuts its time.</summary>
        public bool Contradicts(Sample newer) =>
            Math.Abs(Offset - newer.Offset) > ErrorAt(newer.Taken) + newer.HalfDelay + 1_000_000;

        public double ErrorAt(Instant now) =>
            HalfDelay + (Math.Max(0, now.Nanoseconds - Taken.Nanoseconds) / 1e9 * DriftPerSecond);
    }
}
