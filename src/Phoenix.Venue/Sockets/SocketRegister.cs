using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.MarketData;

namespace Phoenix.Venue.Sockets;

/// <summary>The open sockets of the venue, in the order they were opened.</summary>
internal sealed class SocketRegister(StreamFeeds feeds, UserStreams users)
{
    private readonly List<VenueSocket> _open = [];
    private long _lastId;

    /// <summary>A socket is open no more, whoever ended it.</summary>
    internal event Action<VenueSocket>? Ended;

    internal IReadOnlyList<VenueSocket> Open => _open;

    internal VenueSocket Add(SocketPath path, IVenuePeer peer, ISocketTalk talk, AddressUse use, VenueTime now)
    {
        var socket = new VenueSocket(++_lastId, path, peer, talk, use, now, Forget)
        {
            ReturnsRateLimits = path.ReturnsRateLimits,
        };
        use.OpenSockets++;
        _open.Add(socket);
        foreach (var name in path.Streams)
        {
            feeds.Subscribe(socket, name);
        }

        if (socket.Class == SocketClass.Private)
        {
            socket.Keys.AddRange(path.Keys);
            socket.Names.AddRange(path.Keys.Select(key => key.Event ?? "*"));
            users.Add(socket);
        }

        return socket;
    }

    /// <summary>Ends what is older than the venue lets a connection live.</summary>
    internal void CloseOlderThan(VenueTime oldest)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].OpenedAt <= oldest && !_open[i].IsBlackholed) _open[i].Close(1001, "24h limit");
        }
    }

    private void Forget(VenueSocket socket)
    {
        _open.Remove(socket);
        socket.Use.OpenSockets--;
        feeds.Forget(socket);
        users.Forget(socket);
        Ended?.Invoke(socket);
    }
}
