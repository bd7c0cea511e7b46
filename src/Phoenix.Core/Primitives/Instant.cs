namespace Phoenix.Core.Primitives;

/// <summary>
/// A reading of this process's monotonic clock: for ages and deadlines only. It has no calendar and cannot be
/// compared with what the venue stamps; see <see cref="VenueTime"/>.
/// </summary>
/// <param name="Nanoseconds">Since an arbitrary origin that is fixed for the life of the process.</param>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    /// <summary>Reads the monotonic clock of <paramref name="time"/>.</summary>
    public static Instant Read(TimeProvider time) => From(time.GetElapsedTime(0));

    /// <summary>The instant that lies <paramref name="sinceOrigin"/> after the clock's origin.</summary>
    public static Instant From(TimeSpan sinceOrigin) => new(sinceOrigin.Ticks * 100);

    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Nanoseconds + (span.Ticks * 100));

    public static Instant operator -(Instant instant, TimeSpan span) => new(instant.Nanoseconds - (span.Ticks * 100));

    public static TimeSpan operator -(Instant left, Instant right) =>
        TimeSpan.FromTicks((left.Nanoseconds - right.Nanoseconds) / 100);

    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;

    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public override string ToString() => $"{Nanoseconds / 1e9:0.000}s";
}
