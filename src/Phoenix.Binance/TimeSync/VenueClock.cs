using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Time;

namespace Phoenix.Binance.TimeSync;

/// <summary>
/// The venue's time as we know it: the monotonic clock plus an offset measured over round trips. Of the latest
/// samples the one with the shortest delay counts, since the error of a sample is at most half its delay. Until the
/// first one it is the host's own UTC. Safe from any thread.
/// </summary>
/// <remarks>
/// The offset rests on the monotonic clock, so a step of the host's wall clock does not move it. After a refused
/// timestamp the samples are distrusted: <see cref="NeedsSync"/> stays true until a new one arrives.
/// </remarks>
public sealed class VenueClock : IVenueClock
{
    private const long Unset = long.MinValue;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ClockEstimate _estimate = new();
    private long _offset = Unset;
    private bool _needsSync = true;

    public VenueClock(TimeProvider time) => _time = time;

    /// <summary>The time to put into requests.</summary>
    public VenueTime Now => Volatile.Read(ref _offset) is var offset and not Unset
        ? new VenueTime((Instant.Read(_time).Nanoseconds + offset) / 1_000_000)
        : VenueTime.From(_time.GetUtcNow());

    /// <summary>Whether no trusted sample exists: before the first one, and after a refused timestamp.</summary>
    public bool NeedsSync => Volatile.Read(ref _needsSync);

    /// <summary>
    /// How far the venue is ahead of the host's UTC (negative: behind); null before the first sample.
    /// </summary>
    public TimeSpan? AheadOfHost => Volatile.Read(ref _offset) == Unset
        ? null
        : Now - VenueTime.From(_time.GetUtcNow());

    /// <summary>
    /// The greatest error the offset can have, half the delay of the best sample and a little for its age; null before
    /// the first.
    /// </summary>
    public TimeSpan? Uncertainty => Read()?.Uncertainty;

    public ClockReading? Read()
    {
        lock (_gate)
        {
            return _estimate.Read(Instant.Read(_time));
        }
    }

    /// <summary>Takes one round trip into account.</summary>
    /// <param name="sent">When the request left.</param>
    /// <param name="received">When the answer was here.</param>
    /// <param name="server">What the answer said.</param>
    public void Observe(Instant sent, Instant received, VenueTime server)
    {
        lock (_gate)
        {
            if (_estimate.Observe(sent, received, server) && _estimate.Read(received) is { } reading)
            {
                Volatile.Write(ref _offset, reading.Offset);
                Volatile.Write(ref _needsSync, false);
            }
        }
    }

    /// <summary>
    /// Forgets the samples after the venue refused a timestamp or a clock made a step; the offset stays until there is
    /// a better one.
    /// </summary>
    public void Distrust()
    {
        lock (_gate)
        {
            _estimate.Distrust();
            Volatile.Write(ref _needsSync, true);
        }
    }

    /// <summary>
    /// Makes up to <paramref name="rounds"/> round trips; each answer is taken into account by the adapter.
    /// </summary>
    /// <returns>Whether at least one was answered.</returns>
    public async Task<bool> Sync(IVenueRest rest, int rounds = 5)
    {
        var answered = false;
        for (var round = 0; round < rounds; round++)
        {
            answered |= await rest.GetServerTime() is VenueReply<VenueTime>.Ok;
        }

        return answered;
    }
}
