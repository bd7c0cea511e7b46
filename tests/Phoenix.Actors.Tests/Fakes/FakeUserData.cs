using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>User data sockets that open at once and answer every probe, unless told not to.</summary>
internal sealed class FakeUserData(FakeVenue venue) : IUserDataPort
{
    private ImmutableList<Connection> _connections = [];

    public bool Answers { get; set; } = true;

    /// <summary>Whether a handshake comes to an end.</summary>
    public bool Opens { get; set; } = true;

    /// <summary>What a probe shows the connection to be subscribed to.</summary>
    public ImmutableArray<string> Carries { get; set; } = ["ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"];

    public ImmutableList<Connection> Connections => Volatile.Read(ref _connections);

    public IUserConnection Open(Epoch epoch, ListenKey key, IEventSink<UserEvent> sink)
    {
        venue.Note("user-data opened");
        var connection = new Connection(venue, this, epoch, key, sink);
        ImmutableInterlocked.Update(ref _connections, all => all.Add(connection));
        if (Opens)
        {
            sink.Publish(new UserEvent.Opened(epoch, venue.Clock()));
        }

        return connection;
    }

    /// <summary>An order event on the newest socket, if there is one.</summary>
    public void Tell(OrderUpdate update) => Connections.LastOrDefault()?.Tell(update);

    internal sealed class Connection(
        FakeVenue venue, FakeUserData port, Epoch epoch, ListenKey key, IEventSink<UserEvent> sink) : IUserConnection
    {
        private int _closes;

        public ListenKey Key => key;

        public int Closes => Volatile.Read(ref _closes);

        public bool Probe()
        {
            if (port.Answers)
            {
                sink.Publish(new UserEvent.Listed(epoch, venue.Clock(), port.Carries));
            }

            return true;
        }

        public void Tell(OrderUpdate update) => sink.Publish(new UserEvent.Order(epoch, venue.Clock(), update));

        public void Drop() =>
            sink.Publish(new UserEvent.Closed(epoch, venue.Clock(), DeathCause.TransportClosed, "dropped"));

        public void ExpireKey() => ExpireKey(key);

        public void ExpireKey(ListenKey named) => sink.Publish(new UserEvent.KeyExpired(epoch, venue.Clock(), named));

        public void Close()
        {
            venue.Note("user-data closed");
            Interlocked.Increment(ref _closes);
        }
    }
}
