using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Accounts;

/// <summary>Counts what was used within the running calendar window; a new window starts at zero.</summary>
internal sealed class RequestWindow(TimeSpan length, int limit)
{
    private long _window = -1;
    private int _used;

    /// <summary>Another limit for the time being; null when there is none.</summary>
    internal int? Squeezed { get; set; }

    internal int Limit => Squeezed ?? limit;

    internal TimeSpan Length => length;

    internal int Used(VenueTime now)
    {
        Roll(now);
        return _used;
    }

    internal void Count(VenueTime now, int amount)
    {
        Roll(now);
        _used += amount;
    }

    internal bool Exceeds(VenueTime now, int amount) => Used(now) + amount > Limit;

    /// <summary>When the running window ends.</summary>
    internal VenueTime EndOf(VenueTime now)
    {
        var period = (long)length.TotalMilliseconds;
        return new VenueTime(((now.Milliseconds / period) + 1) * period);
    }

    private void Roll(VenueTime now)
    {
        var window = now.Milliseconds / (long)length.TotalMilliseconds;
        if (window == _window) return;
        (_window, _used) = (window, 0);
    }
}
