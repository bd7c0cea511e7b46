using Phoenix.Actors.Telemetry;

namespace Phoenix.Node.Metrics;

/// <summary>Whose health is asked for.</summary>
internal interface IHealthTarget
{
    /// <summary>Null when the trading system does not answer within <paramref name="patience"/>.</summary>
    Task<PhoenixStatus?> Standing(TimeSpan patience);
}
