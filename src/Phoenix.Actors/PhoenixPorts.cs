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
    /// <summary>The estimate of the venue's clock; unknown by default.</summary>
    public IVenueClock Clock { get; init; } = UnknownClock.Instance;

    /// <summary>What the venue's limits leave; by default there are none.</summary>
    public IRateBudget Budget { get; init; } = NoRateBudget.Instance;

    /// <summary>Where decisions are kept that sent something; nowhere by default.</summary>
    public IDecisionSink Decisions { get; init; } = NoDecisions.Instance;

    /// <summary>Where the parts of traces go; nothing is traced by default.</summary>
    public ITraceSink Traces { get; init; } = NoTraces.Instance;

    /// <summary>What is remembered of a kill beyond the life of the process; by default nothing is.</summary>
    public IKillSwitch KillSwitch { get; init; } = new MemoryKillSwitch();

    /// <summary>What is remembered of stops for a loss beyond the life of the process; by default nothing is.</summary>
    public IStopRecord StopRecord { get; init; } = new MemoryStopRecord();

    /// <summary>Where every machine leaves what it was told and what it decided; off by default.</summary>
    public FlightRecorder Recorder { get; init; } = FlightRecorder.Off;
}
