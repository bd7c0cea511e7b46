using Phoenix.Core.Primitives;

namespace Phoenix.Binance.RateBudget;

/// <summary>
/// One of the venue's counters as we can know it: what we sent within the window, or what the venue last reported
/// plus what we sent since, whichever is more. Not safe for several threads.
/// </summary>
/// <remarks>
/// Whether the venue counts per calendar minute or over a sliding one is not documented. What we sent counts for the
/// whole window, and a report for a whole window too unless a newer one replaces it: right for both.
/// </remarks>
internal sealed class SlidingCounter
{
    private const int Buckets = 20;

    /// <summary>
    /// When to ask again for what does not fit however long one waits, since a limit can be raised, and for what does
    /// not fit by the venue's count: any reply may bring a smaller one.
    /// </summary>
    private static readonly TimeSpan UntilNews = TimeSpan.FromSeconds(1);

    private readonly int[] _sent = new int[Buckets + 1];
    private readonly long _bucketNanoseconds;
    private readonly TimeSpan _window;
    private long _current;
    private int _sum;
    private int _reported;
    private int _sentSinceReport;
    private Instant? _reportedAt;

    public SlidingCounter(TimeSpan window, int limit)
    {
        (_window, Limits) = (window, new LearnedLimit(window, limit));
        _bucketNanoseconds = window.Ticks * 100 / Buckets;
    }

    /// <summary>What may be used.</summary>
    public LearnedLimit Limits { get; }

    /// <summary>The count the venue may have now.</summary>
    public int Used(Instant now)
    {
        Roll(now);
        var byReport = _reportedAt is { } at && now - at < _window ? _reported + _sentSinceReport : 0;
        return Math.Max(_sum, byReport);
    }

    public void Add(int cost, Instant now)
    {
        Roll(now);
        _sent[_current % _sent.Length] += cost;
        _sum += cost;
        _sentSinceReport += cost;
    }

    /// <summary>Takes the venue's own count, which includes what others sent from our address.</summary>
    public void Report(int count, Instant now) => (_reported, _sentSinceReport, _reportedAt) = (count, 0, now);

    /// <summary>How long until the count can have become smaller or the limit higher; never zero.</summary>
    public TimeSpan UntilRelief(Instant now)
    {
        var relief = UntilLess(now);
        var lapse = Limits.UntilLapse(now) ?? relief;
        var first = lapse < relief || relief <= TimeSpan.Zero ? lapse : relief;
        return first > TimeSpan.Zero ? first : UntilNews;
    }

    private TimeSpan UntilLess(Instant now)
    {
        Roll(now);
        if (_reportedAt is { } at && _reported + _sentSinceReport > _sum && at + _window > now)
        {
            return at + _window - now < UntilNews ? at + _window - now : UntilNews;
        }

        for (var age = Buckets; age >= 0; age--)
        {
            var bucket = _current - age;
            if (bucket >= 0 && _sent[bucket % _sent.Length] > 0)
            {
                var end = new Instant((bucket + Buckets + 1) * _bucketNanoseconds);
                return end - now;
            }
        }

        return TimeSpan.Zero;
    }

    private void Roll(Instant now)
    {
        var bucket = now.Nanoseconds / _bucketNanoseconds;
        if (bucket - _current > Buckets)
        {
            Array.Clear(_sent);
            (_sum, _current) = (0, bucket);
            return;
        }

        while (_current < bucket)
        {
            _current++;
            ref var expired = ref _sent[_current % _sent.Length];
            _sum -= expired;
            expired = 0;
        }
    }
}
