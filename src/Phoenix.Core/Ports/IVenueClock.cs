using Phoenix.Core.Time;

namespace Phoenix.Core.Ports;

/// <summary>
/// The one estimate of the venue's clock. Every answer to <see cref="IVenueRest.GetServerTime"/> is taken into account
/// by whoever implements it. Safe from any thread.
/// </summary>
public interface IVenueClock
{
    /// <summary>Whether no trusted sample exists: before the first one, and after <see cref="Distrust"/>.</summary>
    bool NeedsSync { get; }

    /// <summary>The best that is known; null before the first sample.</summary>
    ClockReading? Read();

    /// <summary>One of the clocks made a step: what was measured so far is worth nothing.</summary>
    void Distrust();
}

/// <summary>A clock that nobody measures.</summary>
public sealed class UnknownClock : IVenueClock
{
    public static UnknownClock Instance { get; } = new();

    public bool NeedsSync => false;

    public ClockReading? Read() => null;

    public void Distrust()
    {
        // There is nothing to forget.
    }
}
