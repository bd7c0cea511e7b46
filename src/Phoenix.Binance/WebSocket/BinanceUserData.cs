using System.Text;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Binance.WebSocket;

/// <summary>The account's user data stream: one private socket for each key.</summary>
/// <remarks>
/// A socket with a wrong or expired key opens like any other and is silent; nothing here can tell. That is what the
/// probe, the echo of our own orders and the reconciliation are for. Texts never show the key.
/// </remarks>
public sealed class BinanceUserData : IUserDataPort
{
    private readonly IWebSocketTransport _transport;
    private readonly BinanceEndpoints _endpoints;
    private readonly InstrumentRegistry _instruments;
    private readonly TimeProvider _time;
    private readonly WireCounters _counters;
    private readonly BinanceOptions _options;

    public BinanceUserData(
        IWebSocketTransport transport,
        BinanceEndpoints endpoints,
        InstrumentRegistry instruments,
        TimeProvider time,
        WireCounters counters,
        BinanceOptions options)
    {
        (_transport, _endpoints, _instruments) = (transport, endpoints, instruments);
        (_time, _counters, _options) = (time, counters, options);
    }

    public IUserConnection Open(Epoch epoch, ListenKey key, IEventSink<UserEvent> sink)
    {
        var connection = new UserConnection(epoch, key, sink, _instruments, _time, _counters);
        connection.Dial(_transport, _endpoints.UserStream(key.Value, _options.UserEvents));
        return connection;
    }

    private sealed class UserConnection : VenueConnection, IUserConnection
    {
        private readonly Epoch _epoch;
        private readonly ListenKey _key;
        private readonly IEventSink<UserEvent> _sink;
        private readonly UserFrameDecoder _decoder;
        private readonly WireCounters _counters;
        private long _probes;

        public UserConnection(
            Epoch epoch,
            ListenKey key,
            IEventSink<UserEvent> sink,
            InstrumentRegistry instruments,
            TimeProvider time,
            WireCounters counters)
            : base(time)
        {
            (_epoch, _key, _sink, _counters) = (epoch, key, sink, counters);
            _decoder = new UserFrameDecoder(instruments);
        }

        public bool Probe()
        {
            var id = Interlocked.Increment(ref _probes);
            return TrySend(Encoding.UTF8.GetBytes($"{{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":{id}}}"));
        }

        protected override void Ready() => _sink.Publish(new UserEvent.Opened(_epoch, Now));

        protected override void Hear(ReadOnlySpan<byte> text)
        {
            var at = Now;
            switch (_decoder.Decode(text))
            {
                case UserFrame.Order order:
                    _sink.Publish(new UserEvent.Order(_epoch, at, order.Update));
                    break;
                case UserFrame.Account account:
                    _sink.Publish(new UserEvent.Account(_epoch, at, account.Update));
                    break;
                case UserFrame.KeyExpired expired:
                    _sink.Publish(new UserEvent.KeyExpired(_epoch, at, expired.Key));
                    break;
                case UserFrame.Listed listed:
                    _sink.Publish(new UserEvent.Listed(_epoch, at, listed.EventTypes));
                    break;
                case UserFrame.Malformed malformed:
                    _counters.CountMalformed();
                    _sink.Publish(new UserEvent.Malformed(_epoch, at, WithoutKey(malformed.Reason)));
                    break;
                case UserFrame.Refused refused:
                    _counters.CountMalformed();
                    _sink.Publish(new UserEvent.Malformed(
                        _epoch, at, $"the venue refused a control request: {WithoutKey(refused.Reason)}"));
                    break;
                default:
                    _counters.CountIgnored();
                    break;
            }
        }

        protected override void PublishClosed(DeathCause cause, string detail) =>
            _sink.Publish(new UserEvent.Closed(_epoch, Now, cause, WithoutKey(detail)));

        private string WithoutKey(string text) =>
            _key.IsSet ? text.Replace(_key.Value, _key.ToString(), StringComparison.Ordinal) : text;
    }
}
