using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>How a stream failed to deliver what the venue is known to have.</summary>
/// <param name="UpdateId">Of the venue's book when it was seen to differ.</param>
public readonly record struct Contradiction(DeathCause Cause, long UpdateId, string Evidence);

/// <summary>
/// What the stream owes since the venue's own book was seen ahead of ours, and for how long it may. The update that
/// made the difference must come within a grace; what comes instead says what is wrong: nothing, older updates, or
/// updates that change nothing. Mutated in place by its one owner.
/// </summary>
public sealed class UpdateDebt(TimeSpan grace)
{
    /// <summary>Frames beyond the owed update, none of which changes anything: one could be chance.</summary>
    private const int FramesToProve = 3;

    private long _owed;
    private long _had;
    private int _idle;
    private bool _hasChanged;
    private Instant _by;

    private bool IsOpen => _owed > 0;

    /// <param name="owed">Update id of the venue's book.</param>
    /// <param name="had">Update id of ours.</param>
    public void Open(long owed, long had, Instant now)
    {
        if (!IsOpen)
        {
            (_idle, _hasChanged) = (0, false);
        }

        if (!IsOpen || had >= _owed)
        {
            (_owed, _had, _by) = (owed, had, now + grace);
        }
    }

    /// <summary>
    /// Whether the stream may still pay. It may not once its ids are there and time is up: if the book is not the
    /// venue's although it says so, only asking once more can tell.
    /// </summary>
    public bool IsPending(long id, Instant now) => IsOpen && (id < _owed || now < _by);

    public void Forgive() => _owed = 0;

    /// <summary>After a pause of our own the frames in our queues have a grace of their own.</summary>
    public void Excuse(Instant now) => _by = now + grace;

    /// <summary>The stream advanced the book to this id; a change on the way to what is owed is the payment.</summary>
    public Contradiction? Paid(long id, bool changed)
    {
        _hasChanged |= changed;
        if (!IsOpen || id < _owed)
        {
            return null;
        }

        if (_hasChanged)
        {
            Forgive();
            return null;
        }

        return ++_idle >= FramesToProve
            ? End(DeathCause.FrozenBook, $"at update {id} the book is still that of {_had}")
            : null;
    }

    /// <summary>Whether time is up.</summary>
    public Contradiction? Overdue(long id, Instant now) =>
        !IsOpen || id >= _owed || now < _by ? null
        : id > _had ? End(DeathCause.Lagging, $"only at update {id} of {_owed}")
        : End(DeathCause.SilentStream, $"at update {id} while the venue is at {_owed}");

    private Contradiction End(DeathCause cause, string evidence)
    {
        var found = new Contradiction(cause, _owed, evidence);
        Forgive();
        return found;
    }
}
