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

    public IMarketConnection Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink)
    {
        var connection = new MarketConnection(plan, sink, _instruments, _time, _counters);
        connection.Dial(_transport, _endpoints.CombinedStreams(plan.Route, plan.Host));
        return connection;
    }

    private sealed class MarketConnection : VenueConnection, IMarketConnection
    {
        private const long SubscribeId = 1;

        private readonly MarketConnectionPlan _plan;
        private readonly IEventSink<MarketEvent> _sink;
        private readonly MarketFrameDecoder _decoder;
        private readonly WireCounters _counters;
        private bool _subscribed;

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
            var names = _plan.Streams.Select(stream => stream.WireName);
            _sink.Publish(new MarketEvent.Opened(_plan.Epoch, Now));
            if (!TrySend(new ControlRequest(SubscribeId, ControlMethod.Subscribe, [.. names])))
            {
                Abandon("the subscription could not be sent");
            }
        }

        public bool TrySend(ControlRequest request)
        {
            var names = string.Join(',', request.Names.Select(name => $"\"{name}\""));
            var text = request.Method switch
            {
                ControlMethod.Subscribe => $"{{\"method\":\"SUBSCRIBE\",\"params\":[{names}],\"id\":{request.Id}}}",
                ControlMethod.Unsubscribe =>
                    $"{{\"method\":\"UNSUBSCRIBE\",\"params\":[{names}],\"id\":{request.Id}}}",
                _ => $"{{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":{request.Id}}}",
            };
            return TrySend(Encoding.UTF8.GetBytes(text));
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
                case MarketFrameKind.Trade:
                    _sink.Publish(new MarketEvent.Trade(_plan.Epoch, at, frame.Trade!));
                    break;
                case MarketFrameKind.Acknowledged when frame.Request == SubscribeId:
                    _subscribed = true;
                    _sink.Publish(new MarketEvent.Subscribed(_plan.Epoch, at));
                    break;
                case MarketFrameKind.Acknowledged when frame.Request is { } request:
                    _sink.Publish(new MarketEvent.ControlAnswered(_plan.Epoch, at, request, frame.Listed));
                    break;
                case MarketFrameKind.Refused when _subscribed && frame.Request != SubscribeId:
                    _sink.Publish(new MarketEvent.ControlRefused(_plan.Epoch, at, frame.Request, frame.Reason!));
                    break;
                case MarketFrameKind.Refused:
                    // The venue may leave the id out; until the first is answered there is no other it could mean.
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
