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

    public IMarketConnection Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink)
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
        : IMarketConnection
    {
        private int _closes;
        private ImmutableList<ControlRequest> _requests = [];
        private ImmutableSortedSet<string> _names = [.. plan.Streams.Select(stream => stream.WireName)];

        /// <summary>What was asked after the first subscription.</summary>
        public ImmutableList<ControlRequest> Requests => Volatile.Read(ref _requests);

        /// <summary>Whether control messages are obeyed and answered.</summary>
        public bool IsObedient { get; set; } = true;

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

        public bool TrySend(ControlRequest request)
        {
            ImmutableInterlocked.Update(ref _requests, all => all.Add(request));
            if (IsObedient)
            {
                _names = request.Method switch
                {
                    ControlMethod.Subscribe => _names.Union(request.Names),
                    ControlMethod.Unsubscribe => _names.Except(request.Names),
                    _ => _names,
                };
                Answer(request.Id, request.Method == ControlMethod.List ? [.. _names] : null);
            }

            return true;
        }

        public void Answer(long request, ImmutableArray<string>? listed) =>
            sink.Publish(new MarketEvent.ControlAnswered(Epoch, venue.Clock(), request, listed));

        public void Garble() => sink.Publish(new MarketEvent.Malformed(Epoch, venue.Clock(), "not a frame"));

        public void Refuse() =>
            sink.Publish(new MarketEvent.SubscriptionRefused(Epoch, venue.Clock(), "no such stream"));

        public void Drop() =>
            sink.Publish(new MarketEvent.Closed(Epoch, venue.Clock(), DeathCause.TransportClosed, "dropped"));

        public void Close() => Interlocked.Increment(ref _closes);
    }
}
