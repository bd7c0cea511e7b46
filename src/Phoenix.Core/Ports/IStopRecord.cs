using Phoenix.Core.Risk;

namespace Phoenix.Core.Ports;

/// <summary>
/// Remembers, beyond the life of the process, which stops for a loss are in force. Writes take effect in the order in
/// which they are asked for. Safe from any thread; nothing of it throws for an operating error.
/// </summary>
public interface IStopRecord
{
    /// <summary>Read once, before anything may quote.</summary>
    StopReading Read();

    /// <summary>Completes when they are kept for good: null, or why they are not. May be repeated.</summary>
    Task<string?> Keep(LossStops stops);
}

/// <summary>What was found of an earlier run's stops.</summary>
/// <param name="Stops">When in doubt, the account is stopped.</param>
/// <param name="Problem">Why it is in doubt, with the remedy; null if it is not.</param>
public sealed record StopReading(LossStops Stops, string? Problem);

/// <summary>Remembers as long as the process lives.</summary>
public sealed class MemoryStopRecord : IStopRecord
{
    private volatile LossStops _stops = LossStops.None;

    public StopReading Read() => new(_stops, null);

    public Task<string?> Keep(LossStops stops)
    {
        _stops = stops;
        return Task.FromResult<string?>(null);
    }
}
