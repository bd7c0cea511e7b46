using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Time;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// Whether what arrives is old: each frame's stamp against the measured clock of the venue, in favour of the frame by
/// all that the measurement may be wrong. One punctual frame ends a row of late ones, so a stall that is over proves
/// nothing; and a row proves nothing before the clock was measured anew, for it may have been set. Mutated in place by
/// its one owner.
/// </summary>
public sealed class EventLag(StreamSettings settings)
{
    /// <summary>Late frames in a row: fewer could be the remains of one stall.</summary>
    private const int FramesToProve = 3;

    /// <summary>The clock is asked for this often while frames are late.</summary>
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    private ClockReading? _clock;
    private Instant _measuredAt;
    private Instant _nextAsk;
    private Instant? _lateSince;
    private Instant _sayAt;
    private TimeSpan _least;
    private int _frames;
    private long _newestId;
    private VenueTime _newestStamp;
    private Instant _steppedAt;

    /// <summary>Whether the newest frame was late.</summary>
    public bool IsLate => _lateSince is not null;

    public void Measured(ClockReading reading, Instant now) => (_clock, _measuredAt) = (reading, now);

    /// <summary>
    /// The newest moment at which the frame can have told the truth: never after its arrival. A newer update that is
    /// stamped earlier than one before it was not late: the venue's clock was set back. Until it is measured anew, and
    /// no longer than late frames are borne with, the arrival counts.
    /// </summary>
    public Instant HappenedBy(long updateId, VenueTime stamp, Instant receivedAt)
    {
        if (updateId > _newestId)
        {
            _steppedAt = stamp + settings.LagLimit < _newestStamp ? receivedAt : _steppedAt;
            (_newestId, _newestStamp) = (updateId, stamp);
        }

        var isClockKnown = _measuredAt >= _steppedAt || receivedAt - _steppedAt >= settings.LagGrace;
        return isClockKnown && _clock?.Latest(stamp) is { } latest && latest < receivedAt ? latest : receivedAt;
    }

    /// <summary>The venue may count from elsewhere from now on.</summary>
    public void Forget() => (_newestId, _newestStamp) = (0, default);

    /// <summary>After a pause of our own what waited is late by our fault.</summary>
    public void Excuse() => _lateSince = null;

    /// <summary>Whether the clock has to be measured before the late frames count; true once a second.</summary>
    public bool AsksClock(Instant now)
    {
        var isWanted = _measuredAt < _steppedAt || (_lateSince is { } since && _measuredAt < since);
        var asks = isWanted && now >= _nextAsk;
        _nextAsk = asks ? now + AskInterval : _nextAsk;
        return asks;
    }

    /// <summary>A frame advanced the book. Says so when frames are late for good, and again after each grace.</summary>
    public Contradiction? Arrived(long updateId, VenueTime stamp, Instant receivedAt)
    {
        var lag = receivedAt - HappenedBy(updateId, stamp, receivedAt);
        if (lag < settings.LagLimit)
        {
            Excuse();
            return null;
        }

        if (_lateSince is null)
        {
            (_lateSince, _sayAt, _least, _frames) = (receivedAt, receivedAt + settings.LagGrace, lag, 0);
        }

        (_frames, _least) = (Math.Min(_frames + 1, FramesToProve), lag < _least ? lag : _least);
        if (_frames < FramesToProve || receivedAt < _sayAt || _measuredAt < _lateSince)
        {
            return null;
        }

        _sayAt = receivedAt + settings.LagGrace;
        return new Contradiction(
            DeathCause.Lagging, updateId, $"every frame is {_least.TotalSeconds:0.00} s old on arrival, or more");
    }
}
