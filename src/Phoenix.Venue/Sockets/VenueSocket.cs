using System.Buffers.Text;
using System.Text;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Sockets;

/// <summary>
/// One open socket of the venue. The façade that owns the transport feeds it (<see cref="OnText"/>,
/// <see cref="OnClosed"/>); the venue answers through the <see cref="IVenuePeer"/>.
/// </summary>
public sealed class VenueSocket
{
    private readonly IVenuePeer _peer;
    private readonly ISocketTalk _talk;
    private readonly Action<VenueSocket> _ended;
    private readonly VenueFloor _floor;
    private readonly List<VenueTime> _unanswered = [];
    private readonly List<ISocketFilter> _filters = [];
    private readonly List<(object Owner, Func<WireShape, WireShape> Bend)> _bends = [];
    private List<OutgoingFrame>? _overheard;
    private WireShape _shape = WireShape.Healthy;
    private readonly VenueTime _since;
    private VenueTime _nextPing;
    private (long Second, int Count) _incoming;

    internal VenueSocket(
        long id,
        SocketPath path,
        IVenuePeer peer,
        ISocketTalk talk,
        AddressUse use,
        VenueFloor floor,
        Action<VenueSocket> ended)
    {
        (Use, _floor) = (use, floor);
        (Id, Class, Path, OpenedAt) = (id, path.Class, path.Display, floor.Now);
        _since = floor.Steady;
        _nextPing = _since + floor.Limits.PingInterval;
        IsCombined = path.IsCombined;
        (_peer, _talk, _ended) = (peer, talk, ended);
    }

    public long Id { get; }

    public SocketClass Class { get; }

    /// <summary>As dialled, but without listen keys.</summary>
    public string Path { get; }

    /// <summary>As the venue's clock showed it.</summary>
    public VenueTime OpenedAt { get; }

    public long FramesSent { get; private set; }

    public long BytesSent { get; private set; }

    /// <summary>Bytes vanish both ways, closes included.</summary>
    public bool IsBlackholed => Blackholes > 0;

    /// <summary>Every outgoing text frame is swallowed; the connection itself lives.</summary>
    public bool IsMuted => _filters.Exists(filter => filter.IsSilencer);

    public bool IsOpen { get; private set; } = true;

    /// <summary>Names in the order of subscription; on the private route without the key.</summary>
    public IReadOnlyList<string> Subscriptions => Names;

    internal List<string> Names { get; } = [];

    internal List<PrivateSubscription> Keys { get; } = [];

    internal bool IsCombined { get; set; }

    /// <summary>What the client's address has used.</summary>
    internal AddressUse Use { get; }

    /// <summary>Whom a trading-API socket was logged on as; null before and after.</summary>
    internal TradingSession? Session { get; set; }

    internal bool ReturnsRateLimits { get; set; } = true;

    internal int Blackholes { get; private set; }

    /// <summary>Pings the client has not answered yet.</summary>
    public int UnansweredPings => _unanswered.Count;

    /// <summary>Whether something stands in the way of its frames and messages.</summary>
    internal bool IsFiltered => _filters.Count > 0;

    /// <summary>Whether what is sent now leaves the venue.</summary>
    internal bool IsConnected => IsOpen && !IsBlackholed;

    /// <summary>A message of the client arrived.</summary>
    public void OnText(ReadOnlySpan<byte> text)
    {
        if (!IsHeard(isText: true)) return;
        if (IsFiltered)
        {
            Run(0, text.ToArray());
        }
        else
        {
            _talk.OnText(this, text);
        }
    }

    /// <summary>A ping frame of the client arrived; the transport answers it.</summary>
    public void OnPing() => IsHeard(isText: false);

    /// <summary>A pong frame of the client arrived. Only one that repeats a ping counts as an answer.</summary>
    public void OnPong(ReadOnlySpan<byte> payload)
    {
        if (!IsHeard(isText: false)) return;
        if (!Utf8Parser.TryParse(payload, out long sentAt, out var used) || used != payload.Length) return;
        var answered = _unanswered.IndexOf(new VenueTime(sentAt));
        if (answered >= 0) _unanswered.RemoveRange(0, answered + 1);
    }

    /// <summary>The client's end of the connection is gone. What is lost in a black hole is not seen here.</summary>
    public void OnClosed()
    {
        if (IsOpen && !IsBlackholed) End();
    }

    /// <summary>Sends a reply.</summary>
    internal void Send(ReadOnlyMemory<byte> text) => Send(OutgoingFrame.Reply(text));

    internal void Send(in OutgoingFrame frame)
    {
        if (_overheard is not null && frame.Cause == FrameCause.Reply)
        {
            _overheard.Add(frame);
        }
        else if (IsConnected)
        {
            Run(0, frame);
        }
    }

    /// <summary>Runs <paramref name="talk"/> and keeps the replies it sends, so that they can be sent later.</summary>
    internal IReadOnlyList<OutgoingFrame> Overhear(Action talk)
    {
        List<OutgoingFrame> heard = [];
        _overheard = heard;
        try
        {
            talk();
        }
        finally
        {
            _overheard = null;
        }

        return heard;
    }

    /// <summary>Hands a frame to whatever stands behind <paramref name="filter"/>, and at last to the peer.</summary>
    internal void PassOn(ISocketFilter filter, in OutgoingFrame frame)
    {
        if (IsConnected) Run(_filters.IndexOf(filter) + 1, frame);
    }

    /// <summary>
    /// Hands a message to whatever stands behind <paramref name="filter"/>, and at last to the venue.
    /// </summary>
    internal void PassOn(ISocketFilter filter, ReadOnlyMemory<byte> text)
    {
        if (IsConnected) Run(_filters.IndexOf(filter) + 1, text);
    }

    internal void Add(ISocketFilter filter) => _filters.Add(filter);

    internal void Remove(ISocketFilter filter) => _filters.Remove(filter);

    /// <summary>Sends bytes that have the form the socket asked for already, past no filter.</summary>
    internal void SendFormed(ReadOnlyMemory<byte> text)
    {
        FramesSent++;
        BytesSent += text.Length;
        _peer.Send(text);
    }

    /// <summary>Bends the wire below the socket until <see cref="Straighten"/>.</summary>
    internal void Bend(object owner, Func<WireShape, WireShape> bend)
    {
        _bends.Add((owner, bend));
        Reshape();
    }

    internal void Straighten(object owner)
    {
        if (_bends.RemoveAll(bent => bent.Owner == owner) > 0 && IsOpen) Reshape();
    }

    internal void Ping(ReadOnlyMemory<byte> payload)
    {
        if (IsConnected) _peer.Ping(payload);
    }

    /// <summary>Pings when a ping is due; ends what does not answer, and what has lived long enough.</summary>
    /// <remarks>
    /// Source: the rules for connections in the exchange's documentation (read 2026-05-28). Codes and reasons as
    /// clients report them: https://github.com/ccxt/php-binance-api/issues/453 (1008, "Pong timeout"). The payload is
    /// the time in milliseconds.
    /// </remarks>
    internal void Watch()
    {
        if (!IsOpen || IsBlackholed) return;
        var (now, limits) = (_floor.Steady, _floor.Limits);
        if (now - _since >= limits.ConnectionLife)
        {
            Close(1001, "24h limit");
        }
        else if (_unanswered.Count > 0 && now - _unanswered[0] >= limits.PongDeadline)
        {
            Close(1008, "Pong timeout");
        }
        else if (now >= _nextPing)
        {
            _nextPing = now + limits.PingInterval;
            if (!_shape.SendsPings) return;
            _unanswered.Add(now);
            _peer.Ping(Encoding.ASCII.GetBytes($"{_floor.Now.Milliseconds}"));
        }
    }

    internal void EnterBlackhole()
    {
        if (++Blackholes == 1) _peer.GoDark();
    }

    /// <summary>With its last black hole the connection ends too.</summary>
    internal void LeaveBlackhole()
    {
        if (--Blackholes == 0) Abort();
    }

    internal void Close(int code, string reason)
    {
        if (!IsOpen) return;
        End();
        if (!IsBlackholed) _peer.Close(code, reason);
    }

    internal void Abort() => Break(static peer => peer.Abort());

    /// <summary>Ends without a closing frame; all that was sent still arrives.</summary>
    internal void Vanish() => Break(static peer => peer.Vanish());

    /// <summary>Ends with a reset.</summary>
    internal void Reset() => Break(static peer => peer.Reset());

    private void Break(Action<IVenuePeer> end)
    {
        if (!IsOpen) return;
        End();
        end(_peer);
    }

    /// <summary>
    /// Counts an incoming frame. One too many in a second ends the connection, and counts against the address.
    /// </summary>
    private bool IsHeard(bool isText)
    {
        if (!IsOpen || IsBlackholed) return false;
        var isTrading = Class == SocketClass.Trading;
        if (isTrading && isText) return true;   // those cost weight instead
        var second = _floor.Steady.Milliseconds / 1000;
        _incoming = (second, _incoming.Second == second ? _incoming.Count + 1 : 1);
        var limits = _floor.Limits;
        if (_incoming.Count <= (isTrading ? limits.TradingPingsPerSecond : limits.MessagesPerSecond)) return true;
        Use.CountRefusal(_floor.Now);
        Close(1008, "Too many requests");
        return false;
    }

    private void Run(int from, in OutgoingFrame frame)
    {
        if (from < _filters.Count)
        {
            _filters[from].OnFrame(this, frame);
        }
        else
        {
            SendFormed(frame.In(IsCombined));
        }
    }

    private void Run(int from, ReadOnlyMemory<byte> text)
    {
        if (from < _filters.Count)
        {
            _filters[from].OnMessage(this, text);
        }
        else
        {
            _talk.OnText(this, text.Span);
        }
    }

    private void Reshape()
    {
        _shape = _bends.Aggregate(WireShape.Healthy, static (shape, bent) => bent.Bend(shape));
        _peer.Shape(_shape);
    }

    private void End()
    {
        IsOpen = false;
        _ended(this);
    }
}

/// <summary>What the venue does with a client's message; one per kind of socket.</summary>
internal interface ISocketTalk
{
    void OnText(VenueSocket socket, ReadOnlySpan<byte> text);
}

/// <summary>A user data stream on a socket: the key and the event types wanted of it.</summary>
/// <param name="Key">As the client gave it; a wrong one stays silent.</param>
/// <param name="Event">One type, or null for all.</param>
internal sealed record PrivateSubscription(string Key, string? Event)
{
    internal string Item => Event is null ? Key : $"{Key}@{Event}";
}
