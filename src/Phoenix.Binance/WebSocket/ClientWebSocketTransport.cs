using Phoenix.Core.Ports;

namespace Phoenix.Binance.WebSocket;

/// <summary>
/// Real sockets. Each dial gives one session that lives once: it never reconnects, and when it is over it has told so
/// exactly once, unless it was closed from here.
/// </summary>
public sealed class ClientWebSocketTransport : IWebSocketTransport, IDisposable
{
    /// <summary>
    /// The detail of a closure whose dial took too long; it tells this end from a refused connection.
    /// </summary>
    public const string DialTimedOut = "the dial did not complete within its deadline";

    private readonly TimeProvider _time;
    private readonly WebSocketTransportOptions _options;
    private readonly HttpMessageInvoker _dialler;

    public ClientWebSocketTransport(TimeProvider time, WebSocketTransportOptions options)
    {
        (_time, _options) = (time, options);

        // Its own handler: no proxy, no cookies. Sockets it opens have Nagle's algorithm off.
        _dialler = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    }

    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink)
    {
        var session = new ClientWebSocketSession(endpoint, sink, _dialler, _time, _options);
        session.Start();
        return session;
    }

    public void Dispose() => _dialler.Dispose();
}
