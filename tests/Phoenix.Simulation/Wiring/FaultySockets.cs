using System.Text;
using Phoenix.Core.Ports;

namespace Phoenix.Simulation.Wiring;

/// <summary>
/// Sockets of a host that is at fault: names that do not resolve, certificates that do not hold, an address or a
/// request that says something else than was meant.
/// </summary>
internal sealed class FaultySockets(IWebSocketTransport inner) : IWebSocketTransport
{
    private readonly List<(Uri Endpoint, string? Failure)> _dials = [];
    private readonly List<(Uri Endpoint, IWebSocketSession Session)> _sessions = [];

    /// <summary>How many dials from now on fail before they reach the exchange.</summary>
    public int Failing { get; set; }

    /// <summary>Why they do.</summary>
    public string Failure { get; set; } = "";

    /// <summary>Bends the addresses of the next dials; null when nothing is bent.</summary>
    public Func<Uri, Uri>? BendAddress { get; set; }

    /// <summary>Bends what sockets opened from now on send; null when nothing is bent.</summary>
    public Func<string, string>? BendText { get; set; }

    /// <summary>Every dial, with what it failed of.</summary>
    public IReadOnlyList<(Uri Endpoint, string? Failure)> Dials => _dials;

    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink)
    {
        if (Failing > 0)
        {
            Failing--;
            _dials.Add((endpoint, Failure));
            sink.OnClosed(new SocketClosure(WasOpen: false, Code: null, Failure));
            return new Dead();
        }

        _dials.Add((endpoint, null));
        var session = inner.Open(BendAddress?.Invoke(endpoint) ?? endpoint, sink);
        _sessions.Add((endpoint, session));
        return BendText is { } bend ? new Bent(session, bend) : session;
    }

    /// <summary>Says something on the socket that was opened last on the route, behind the back of its owner.</summary>
    public void Say(string route, string text) =>
        _sessions.Last(dial => dial.Endpoint.AbsolutePath.StartsWith($"/{route}/", StringComparison.Ordinal))
            .Session.TrySend(Encoding.UTF8.GetBytes(text)).ShouldBeTrue();

    private sealed class Dead : IWebSocketSession
    {
        public bool TrySend(ReadOnlySpan<byte> text) => false;

        public void Close()
        {
            // It never was open.
        }
    }

    private sealed class Bent(IWebSocketSession inner, Func<string, string> bend) : IWebSocketSession
    {
        public bool TrySend(ReadOnlySpan<byte> text) =>
            inner.TrySend(Encoding.UTF8.GetBytes(bend(Encoding.UTF8.GetString(text))));

        public void Close() => inner.Close();
    }
}
