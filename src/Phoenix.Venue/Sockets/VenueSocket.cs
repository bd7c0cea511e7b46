using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;

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

    internal VenueSocket(
        long id,
        SocketPath path,
        IVenuePeer peer,
        ISocketTalk talk,
        AddressUse use,
        VenueTime now,
        Action<VenueSocket> ended)
    {
        Use = use;
        (Id, Class, Path, OpenedAt) = (id, path.Class, path.Display, now);
        IsCombined = path.IsCombined;
        (_peer, _talk, _ended) = (peer, talk, ended);
    }

    public long Id { get; }

    public SocketClass Class { get; }

    /// <summary>As dialled, but without listen keys.</summary>
    public string Path { get; }

    public VenueTime OpenedAt { get; }

    public long FramesSent { get; private set; }

    public long BytesSent { get; private set; }

    /// <summary>Bytes vanish both ways, closes included.</summary>
    public bool IsBlackholed => Blackholes > 0;

    /// <summary>Every outgoing text frame is swallowed; the connection itself lives.</summary>
    public bool IsMuted => Mutes > 0;

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

    internal int Mutes { get; set; }

    /// <summary>Streams whose frames are swallowed; <c>*</c> is all of them.</summary>
    internal List<string> MutedStreams { get; } = [];

    /// <summary>Streams of which the next frames are lost, and how many.</summary>
    internal List<(string Stream, int Left)> Gaps { get; } = [];

    /// <summary>The second in which control messages are counted, and how many came in it.</summary>
    internal (long Second, int Count) Incoming { get; set; }

    /// <summary>A message of the client arrived.</summary>
    public void OnText(ReadOnlySpan<byte> text)
    {
        if (IsOpen && !IsBlackholed) _talk.OnText(this, text);
    }

    /// <summary>The client's end of the connection is gone. What is lost in a black hole is not seen here.</summary>
    public void OnClosed()
    {
        if (IsOpen && !IsBlackholed) End();
    }

    internal void Send(ReadOnlyMemory<byte> text)
    {
        if (!IsOpen || IsBlackholed || IsMuted) return;
        FramesSent++;
        BytesSent += text.Length;
        _peer.Send(text);
    }

    internal bool Hears(string stream)
    {
        if (!IsOpen || IsBlackholed || IsMuted) return false;
        if (MutedStreams.Count > 0 && (MutedStreams.Contains(stream) || MutedStreams.Contains("*"))) return false;
        return Gaps.Count == 0 || !FallsIntoGap(stream);
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

    internal void Abort()
    {
        if (!IsOpen) return;
        End();
        _peer.Abort();
    }

    private bool FallsIntoGap(string stream)
    {
        for (var i = 0; i < Gaps.Count; i++)
        {
            var (name, left) = Gaps[i];
            if (name != stream) continue;
            if (left == 1)
            {
                Gaps.RemoveAt(i);
            }
            else
            {
                Gaps[i] = (name, left - 1);
            }

            return true;
        }

        return false;
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
