using System.Text;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Streams;

namespace Phoenix.Binance.WebSocket;

/// <summary>Market data of the venue: one combined socket for each plan, on the route of the plan.</summary>
public sealed class BinanceMarketData : IMarketDataPort
{
    private readonly IWebSocketTransport _transport;
    private readonly BinanceEndpoints _endpoints;
    private readonly InstrumentRegistry _instruments;
    private readonly TimeProvider _time;
    private readonly WireCounters _counters;

    public BinanceMarketData(
        IWebSocketTransport transport,
        BinanceEndpoints endpoints,
        InstrumentRegistry instruments,
        TimeProvider time,
        WireCounters counters)
    {
        (_transport, _endpoints, _instruments) = (transport, endpoints, instruments);
        (_time, _counters) = (time, counters);
    }

    public IConnectionHandle Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink)
    {
        var connection = new MarketConnection(plan, sink, _instruments, _time, _counters);
        connection.Dial(_transport, _endpoints.CombinedStreams(plan.Route));
        return connection;
    }

    private sealed class MarketConnection : VenueConnection
    {
        private const long SubscribeId = 1;

        private readonly MarketConnectionPlan _plan;
        private readonly IEventSink<MarketEvent> _sink;
        private readonly MarketFrameDecoder _decoder;
        private readonly WireCounters _counters;

        public MarketConnection(
            MarketConnectionPlan plan,
            IEventSink<MarketEvent> sink,
            InstrumentRegistry instruments,
            TimeProvider time,
            WireCounters counters)
            : base(time)
        {
            (_plan, _sink, _counters) = (plan, sink, counters);
            _decoder = new MarketFrameDecoder(instruments);
        }

        /// <summary>
        /// Subscribes everything in one message: the venue counts messages, ten in a second, and cuts who sends more.
        /// </summary>
        protected override void Ready()
        {
            var names = string.Join(',', _plan.Streams.Select(stream => $"\"{stream.WireName}\""));
            var request = $"{{\"method\":\"SUBSCRIBE\",\"params\":[{names}],\"id\":{SubscribeId}}}";
            _sink.Publish(new MarketEvent.Opened(_plan.Epoch, Now));
            if (!TrySend(Encoding.UTF8.GetBytes(request)))
            {
                Abandon("the subscription could not be sent");
            }
        }

        protected override void Hear(ReadOnlySpan<byte> text)
        {
            var at = Now;
            var frame = _decoder.Decode(text);
            switch (frame.Kind)
            {
                case MarketFrameKind.Depth:
                    _sink.Publish(new MarketEvent.Depth(_plan.Epoch, at, frame.Depth!));
                    break;
                case MarketFrameKind.Ticker:
                    _sink.Publish(new MarketEvent.Ticker(_plan.Epoch, at, frame.Ticker!));
                    break;
                case MarketFrameKind.Mark:
                    _sink.Publish(new MarketEvent.Mark(_plan.Epoch, at, frame.Mark!));
                    break;
                case MarketFrameKind.Acknowledged when frame.Request == SubscribeId:
                    _sink.Publish(new MarketEvent.Subscribed(_plan.Epoch, at));
                    break;
                case MarketFrameKind.Refused:
                    // The venue may leave the id out; there is no other request it could mean.
                    _sink.Publish(new MarketEvent.SubscriptionRefused(_plan.Epoch, at, frame.Reason!));
                    break;
                case MarketFrameKind.Malformed:
                    _counters.CountMalformed();
                    _sink.Publish(new MarketEvent.Malformed(_plan.Epoch, at, frame.Reason!));
                    break;
                default:
                    _counters.CountIgnored();
                    break;
            }
        }

        protected override void PublishClosed(DeathCause cause, string detail) =>
            _sink.Publish(new MarketEvent.Closed(_plan.Epoch, Now, cause, detail));
    }
}
