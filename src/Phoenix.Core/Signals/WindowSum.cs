using Phoenix.Core.Primitives;

namespace Phoenix.Core.Signals;

/// <summary>
/// The sum of what happened within a window that slides by whole milliseconds. Events of one millisecond leave
/// together, which bounds the memory whatever their rate. Sums are whole numbers and do not drift. Mutated in place by
/// its one owner.
/// </summary>
internal sealed class WindowSum(TimeSpan window)
{
    private const long NanosecondsPerSlot = 1_000_000;

    private readonly long[] _slots = new long[(int)window.TotalMilliseconds];
    private long _newest;
    private long _sum;

    public void Clear()
    {
        Array.Clear(_slots);
        _sum = 0;
    }

    /// <summary>An event that is older than the newest counts as if it came with it.</summary>
    public void Add(long value, Instant at)
    {
        Slide(at);
        _slots[Index(_newest)] += value;
        _sum += value;
    }

    public long Sum(Instant now)
    {
        Slide(now);
        return _sum;
    }

    private void Slide(Instant now)
    {
        var slot = now.Nanoseconds / NanosecondsPerSlot;
        if (slot - _newest >= _slots.Length)
        {
            Clear();
            _newest = slot;
        }

        while (_newest < slot)
        {
            _newest++;
            _sum -= _slots[Index(_newest)];
            _slots[Index(_newest)] = 0;
        }
    }

    private int Index(long slot) => (int)(slot % _slots.Length);
}
