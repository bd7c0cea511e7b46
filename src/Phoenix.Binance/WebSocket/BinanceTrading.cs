using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Signing;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.WebSocket;

/// <summary>Sessions of the venue's WebSocket trading API.</summary>
public sealed class BinanceTrading : ITradingPort
{
    private readonly IWebSocketTransport _transport;
    private readonly BinanceEndpoints _endpoints;
    private readonly TradingRequestEncoder _encoder;
    private readonly InstrumentRegistry _instruments;
    private readonly VenueClock _clock;
    private readonly AccountRateBudget _budget;
    private readonly TimeProvider _time;
    private readonly WireCounters _counters;

    public BinanceTrading(
        IWebSocketTransport transport,
        BinanceEndpoints endpoints,
        BinanceCredentials credentials,
        RequestSigner signer,
        InstrumentRegistry instruments,
        VenueClock clock,
        AccountRateBudget budget,
        TimeProvider time,
        WireCounters counters,
        BinanceOptions options)
    {
        (_transport, _endpoints, _instruments, _clock) = (transport, endpoints, instruments, clock);
        (_budget, _time, _counters) = (budget, time, counters);
        _encoder = new TradingRequestEncoder(credentials, signer, options.ReceiveWindow);
    }

    public ITradingSession Open(Epoch epoch, IEventSink<TradingEvent> sink)
    {
        var session = new TradingSession(epoch, sink, _encoder, _instruments, _clock, _budget, _time, _counters);
        var verdict = _budget.TryDial(TradingSession.HandshakeWeight);
        if (verdict.IsGranted)
        {
            session.Dial(_transport, _endpoints.TradingApi);
        }
        else
        {
            session.Refuse($"not dialled: {verdict.Reason}");
        }

        return session;
    }
}
