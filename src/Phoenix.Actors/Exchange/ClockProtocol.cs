using Phoenix.Core.Primitives;
using Phoenix.Core.Time;

namespace Phoenix.Actors.Exchange;

/// <summary>The contract of the clock: what it finds out about the venue's time and about this process.</summary>
public static class ClockProtocol
{
    /// <summary>Marks what the clock tells.</summary>
    public interface IEvent;

    /// <summary>The estimate is in doubt: measure the venue's clock now.</summary>
    public sealed record Measure
    {
        public static Measure Instance { get; } = new();
    }

    /// <summary>On the event stream: the venue's clock was measured once more.</summary>
    public sealed record Measured(ClockReading Reading) : IEvent;

    /// <summary>On the event stream: this process, or its machine, stood still until now.</summary>
    public sealed record Paused(TimeSpan Length, Instant ResumedAt) : IEvent;
}
