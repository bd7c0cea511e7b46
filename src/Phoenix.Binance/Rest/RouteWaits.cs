using System.Collections.Concurrent;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Rest;

/// <summary>
/// What the venue is not to be asked for yet: the wait that comes with a failure of its own (5xx) holds for the method
/// and path that failed, and for nothing else. Refusals for rate are the budget's. Holds one instant per route; safe
/// from any thread.
/// </summary>
internal sealed class RouteWaits(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Method, string Path), Instant> _until = new();

    /// <summary>How long the call has to wait yet; zero when it may be sent.</summary>
    public TimeSpan Left(RestCall call) =>
        _until.TryGetValue((call.Method, call.Path), out var until) && until > Instant.Read(time)
            ? until - Instant.Read(time)
            : TimeSpan.Zero;

    /// <summary>The venue failed and named a wait.</summary>
    public void Hear(RestCall call, TimeSpan wait) => _until[(call.Method, call.Path)] = Instant.Read(time) + wait;
}
