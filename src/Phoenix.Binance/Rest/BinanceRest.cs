using System.Collections.Immutable;
using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Signing;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.Wire;
using Phoenix.Core.Accounting;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Rest;

/// <summary>
/// The venue by request and reply. Loading instruments fills the registry from which the stream codecs read; calls
/// about a symbol that is not in it are refused without asking the venue.
/// </summary>
/// <remarks>
/// Weights: pages of the single calls, copy of 2026-05-28, cross-checked with the official connector 38.1.1.
/// </remarks>
public sealed class BinanceRest : IVenueRest
{
    private const int MaxFills = 1000;

    /// <summary>As few levels are never asked for to build a book, only to compare one.</summary>
    private const int ConfirmingLevels = 50;

    private readonly RestCaller _caller;
    private readonly AccountRateBudget _budget;
    private readonly InstrumentRegistry _instruments;

    public BinanceRest(
        IHttpTransport transport,
        BinanceCredentials credentials,
        RequestSigner signer,
        InstrumentRegistry instruments,
        VenueClock clock,
        AccountRateBudget budget,
        TimeProvider time,
        BinanceOptions options)
    {
        _caller = new RestCaller(transport, credentials, signer, clock, budget, time, options);
        (_budget, _instruments) = (budget, instruments);
    }

    /// <summary>Each answer is also a sample for the <see cref="VenueClock"/>.</summary>
    public Task<VenueReply<VenueTime>> GetServerTime() => _caller.AskTime();

    /// <remarks>
    /// The venue always tells all its contracts. All go into the registry, not only the wanted ones: the account may
    /// hold orders and positions in others, and their events must be readable. The limits among its rules are those of
    /// everybody; the account's own limits of orders are asked for besides, for the first ladders may leave before any
    /// reply has told them.
    /// </remarks>
    public async Task<VenueReply<ImmutableArray<Instrument>>> GetInstruments(ImmutableArray<Symbol> symbols)
    {
        var reply = await _caller.Send(
            Ask("exchangeInfo", new SignedQuery(), 1, CallSecurity.Public),
            body => ExchangeInfoDecoder.Decode(body.Span));
        if (reply is VenueReply<ExchangeInfo>.Failed failed)
        {
            return new VenueReply<ImmutableArray<Instrument>>.Failed(failed.Error);
        }

        var own = await _caller.Send(
            Ask("rateLimit/order", new SignedQuery(), 1),
            body => ExchangeInfoDecoder.DecodeLimits(body.Span));
        if (own is VenueReply<ImmutableArray<RateLimit>>.Failed unknown)
        {
            return new VenueReply<ImmutableArray<Instrument>>.Failed(unknown.Error);
        }

        var rules = ((VenueReply<ExchangeInfo>.Ok)reply).Value;
        foreach (var limit in rules.Limits.AddRange(((VenueReply<ImmutableArray<RateLimit>>.Ok)own).Value))
        {
            _budget.Report(limit);
        }

        _instruments.Put(rules.Instruments);
        var table = _instruments.Table;
        var found = ImmutableArray.CreateBuilder<Instrument>(symbols.Length);
        foreach (var symbol in symbols)
        {
            if (!table.TryFind(symbol, out var grid))
            {
                return Unknown<ImmutableArray<Instrument>>(symbol);
            }

            found.Add(grid.Instrument);
        }

        return new VenueReply<ImmutableArray<Instrument>>.Ok(found.ToImmutable());
    }

    /// <remarks>The rules of the same reply are not taken over: books and orders stand on the ones they know.</remarks>
    public async Task<VenueReply<SymbolStatus>> GetStatus(Symbol symbol) =>
        await _caller.Send(
            Ask("exchangeInfo", new SignedQuery(), 1, CallSecurity.Public),
            body => SymbolStatusDecoder.Decode(body.Span, symbol));

    public async Task<VenueReply<decimal>> GetDayVolume(Symbol symbol) =>
        await _caller.Send(
            Ask("ticker/24hr", Of(symbol), 1, CallSecurity.Public),
            body => SmallReplies.DecodeVolume(body.Span));

    public async Task<VenueReply<TradingVerdict>> GetTradingVerdict(Symbol symbol) =>
        await _caller.Send(
            Ask("apiTradingStatus", Of(symbol), 1),
            body => TradingVerdictDecoder.Decode(body.Span, symbol));

    public async Task<VenueReply<BookSnapshot>> GetDepth(Symbol symbol, int levels)
    {
        var query = new SignedQuery().Add("symbol", symbol.Name).Add("limit", levels);
        var ask = Ask("depth", query, DepthWeight(levels), CallSecurity.Public);
        var priority = levels <= ConfirmingLevels ? RequestPriority.Confirm : RequestPriority.Query;
        return _instruments.Table.TryFind(symbol, out var grid)
            ? await _caller.Send(
                ask with { Priority = priority },
                body => SnapshotDecoder.Decode(body.Span, grid))
            : Unknown<BookSnapshot>(symbol);
    }

    public async Task<VenueReply<ListenKey>> CreateListenKey()
    {
        var reply = await SendKeyCall("POST", body => SmallReplies.DecodeListenKey(body.Span));
        return reply is VenueReply<ListenKey>.Ok { Value.IsSet: false }
            ? new VenueReply<ListenKey>.Failed(
                new VenueError(VenueFailure.Unavailable, 0, "the reply lacks a listen key"))
            : reply;
    }

    /// <remarks>The key is unset when the venue answers in its older form, without the key.</remarks>
    public Task<VenueReply<ListenKey>> KeepAliveListenKey() =>
        SendKeyCall("PUT", body => SmallReplies.DecodeListenKey(body.Span));

    public Task<VenueReply<Done>> CloseListenKey() => SendKeyCall("DELETE", DecodeDone);

    public Task<VenueReply<ImmutableArray<OrderReport>>> GetOpenOrders(Symbol symbol) =>
        _caller.Send(
            Ask("openOrders", Of(symbol), 1),
            body => OrderReportDecoder.DecodeList(body.Span, _instruments.Table));

    public Task<VenueReply<OrderReport>> GetOrder(Symbol symbol, ClientOrderId id) =>
        _caller.Send(
            Ask("order", Of(symbol).Add("origClientOrderId", id.Value), 1),
            body => OrderReportDecoder.Decode(body.Span, _instruments.Table));

    public async Task<VenueReply<PositionReport>> GetPosition(Symbol symbol)
    {
        var call = new RestCall(
            "GET", "/fapi/v3/positionRisk", Of(symbol), CallSecurity.Signed, 5, RequestPriority.Query);
        return _instruments.Table.TryFind(symbol, out var grid)
            ? await _caller.Send(call, body => PositionDecoder.Decode(body.Span, grid))
            : Unknown<PositionReport>(symbol);
    }

    public Task<VenueReply<ImmutableArray<EquityReport>>> GetEquity()
    {
        var call = new RestCall(
            "GET", "/fapi/v3/account", new SignedQuery(), CallSecurity.Signed, 5, RequestPriority.Query);
        return _caller.Send(call, body => EquityDecoder.Decode(body.Span));
    }

    public Task<VenueReply<ImmutableArray<Fill>>> GetFills(Symbol symbol, TradeId? from)
    {
        var query = Of(symbol).Add("limit", MaxFills);
        return _caller.Send(
            Ask("userTrades", from is { } first ? query.Add("fromId", first.Value) : query, 5),
            body => TradeListDecoder.Decode(body.Span, _instruments.Table));
    }

    public Task<VenueReply<ImmutableArray<FundingReport>>> GetFunding(Symbol symbol, VenueTime from)
    {
        var query = Of(symbol)
            .Add("incomeType", "FUNDING_FEE")
            .Add("startTime", from.Milliseconds)
            .Add("limit", MaxFills);
        return _caller.Send(Ask("income", query, 30), body => IncomeDecoder.Decode(body.Span));
    }

    public Task<VenueReply<Done>> CancelAll(Symbol symbol) =>
        _caller.Send(Protect("DELETE", "allOpenOrders", Of(symbol), 1, CallSecurity.Signed), DecodeDone);

    public Task<VenueReply<Done>> ArmCountdown(Symbol symbol, TimeSpan countdown)
    {
        var query = Of(symbol).Add("countdownTime", (long)countdown.TotalMilliseconds);
        var call = Protect("POST", "countdownCancelAll", query, 10, CallSecurity.Signed);
        return _caller.Send(call with { IsTimely = countdown > TimeSpan.Zero }, DecodeDone);
    }

    private static SignedQuery Of(Symbol symbol) => new SignedQuery().Add("symbol", symbol.Name);

    private static RestCall Ask(
        string name, SignedQuery query, int weight, CallSecurity security = CallSecurity.Signed) =>
        new("GET", $"/fapi/v1/{name}", query, security, weight, RequestPriority.Query);

    private static RestCall Protect(string method, string name, SignedQuery query, int weight, CallSecurity security) =>
        new(method, $"/fapi/v1/{name}", query, security, weight, RequestPriority.Protect);

    private static Decoded<Done> DecodeDone(ReadOnlyMemory<byte> body) =>
        new(default, SmallReplies.DecodeObject(body.Span).Fault);

    private static VenueReply<T> Unknown<T>(Symbol symbol) => new VenueReply<T>.Failed(
        new VenueError(VenueFailure.Refused, 0, $"{symbol} is not a known contract of the venue"));

    private static int DepthWeight(int levels) => levels switch
    {
        <= 50 => 2,
        <= 100 => 5,
        <= 500 => 10,
        _ => 20,
    };

    private Task<VenueReply<T>> SendKeyCall<T>(string method, Func<ReadOnlyMemory<byte>, Decoded<T>> decode) =>
        _caller.Send(Protect(method, "listenKey", new SignedQuery(), 1, CallSecurity.Key), decode);
}
