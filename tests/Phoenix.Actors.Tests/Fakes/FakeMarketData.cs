using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>Market-data sockets; <see cref="OnOpen"/> says what happens on a new one.</summary>
internal sealed class FakeMarketData(FakeVenue venue) : IMarketDataPort
{
    private ImmutableList<Connection> _connections = [];

    /// <summary>By default the venue acknowledges and then delivers.</summary>
    public Action<Connection> OnOpen { get; set; } = connection =>
    {
        connection.Open();
        connection.Acknowledge();
        connection.Deliver();
    };

    public ImmutableList<Connection> Connections => Volatile.Read(ref _connections);

    public IConnectionHandle Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink)
    {
        venue.Note($"market-data opened {plan.Route}");
        var connection = new Connection(venue, plan, sink);
        ImmutableInterlocked.Update(ref _connections, all => all.Add(connection));
        OnOpen(connection);
        return connection;
    }

    /// <summary>One frame on the newest depth connection.</summary>
    public void Frame() => Connections.Last(connection => connection.Plan.Route == StreamRoute.Public).Deliver();

    internal sealed class Connection(FakeVenue venue, MarketConnectionPlan plan, IEventSink<MarketEvent> sink)
        : IConnectionHandle
    {
        private int _closes;

        public MarketConnectionPlan Plan => plan;

        public int Closes => Volatile.Read(ref _closes);

        private Epoch Epoch => plan.Epoch;

        public void Open() => sink.Publish(new MarketEvent.Opened(Epoch, venue.Clock()));

        public void Acknowledge() => sink.Publish(new MarketEvent.Subscribed(Epoch, venue.Clock()));

        /// <summary>One event of every stream of the plan.</summary>
        public void Deliver()
        {
            foreach (var stream in plan.Streams)
            {
                sink.Publish(stream.Kind == StreamKind.Depth
                    ? new MarketEvent.Depth(Epoch, venue.Clock(), venue.NextDiff())
                    : new MarketEvent.Mark(
                        Epoch, venue.Clock(), new MarkPrice(stream.Symbol, 3_000m, 3_000m, 0, default, default)));
            }
        }

        public void Garble() => sink.Publish(new MarketEvent.Malformed(Epoch, venue.Clock(), "not a frame"));

        public void Refuse() =>
            sink.Publish(new MarketEvent.SubscriptionRefused(Epoch, venue.Clock(), "no such stream"));

        public void Drop() =>
            sink.Publish(new MarketEvent.Closed(Epoch, venue.Clock(), DeathCause.TransportClosed, "dropped"));

        public void Close() => Interlocked.Increment(ref _closes);
    }
}
