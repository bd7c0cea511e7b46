using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Rest;
using Phoenix.Binance.Signing;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.WebSocket;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;

namespace Phoenix.Binance;

/// <summary>
/// The adapters of one account at one venue, put together over two transports: they share instruments, clock, rate
/// budget and signature. It does not own the transports.
/// </summary>
public sealed class BinanceAdapters : IDisposable
{
    private readonly RequestSigner _signer;

    public BinanceAdapters(
        BinanceEndpoints endpoints,
        BinanceCredentials credentials,
        IHttpTransport http,
        IWebSocketTransport sockets,
        TimeProvider time,
        BinanceOptions options)
    {
        _signer = new RequestSigner(credentials);
        Clock = new VenueClock(time);
        Budget = new AccountRateBudget(time, options.RateBudget);
        Rest = new BinanceRest(http, credentials, _signer, Instruments, Clock, Budget, time, options);
        MarketData = new BinanceMarketData(sockets, endpoints, Instruments, time, Counters);
        UserData = new BinanceUserData(sockets, endpoints, Instruments, time, Counters, options);
        Trading = new BinanceTrading(
            sockets, endpoints, credentials, _signer, Instruments, Clock, Budget, time, Counters, options);
    }

    /// <summary>
    /// Empty until <see cref="IVenueRest.GetInstruments"/> has been answered; streams are unreadable before.
    /// </summary>
    public InstrumentRegistry Instruments { get; } = new();

    public VenueClock Clock { get; }

    public AccountRateBudget Budget { get; }

    public WireCounters Counters { get; } = new();

    public IVenueRest Rest { get; }

    public IMarketDataPort MarketData { get; }

    public IUserDataPort UserData { get; }

    public ITradingPort Trading { get; }

    public void Dispose() => _signer.Dispose();
}
