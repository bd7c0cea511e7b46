namespace Phoenix.Core.Signals;

/// <summary>
/// How deep trades reached in the last steps, as a histogram that slides along. Depths are whole half-ticks from the
/// mid, because a mid lies on half a tick. Mutated in place by its one owner.
/// </summary>
internal sealed class ArrivalDepths
{
    /// <summary>A depth takes one byte.</summary>
    public const int MostDistances = 127;

    private readonly byte[] _steps;
    private readonly int[] _histogram;
    private int _next;

    public ArrivalDepths(int steps, int distances)
    {
        _steps = new byte[steps];
        _histogram = new int[(2 * distances) + 1];
    }

    /// <summary>Steps that are counted.</summary>
    public int Steps { get; private set; }

    /// <summary>Of them those with a depth at all.</summary>
    public int Reached => Steps - _histogram[0];

    public void Clear()
    {
        Array.Clear(_histogram);
        (Steps, _next) = (0, 0);
    }

    /// <summary>The greatest depth of a step; 0 or less when no trade came, or none beyond the mid.</summary>
    public void Push(long depthHalfTicks)
    {
        if (Steps == _steps.Length)
        {
            _histogram[_steps[_next]]--;
        }
        else
        {
            Steps++;
        }

        var depth = (byte)Math.Clamp(depthHalfTicks, 0, _histogram.Length - 1);
        _histogram[depth]++;
        (_steps[_next], _next) = (depth, (_next + 1) % _steps.Length);
    }

    /// <summary>
    /// Steps that went strictly beyond each distance; at the very distance the queue decides, so it does not count.
    /// </summary>
    /// <param name="nearestHalfTicks">The first distance: 1 (half a tick) or 0; the others are a tick apart.</param>
    public void CountBeyond(int nearestHalfTicks, Span<long> counts)
    {
        var (beyond, depth) = (0L, _histogram.Length - 1);
        for (var j = counts.Length - 1; j >= 0; j--)
        {
            for (; depth > (2 * j) + nearestHalfTicks; depth--)
            {
                beyond += _histogram[depth];
            }

            counts[j] = beyond;
        }
    }
}
