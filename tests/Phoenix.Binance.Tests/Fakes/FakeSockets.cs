using System.Text;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.Tests.Fakes;

/// <summary>Sockets that do what the test says.</summary>
public sealed class FakeSockets : IWebSocketTransport
{
    public List<FakeSocket> Dialled { get; } = [];

    /// <summary>Whether a socket opens while it is still being dialled, on the same thread.</summary>
    public bool OpensAtOnce { get; set; }

    public FakeSocket Last => Dialled[^1];

    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink)
    {
        var socket = new FakeSocket(endpoint, sink);
        Dialled.Add(socket);
        if (OpensAtOnce)
        {
            socket.Up();
        }

        return socket;
    }
}

/// <summary>One socket and the side of the peer.</summary>
public sealed class FakeSocket(Uri endpoint, IWebSocketSink sink) : IWebSocketSession
{
    public Uri Endpoint => endpoint;

    public List<string> Sent { get; } = [];

    public int Closes { get; private set; }

    public bool IsFull { get; set; }

    public void Up() => sink.OnOpened();

    public void Says(string text) => sink.OnText(Encoding.UTF8.GetBytes(text));

    public void Says(byte[] text) => sink.OnText(text);

    public void Ends(bool wasOpen = true, int? code = null, string detail = "gone") =>
        sink.OnClosed(new SocketClosure(wasOpen, code, detail));

    public bool TrySend(ReadOnlySpan<byte> text)
    {
        if (IsFull)
        {
            return false;
        }

        Sent.Add(Encoding.UTF8.GetString(text));
        return true;
    }

    public void Close() => Closes++;
}

/// <summary>Keeps what was published.</summary>
public sealed class Heard<TEvent> : IEventSink<TEvent>
{
    public List<TEvent> Events { get; } = [];

    public TEvent Last => Events[^1];

    public void Publish(TEvent occurrence) => Events.Add(occurrence);
}
