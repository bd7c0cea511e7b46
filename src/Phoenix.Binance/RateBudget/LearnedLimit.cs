using Phoenix.Core.Primitives;

namespace Phoenix.Binance.RateBudget;

/// <summary>
/// One of the venue's limits as we can know it: what its rules say stands, and a lower one it told of holds for one
/// window since it was last told. Not safe for several threads.
/// </summary>
/// <remarks>
/// A lower limit must be forgotten: below a certain one nothing may be sent any more, so nobody would ever tell of its
/// end.
/// </remarks>
internal sealed class LearnedLimit(TimeSpan window, int standing)
{
    private int _standing = standing;
    private int _lowered;
    private Instant? _loweredUntil;

    public int At(Instant now) =>
        _loweredUntil is { } end && now < end ? Math.Min(_lowered, _standing) : _standing;

    /// <summary>Takes what the venue's rules list.</summary>
    public void Rule(int limit) => _standing = limit;

    /// <summary>Takes what a reply told: a higher limit than the standing one replaces it, a lower passes.</summary>
    public void Hear(int limit, Instant now)
    {
        if (limit < _standing)
        {
            Lower(limit, now + window);
        }
        else
        {
            (_standing, _loweredUntil) = (limit, null);
        }
    }

    public void Lower(int limit, Instant until) => (_lowered, _loweredUntil) = (limit, until);

    /// <summary>How long a lower limit holds yet; null when none does.</summary>
    public TimeSpan? UntilLapse(Instant now) =>
        _loweredUntil is { } end && now < end ? end - now : null;

    /// <summary>Whether a lower limit has just been forgotten; true once.</summary>
    public bool HasLapsed(Instant now)
    {
        if (_loweredUntil is not { } end || now < end)
        {
            return false;
        }

        _loweredUntil = null;
        return true;
    }
}
