using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Sockets;

/// <summary>The open sockets of the venue, in the order they were opened.</summary>
internal sealed class SocketRegister(VenueFloor floor, StreamFeeds feeds, UserStreams users)
{
    private readonly List<VenueSocket> _open = [];
    private long _lastId;

    /// <summary>A socket is open no more, whoever ended it.</summary>
    internal event Action<VenueSocket>? Ended;

    internal IReadOnlyList<VenueSocket> Open => _open;

    internal VenueSocket Add(SocketPath path, IVenuePeer peer, ISocketTalk talk, AddressUse use)
    {
        var socket = new VenueSocket(++_lastId, path, peer, talk, use, floor, Forget)
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

    /// <summary>To be called once a second.</summary>
    internal void Watch()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            _open[i].Watch();
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
