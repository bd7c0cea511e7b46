using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// Numbers the incarnations of all connections of the process. It outlives every actor, so that a restarted supervisor
/// can never hand out a number that an abandoned socket still carries.
/// </summary>
public sealed class EpochSource
{
    private long _last;

    public Epoch Next() => new(Interlocked.Increment(ref _last));
}
