using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Core.Time;

namespace Phoenix.Core.Desk;

/// <content>
/// What stands outside of the desk and watches over it, and the proofs without which the dead man's switch is not
/// refreshed: a heartbeat of the stale monitor, a fresh book, an answered probe of the user stream, an account that was
/// compared. Each has its own limit of age.
/// </content>
public sealed partial class SymbolDesk
{
    private Instant? _watchedAt;
    private Instant _userProvenAt;
    private Instant _agreedAt;
    private bool _refreshWithheld;
    private ClockReading? _clock;
    private Instant _resumedAt;

    private TimeSpan UserProofLimit =>
        _settings.UserStream.ProbeInterval + _settings.UserStream.ProbeTimeout + _settings.Streams.WatchTimeout;

    /// <summary>The stale monitor looked at all ages at <paramref name="at"/>.</summary>
    public void OnWatched(Instant at, Instant now, List<DeskEffect> effects)
    {
        _watchedAt = at;
        if (now - at < _settings.Streams.WatchTimeout)
        {
            Clear(HaltCauses.Unwatched);
        }

        Act(now, effects);
    }

    /// <summary>The user stream of the epoch answered a probe.</summary>
    public void OnUserProven(Epoch epoch, Instant now)
    {
        if (epoch == _userEpoch)
        {
            _userProvenAt = now;
        }
    }

    /// <summary>The venue's clock was measured.</summary>
    public void OnClock(ClockReading reading, Instant now)
    {
        _clock = reading;
        _lag.Measured(reading, now);
    }

    /// <summary>
    /// This process stood still until now. Frames that waited in the meantime look fresh by their receipt, and whatever
    /// happened to our orders we did not see.
    /// </summary>
    public void OnPaused(Instant now, List<DeskEffect> effects)
    {
        (_resumedAt, _watchedAt, _userProvenAt) = (now, now, now); // their signs of life wait to be read
        _lag.Excuse();
        Halt(HaltCauses.Paused);
        Unprove(now);
        Act(now, effects);
    }

    /// <summary>The connections of the account do not come back, or do again and have for long enough.</summary>
    public void OnSafeMode(bool isSafe, Instant now, List<DeskEffect> effects)
    {
        if (isSafe)
        {
            Fault(HaltCauses.SafeMode, now);
        }
        else if (IsHalted(HaltCauses.SafeMode))
        {
            Clear(HaltCauses.SafeMode);
            Unprove(now);
        }

        Act(now, effects);
    }

    /// <summary>
    /// Who is not watched does not quote: nobody would tell that a stream is dead. A desk that has just begun waits for
    /// its first heartbeat as long as for any other.
    /// </summary>
    private void JudgeWatch(Instant now)
    {
        if (now - (_watchedAt ??= now) >= _settings.Streams.WatchTimeout)
        {
            Fault(HaltCauses.Unwatched, now);
        }
    }

    /// <summary>
    /// A frame that is in the book ends the pause if the venue stamped it after it. Without a measured clock nothing
    /// can be proven; then what waited has been read after as long as a book may be old.
    /// </summary>
    private void JudgePause(VenueTime stamped, Instant receivedAt, Instant now)
    {
        if (!IsHalted(HaltCauses.Paused))
        {
            return;
        }

        var isProven = _clock is { } clock
            ? clock.IsAfter(stamped, _resumedAt)
            : receivedAt - _resumedAt >= _settings.Streams.HaltAfter;
        if (isProven)
        {
            Clear(HaltCauses.Paused);
            Unprove(now);
        }
    }

    /// <summary>The connection says itself when a probe is not answered; this is for one that says nothing.</summary>
    private void JudgeUserProof(Instant now, List<DeskEffect> effects)
    {
        if (!IsHalted(HaltCauses.UserStreamDown) && now - _userProvenAt >= UserProofLimit)
        {
            Fault(HaltCauses.UserStreamDown, now);
            effects.Add(new DeskEffect.SuspectUserStream(
                _userEpoch, DeathCause.ProbeUnanswered, $"not proven for {UserProofLimit.TotalSeconds:0.#} s"));
        }
    }

    /// <summary>
    /// Whether the switch may be refreshed. Every halt cause but the switch's own forbids it, and so does an account
    /// that nobody has compared for too long, which alone is no reason to pull yet: the switch runs out instead.
    /// </summary>
    private bool MayRefresh(Instant now, List<DeskEffect> effects)
    {
        if ((Halts & ~HaltCauses.SwitchNotArmed) != 0)
        {
            return false;
        }

        var limit = 3 * _governor.Upkeep.Reconcile;
        if (now - _agreedAt < limit)
        {
            _refreshWithheld = false;
            return true;
        }

        if (!_refreshWithheld)
        {
            _refreshWithheld = true;
            effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(
                $"the countdown is not refreshed: the account was not compared for {limit.TotalSeconds:0.#} s")));
        }

        return false;
    }
}
