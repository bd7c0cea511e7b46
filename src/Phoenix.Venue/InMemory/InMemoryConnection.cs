using Phoenix.Core.Ports;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.InMemory;

/// <summary>One simulated connection: the client's session and the venue's peer, with the wire in between.</summary>
internal sealed class InMemoryConnection(InMemoryVenue network, long id, string pathAndQuery, IWebSocketSink sink)
    : IWebSocketSession, IVenuePeer
{
    /// <summary>Frames the client may have under way, as <see cref="IWebSocketSession.TrySend"/> promises.</summary>
    private const int OutboundLimit = 64;

    private readonly SocketClass? _class = SocketPath.Parse(pathAndQuery)?.Class;
    private VenueSocket? _socket;
    private DateTimeOffset _lastUp;
    private DateTimeOffset _lastDown;
    private int _underWay;
    private bool _isOpen;
    private bool _isOver;      // the client closed, or its sink heard the end
    private bool _isDeaf;
    private List<byte[]> _unread = [];

    public bool TrySend(ReadOnlySpan<byte> text)
    {
        if (!_isOpen || _isOver || _underWay >= OutboundLimit) return false;
        var bytes = text.ToArray();
        _underWay++;
        network.Tap(new ClientFrame(id, _socket!.Id, _class, FrameDirection.FromClient, bytes, network.Now));
        Up(() =>
        {
            if (_isDeaf)
            {
                _unread.Add(bytes);
            }
            else
            {
                Arrive(bytes);
            }
        });
        return true;
    }

    public void Close()
    {
        if (_isOver) return;
        _isOver = true;
        Up(() =>
        {
            network.AtPresent();
            _socket?.OnClosed();
        });
    }

    void IVenuePeer.Send(ReadOnlyMemory<byte> text) => Down(() =>
    {
        if (_isOver) return;
        network.Tap(new ClientFrame(id, _socket!.Id, _class, FrameDirection.ToClient, text, network.Now));
        sink.OnText(text.Span);
    });

    /// <summary>Answered on the spot: the client's stack does it, no message of the client is involved.</summary>
    void IVenuePeer.Ping(ReadOnlyMemory<byte> payload)
    {
        if (!_isOver) _socket?.OnPong(payload.Span);
    }

    void IVenuePeer.Close(int code, string reason) =>
        Down(() => EndAtClient(new SocketClosure(WasOpen: true, code, reason)));

    void IVenuePeer.Abort() =>
        Down(() => EndAtClient(new SocketClosure(WasOpen: true, null, "connection reset")));

    void IVenuePeer.Vanish() =>
        Down(() => EndAtClient(new SocketClosure(WasOpen: true, null, "end of stream")));

    /// <summary>Before the upgrade was answered it never was open.</summary>
    void IVenuePeer.Reset() =>
        Down(() => EndAtClient(new SocketClosure(WasOpen: _isOpen, null, "connection reset")));

    /// <summary>
    /// What is not read fills the way from the client, which soon can send no more. Pings and frames below messages do
    /// not exist here.
    /// </summary>
    void IVenuePeer.Shape(WireShape shape)
    {
        _isDeaf = !shape.Reads;
        if (_isDeaf) return;
        var arrived = _unread;
        _unread = [];
        foreach (var bytes in arrived)
        {
            Arrive(bytes);
        }
    }

    /// <summary>The venue itself swallows both directions; this network adds no traffic of its own.</summary>
    void IVenuePeer.GoDark()
    {
        // What is under way arrives, as it would on a real route.
    }

    internal void Dial() => Up(() =>
    {
        if (_isOver) return;
        _socket = network.AtPresent().Accept(pathAndQuery, this, out var status);
        if (_socket is null && status == 0) return;   // stalled, or told how it ends
        if (_socket is null)
        {
            Down(() => EndAtClient(new SocketClosure(WasOpen: false, null, $"upgrade refused with status {status}")
            {
                RefusedWith = status,
            }));
            return;
        }

        Down(() =>
        {
            if (_isOver) return;
            _isOpen = true;
            sink.OnOpened();
        });
    });

    private void Arrive(byte[] text)
    {
        _underWay--;
        network.AtPresent();
        _socket?.OnText(text);
        network.WakeInTime();
    }

    private void EndAtClient(SocketClosure closure)
    {
        if (_isOver) return;
        _isOver = true;
        sink.OnClosed(closure);
    }

    private void Up(Action work) => _lastUp = Travel(_lastUp, work);

    private void Down(Action work) => _lastDown = Travel(_lastDown, work);

    /// <summary>Nothing overtakes what was sent before it on the same connection in the same direction.</summary>
    private DateTimeOffset Travel(DateTimeOffset last, Action work)
    {
        var arrival = network.Now + network.DrawLatency();
        if (arrival <= last) arrival = last.AddTicks(1);   // what is due at the same tick has no order
        network.Schedule(arrival - network.Now, work);
        return arrival;
    }
}
