using Microsoft.Extensions.Logging;
using Phoenix.Core.Ports;

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
    ILoggerFactory Logs);
