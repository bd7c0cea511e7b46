using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// Numbers the incarnations of all connections of the process and keeps the one budget of their connect attempts. It
/// outlives every actor, so that a restarted supervisor can never hand out a number that an abandoned socket still
/// carries, nor forget how often it has dialled.
/// </summary>
public sealed class EpochSource(ReconnectSettings settings)
{
    private readonly Lock _gate = new();
    private readonly DialBudget _budget = new(settings);
    private long _last;

    public EpochSource()
        : this(new ReconnectSettings())
    {
    }

    public Epoch Next() => new(Interlocked.Increment(ref _last));

    /// <summary>Takes one connect attempt out of the budget.</summary>
    /// <param name="roomAt">When refused: the first moment at which it may be granted.</param>
    public bool MayDial(DialRank rank, Instant now, out Instant roomAt)
    {
        lock (_gate)
        {
            return _budget.TryTake(rank, now, out roomAt);
        }
    }

    /// <summary>The venue says that this address has dialled too often: nobody dials until then.</summary>
    public void StopDialling(Instant until)
    {
        lock (_gate)
        {
            _budget.Exhaust(until);
        }
    }
}
