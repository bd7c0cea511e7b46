using Akka.Dispatch;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Something that could be the next event.</summary>
/// <param name="Work">A <see cref="Mailbox"/> with messages, or the callback of a continuation.</param>
/// <param name="State">What the callback is called with.</param>
/// <param name="Stamp">Grows with the order in which candidates became ready.</param>
internal readonly record struct ReadyWork(object Work, object? State, long Stamp)
{
    /// <summary>Names the actor, the same in every run; each continuation is somebody of its own.</summary>
    internal ulong Key => Work is Mailbox mailbox ? mailbox.TraceHash : (ulong)Stamp;
}

/// <summary>The candidates; taking one out leaves the others in no particular order.</summary>
internal sealed class ReadyList
{
    private ReadyWork[] _items = new ReadyWork[256];
    private long _stamp;

    internal int Count { get; private set; }

    internal ReadOnlySpan<ReadyWork> Items => _items.AsSpan(0, Count);

    internal void Add(object work, object? state)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
        _items[Count++] = new ReadyWork(work, state, _stamp++);
    }

    internal ReadyWork Take(int index)
    {
        var items = _items;
        var taken = items[index];
        items[index] = items[--Count];
        items[Count] = default;
        return taken;
    }
}
