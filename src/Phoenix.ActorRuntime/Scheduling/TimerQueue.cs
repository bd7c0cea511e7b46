namespace Akka.Actor;

/// <summary>One planned firing.</summary>
internal sealed class TimerEntry(long dueTicks, long intervalTicks)
{
    /// <summary>In ticks of the monotonic clock.</summary>
    internal long DueTicks { get; set; } = dueTicks;

    /// <summary>0 for an entry that fires once.</summary>
    internal long IntervalTicks { get; } = intervalTicks;

    /// <summary>Decides between entries of the same instant, the lower first; 0 unless somebody draws it.</summary>
    internal ulong Tie { get; set; }

    /// <summary>Decides between entries of the same instant and tie: in the order of scheduling.</summary>
    internal long Sequence { get; set; }

    /// <summary>Place in the heap; -1 outside.</summary>
    internal int Index { get; set; } = -1;

    internal ICanTell? Receiver { get; init; }

    internal object? Message { get; init; }

    internal IActorRef? Sender { get; init; }

    internal Action? Action { get; init; }

    internal ICancelable? Cancelable { get; init; }

    /// <summary>True for work of the environment, whose exceptions belong to the driver of the run.</summary>
    internal bool IsEnvironment { get; init; }

    internal bool IsCanceled => Cancelable is { IsCancellationRequested: true };

    internal void Fire()
    {
        if (Action is not null) Action();
        else Receiver!.Tell(Message!, Sender);
    }
}

/// <summary>A binary heap of entries by (due, tie, sequence), with removal from the middle.</summary>
internal sealed class TimerQueue
{
    private TimerEntry[] _heap = new TimerEntry[64];
    private long _sequence;

    internal int Count { get; private set; }

    internal void Add(TimerEntry entry)
    {
        entry.Sequence = _sequence++;
        if (Count == _heap.Length) Array.Resize(ref _heap, Count * 2);
        Place(entry, Count++);
        Up(entry.Index);
    }

    internal int CountOf(Predicate<TimerEntry> wanted)
    {
        var count = 0;
        foreach (var entry in _heap.AsSpan(0, Count))
        {
            if (wanted(entry)) count++;
        }

        return count;
    }

    internal TimerEntry? Peek() => Count == 0 ? null : _heap[0];

    internal TimerEntry Pop()
    {
        var first = _heap[0];
        RemoveAt(0);
        return first;
    }

    internal bool Remove(TimerEntry entry)
    {
        if (entry.Index < 0 || entry.Index >= Count || !ReferenceEquals(_heap[entry.Index], entry)) return false;
        RemoveAt(entry.Index);
        return true;
    }

    private static bool Before(TimerEntry a, TimerEntry b) =>
        a.DueTicks != b.DueTicks ? a.DueTicks < b.DueTicks
        : a.Tie != b.Tie ? a.Tie < b.Tie
        : a.Sequence < b.Sequence;

    private void Place(TimerEntry entry, int index)
    {
        _heap[index] = entry;
        entry.Index = index;
    }

    private void RemoveAt(int index)
    {
        _heap[index].Index = -1;
        var last = _heap[--Count];
        _heap[Count] = null!;
        if (index == Count) return;
        Place(last, index);
        Up(index);
        Down(last.Index);
    }

    private void Up(int index)
    {
        var entry = _heap[index];
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (!Before(entry, _heap[parent])) break;
            Place(_heap[parent], index);
            index = parent;
        }

        Place(entry, index);
    }

    private void Down(int index)
    {
        var entry = _heap[index];
        while (true)
        {
            var child = (2 * index) + 1;
            if (child >= Count) break;
            if (child + 1 < Count && Before(_heap[child + 1], _heap[child])) child++;
            if (!Before(_heap[child], entry)) break;
            Place(_heap[child], index);
            index = child;
        }

        Place(entry, index);
    }
}
