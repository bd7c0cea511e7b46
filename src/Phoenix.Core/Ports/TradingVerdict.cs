using Phoenix.Core.Primitives;

namespace Phoenix.Core.Ports;

/// <summary>What the venue's own count of its quantitative rules says of one symbol.</summary>
/// <param name="IsLocked">Whether it takes only orders that reduce.</param>
/// <param name="Until">When it plans to end that; the epoch when it does not say.</param>
/// <param name="Trigger">The locked indicators, as the venue names them: UFR, GCR, …; empty if none is.</param>
public sealed record TradingVerdict(bool IsLocked, VenueTime Until, string Trigger)
{
    public static TradingVerdict Free { get; } = new(false, default, "");
}
