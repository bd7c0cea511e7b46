namespace Phoenix.Core.Primitives;

/// <summary>A time stamped by the venue: milliseconds since 1970-01-01 UTC on the venue's clock.</summary>
public readonly record struct VenueTime(long Milliseconds) : IComparable<VenueTime>
{
    public static VenueTime From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    public static VenueTime operator +(VenueTime time, TimeSpan span) =>
        new(time.Milliseconds + (long)span.TotalMilliseconds);

    public static TimeSpan operator -(VenueTime left, VenueTime right) =>
        TimeSpan.FromMilliseconds(left.Milliseconds - right.Milliseconds);

    public static bool operator <(VenueTime left, VenueTime right) => left.Milliseconds < right.Milliseconds;

    public static bool operator >(VenueTime left, VenueTime right) => left.Milliseconds > right.Milliseconds;

    public static bool operator <=(VenueTime left, VenueTime right) => left.Milliseconds <= right.Milliseconds;

    public static bool operator >=(VenueTime left, VenueTime right) => left.Milliseconds >= right.Milliseconds;

    public int CompareTo(VenueTime other) => Milliseconds.CompareTo(other.Milliseconds);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    public override string ToString() => ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss.fff");
}
