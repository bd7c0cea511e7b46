using Phoenix.Core.Ports;

namespace Phoenix.Simulation.Wiring;

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
