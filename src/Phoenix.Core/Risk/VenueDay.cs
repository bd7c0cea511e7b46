using Phoenix.Core.Primitives;

namespace Phoenix.Core.Risk;

/// <summary>The newest day (UTC) the venue has stamped. A stamp from an earlier one does not turn it back.</summary>
internal struct VenueDay
{
    private const long DayMs = 24 * 60 * 60 * 1000;

    private long? _day;

    /// <summary>Whether <paramref name="at"/> begins a later day than any before. False for the first.</summary>
    public bool Rolls(VenueTime at)
    {
        var day = at.Milliseconds >= 0 ? at.Milliseconds / DayMs : ~(~at.Milliseconds / DayMs);
        var rolls = day > _day;
        _day = _day is null || rolls ? day : _day;
        return rolls;
    }
}
