using Microsoft.Extensions.Logging;
using Phoenix.Core.Ports;
using Phoenix.Core.Recording;

namespace Phoenix.Actors;

/// <summary>
/// Everything the actor tree needs from outside; the composition root decides what stands behind each port.
/// </summary>
public sealed record PhoenixPorts(
    IVenueRest Rest,
    IMarketDataPort MarketData,
    IUserDataPort UserData,
    ITradingPort Trading,
    IChance Chance,
    ILoggerFactory Logs)
{
    /// <summary>Where every machine leaves what it was told and what it decided; off by default.</summary>
    public FlightRecorder Recorder { get; init; } = FlightRecorder.Off;
}
