using System.Numerics;

namespace Phoenix.Core.Time;

/// <summary>What a set of latencies looks like.</summary>
/// <param name="P50">Half of them were no longer, to 1/16.</param>
public readonly record struct LatencyReport(long Count, TimeSpan P50, TimeSpan P99, TimeSpan Max);

/// <summary>
/// Counts latencies in steps of a sixteenth of their size, from a microsecond to about a minute. Nothing is allocated
/// after the start. Mutated in place by its one owner.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private const int Octaves = 26;

    private readonly long[] _counts = new long[(Octaves + 1) << SubBits];
    private TimeSpan _max;

    public long Count { get; private set; }

    /// <summary>One more; what is negative counts as nothing, what is too long as the longest there is.</summary>
    public void Record(TimeSpan latency)
    {
        var microseconds = Math.Max(0, latency.Ticks / TimeSpan.TicksPerMicrosecond);
        _counts[Math.Min(IndexOf(microseconds), _counts.Length - 1)]++;
        Count++;
        _max = latency > _max ? latency : _max;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (Count, _max) = (0, TimeSpan.Zero);
    }

    /// <summary>Both together.</summary>
    public static LatencyReport Report(LatencyHistogram left, LatencyHistogram right) => new(
        left.Count + right.Count,
        Percentile(left, right, 0.50),
        Percentile(left, right, 0.99),
        left._max > right._max ? left._max : right._max);

    private static TimeSpan Percentile(LatencyHistogram left, LatencyHistogram right, double share)
    {
        var wanted = (long)Math.Ceiling(share * (left.Count + right.Count));
        var seen = 0L;
        for (var index = 0; index < left._counts.Length && wanted > 0; index++)
        {
            seen += left._counts[index] + right._counts[index];
            if (seen >= wanted)
            {
                return TimeSpan.FromMicroseconds(UpperOf(index));
            }
        }

        return TimeSpan.Zero;
    }

    private static int IndexOf(long microseconds)
    {
        var octave = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)microseconds) - SubBits);
        return (int)((octave << SubBits) + (microseconds >> octave));
    }

    /// <summary>The longest latency that counts there, in microseconds.</summary>
    private static long UpperOf(int index)
    {
        var octave = Math.Max(0, (index >> SubBits) - 1);
        return (((index - (octave << SubBits)) + 1L) << octave) - 1;
    }
}
