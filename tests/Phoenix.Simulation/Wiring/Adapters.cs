using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Core.Ports;
using Phoenix.Venue.InMemory;

namespace Phoenix.Simulation.Wiring;

/// <summary>The runtime's agenda, offered to the simulated network.</summary>
internal sealed class VirtualTime(DeterministicRuntime runtime) : IVirtualTime
{
    public DateTimeOffset Now => runtime.Now;

    public void Schedule(TimeSpan delay, Action work) => runtime.Schedule(delay, work);
}

/// <summary>The runtime's seeded stream, offered to the actors.</summary>
internal sealed class VirtualChance(DeterministicRuntime runtime) : IChance
{
    public double NextUnit() => (runtime.NextRandom() >> 11) * (1.0 / (1UL << 53));
}

/// <summary>Lets the checkers see what REST answered.</summary>
internal sealed class TappedHttp(IHttpTransport inner, Func<DateTimeOffset> now) : IHttpTransport
{
    /// <summary>Raised before the call leaves.</summary>
    public event Action<HttpCall>? Leaving;

    /// <summary>Raised before the caller sees the answer, with the moment at which it asked.</summary>
    public event Action<HttpCall, HttpAnswer, DateTimeOffset>? Answered;

    public async Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
    {
        var askedAt = now();
        Leaving?.Invoke(call);
        var answer = await inner.Send(call, cancellation);
        Answered?.Invoke(call, answer, askedAt);
        return answer;
    }
}
