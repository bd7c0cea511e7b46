using Phoenix.Actors.Control;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Node.Dashboard;

/// <summary>What the dashboard shows, wherever it comes from.</summary>
internal interface IDashboardSource
{
    /// <summary>The actor system's clock now.</summary>
    Instant Now { get; }

    /// <summary>Everybody publishes how he stands; whoever asks next is told.</summary>
    void Look();

    /// <summary>Null when the trading system does not answer in time.</summary>
    Task<PhoenixStatus?> Status();

    /// <summary>What the operator wants; null when the trading system does not answer in time.</summary>
    Task<ControlProtocol.InForce?> InForce();

    /// <summary>What is used of the exchange's limits.</summary>
    BudgetReading Budget();
}
