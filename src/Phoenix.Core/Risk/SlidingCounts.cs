using Phoenix.Core.Primitives;

namespace Phoenix.Core.Risk;

/// <summary>
/// Sums of several kinds over the recent past, in a fixed number of buckets of equal width: memory does not grow with
/// what is counted. What is counted is held for the whole window, and for at most one bucket's width longer.
/// Owned by one writer.
/// </summary>
public sealed class SlidingCounts
{
    private readonly long[] _counts;
    private readonly long[] _totals;
    private readonly long _widthNs;
    private readonly int _buckets;
    private long _newest = long.MinValue;

    /// <param name="kinds">How many sums are kept; they are numbered from 0.</param>
    /// <param name="window">The past that counts; at least as many nanoseconds as there are parts.</param>
    /// <param name="parts">Into so many buckets the window is divided.</param>
    public SlidingCounts(int kinds, TimeSpan window, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kinds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window.Ticks, parts);
        (_buckets, _widthNs) = (parts + 1, ((window.Ticks * 100) + parts - 1) / parts);
        (_counts, _totals) = (new long[_buckets * kinds], new long[kinds]);
    }

    /// <summary>
    /// Counts what happened at <paramref name="at"/>; false when that is already out of the window. A time before the
    /// newest known one takes its place among the earlier.
    /// </summary>
    public bool Add(int kind, long amount, Instant at)
    {
        Advance(at);
        var bucket = BucketOf(at);
        if (bucket <= _newest - _buckets)
        {
            return false;
        }

        _counts[(Slot(bucket) * _totals.Length) + kind] += amount;
        _totals[kind] += amount;
        return true;
    }

    /// <summary>The sum over the window that ends now.</summary>
    public long Total(int kind, Instant now)
    {
        Advance(now);
        return _totals[kind];
    }

    private void Advance(Instant now)
    {
        var bucket = BucketOf(now);
        if (bucket <= _newest)
        {
            return;
        }

        var first = _newest == long.MinValue ? bucket : Math.Max(_newest + 1, bucket - _buckets + 1);
        for (var passed = first; passed <= bucket; passed++)
        {
            var row = _counts.AsSpan(Slot(passed) * _totals.Length, _totals.Length);
            for (var kind = 0; kind < row.Length; kind++)
            {
                _totals[kind] -= row[kind];
            }

            row.Clear();
        }

        _newest = bucket;
    }

    /// <summary>Rounded down, also before the clock's origin.</summary>
    private long BucketOf(Instant at) =>
        at.Nanoseconds >= 0 ? at.Nanoseconds / _widthNs : ~(~at.Nanoseconds / _widthNs);

    private int Slot(long bucket) => (int)(((bucket % _buckets) + _buckets) % _buckets);
}
