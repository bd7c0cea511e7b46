using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Core.Ports;
using Phoenix.Venue.InMemory;

namespace Phoenix.Node.Simulated;

/// <summary>The runtime's agenda, offered to the simulated network.</summary>
public sealed class VirtualTime(DeterministicRuntime runtime) : IVirtualTime
{
    public DateTimeOffset Now => runtime.Now;

    public void Schedule(TimeSpan delay, Action work) => runtime.Schedule(delay, work);
}

/// <summary>The runtime's seeded stream, offered to the actors.</summary>
public sealed class VirtualChance(DeterministicRuntime runtime) : IChance
{
    public double NextUnit() => (runtime.NextRandom() >> 11) * (1.0 / (1UL << 53));
}
