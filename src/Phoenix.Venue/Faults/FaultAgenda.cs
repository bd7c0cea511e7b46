using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Faults;

/// <summary>What faults and scripts have put off: work in order of time, then of call.</summary>
internal sealed class FaultAgenda(VenueTime start)
{
    private readonly PriorityQueue<Action, (VenueTime At, long Order)> _work = new();
    private long _order;

    /// <summary>The venue's steady clock, which no fault bends.</summary>
    internal VenueTime Now { get; private set; } = start;

    internal VenueTime? NextDue => _work.TryPeek(out _, out var due) ? due.At : null;

    internal void At(VenueTime at, Action work) => _work.Enqueue(work, (at < Now ? Now : at, _order++));

    internal void Advance(VenueTime now)
    {
        if (now > Now) Now = now;
        while (_work.TryPeek(out var work, out var due) && due.At <= Now)
        {
            _work.Dequeue();
            work();
        }
    }
}
