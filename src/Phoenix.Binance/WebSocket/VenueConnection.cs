using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Binance.WebSocket;

/// <summary>
/// What the three kinds of connection share: one socket, one life, one end. It passes on what the socket tells until
/// the connection is closed by either side, and tells of the end exactly once, unless the end was our own wish.
/// </summary>
/// <remarks>
/// The fence is a flag and not a lock: publishing under a lock could deadlock two connections whose owners close each
/// other. So nothing is begun after <see cref="Close"/>, but what the reader was publishing at that very moment may
/// still arrive; the epoch it carries tells the receiver that it is late.
/// </remarks>
internal abstract class VenueConnection : IWebSocketSink, IConnectionHandle
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private IWebSocketSession? _session;
    private bool _openedEarly;
    private int _fenced;

    protected VenueConnection(TimeProvider time) => _time = time;

    protected Instant Now => Instant.Read(_time);

    protected bool IsFenced => Volatile.Read(ref _fenced) != 0;

    /// <summary>Dials; called once, right after construction.</summary>
    public void Dial(IWebSocketTransport transport, Uri endpoint)
    {
        var session = transport.Open(endpoint, this);
        bool ready;
        lock (_gate)
        {
            _session = session;
            ready = _openedEarly;
        }

        if (IsFenced)
        {
            session.Close();
        }
        else if (ready)
        {
            Ready();
        }
    }

    /// <summary>Ends the connection instead of dialling, as the venue would that has had too many.</summary>
    public void Refuse(string detail)
    {
        if (Fence())
        {
            PublishClosed(DeathCause.ConnectLimited, detail);
        }
    }

    public void OnOpened()
    {
        lock (_gate)
        {
            // The transport may call back before it has returned the session, without which nothing can be sent.
            if (_session is null)
            {
                _openedEarly = true;
                return;
            }
        }

        if (!IsFenced)
        {
            Ready();
        }
    }

    public void OnText(ReadOnlySpan<byte> text)
    {
        if (!IsFenced)
        {
            Hear(text);
        }
    }

    public void OnClosed(SocketClosure closure)
    {
        if (!Fence())
        {
            return;
        }

        var cause = closure.WasOpen ? DeathCause.TransportClosed
            : closure.RefusedWith is 403 or 418 or 429 ? DeathCause.ConnectLimited
            : closure.Detail == ClientWebSocketTransport.DialTimedOut ? DeathCause.ConnectTimeout
            : DeathCause.ConnectFailed;
        var detail = closure.Code is { } code ? $"{code}: {closure.Detail}" : closure.Detail;
        PublishClosed(cause, detail);
    }

    public void Close()
    {
        if (Fence())
        {
            Session?.Close();
        }
    }

    /// <summary>The socket is up.</summary>
    protected abstract void Ready();

    /// <summary>One frame came.</summary>
    protected abstract void Hear(ReadOnlySpan<byte> text);

    protected abstract void PublishClosed(DeathCause cause, string detail);

    protected bool TrySend(ReadOnlySpan<byte> text) => !IsFenced && Session?.TrySend(text) == true;

    /// <summary>Ends a connection that is of no use, as if the other side had.</summary>
    protected void Abandon(string detail)
    {
        if (Fence())
        {
            Session?.Close();
            PublishClosed(DeathCause.TransportClosed, detail);
        }
    }

    private IWebSocketSession? Session
    {
        get
        {
            lock (_gate)
            {
                return _session;
            }
        }
    }

    private bool Fence() => Interlocked.Exchange(ref _fenced, 1) == 0;
}
