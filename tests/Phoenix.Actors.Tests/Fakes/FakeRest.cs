using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>Requests and replies; each call leaves its name in the journal.</summary>
internal sealed class FakeRest(FakeVenue venue) : IVenueRest
{
    private int _keys = 1;

    public Task<VenueReply<VenueTime>> GetServerTime() => Ok(nameof(GetServerTime), default(VenueTime));

    public Task<VenueReply<ImmutableArray<Instrument>>> GetInstruments(ImmutableArray<Symbol> symbols) =>
        Ok(nameof(GetInstruments), ImmutableArray.Create(FakeVenue.Instrument));

    public Task<VenueReply<SymbolStatus>> GetStatus(Symbol symbol) =>
        Ok(nameof(GetStatus), new SymbolStatus("TRADING"));

    public Task<VenueReply<decimal>> GetDayVolume(Symbol symbol) => Ok(nameof(GetDayVolume), 120_000m);

    public Task<VenueReply<TradingVerdict>> GetTradingVerdict(Symbol symbol) =>
        Ok(nameof(GetTradingVerdict), TradingVerdict.Free);

    public Task<VenueReply<BookSnapshot>> GetDepth(Symbol symbol, int levels) => Ok(nameof(GetDepth), venue.Snapshot);

    /// <summary>Somebody ends the account's key; the next request gives another one.</summary>
    public void ReplaceKey() => Interlocked.Increment(ref _keys);

    /// <summary>Whether calls about the key are not answered, as with REST down.</summary>
    public bool KeysFail { get; set; }

    public Task<VenueReply<ListenKey>> CreateListenKey() =>
        Key(nameof(CreateListenKey));

    public Task<VenueReply<ListenKey>> KeepAliveListenKey() =>
        Key(nameof(KeepAliveListenKey));

    public Task<VenueReply<Done>> CloseListenKey() => Ok(nameof(CloseListenKey), default(Done));

    public Task<VenueReply<ImmutableArray<OrderReport>>> GetOpenOrders(Symbol symbol) =>
        Ok(nameof(GetOpenOrders), venue.Resting);

    public Task<VenueReply<OrderReport>> GetOrder(Symbol symbol, ClientOrderId id)
    {
        venue.Note(nameof(GetOrder));
        return Task.FromResult<VenueReply<OrderReport>>(
            venue.Resting.FirstOrDefault(order => order.ClientOrderId == id) is { } order
                ? new VenueReply<OrderReport>.Ok(order)
                : new VenueReply<OrderReport>.Failed(new VenueError(VenueFailure.OrderUnknown, -2013, "unknown")));
    }

    public Task<VenueReply<PositionReport>> GetPosition(Symbol symbol) =>
        Ok(nameof(GetPosition), new PositionReport(symbol, Position.Flat, 0, default));

    public Task<VenueReply<ImmutableArray<EquityReport>>> GetEquity() =>
        Ok(nameof(GetEquity), ImmutableArray.Create(new EquityReport("USDC", 10_000m)));

    /// <summary>The account's trades, oldest first; a page holds 1000 of them.</summary>
    public ImmutableArray<Fill> Fills { get; set; } = [];

    public Task<VenueReply<ImmutableArray<Fill>>> GetFills(Symbol symbol, TradeId? from) =>
        Ok(nameof(GetFills), from is { } first
            ? Fills.Where(fill => fill.TradeId.Value >= first.Value).Take(1000).ToImmutableArray()
            : [.. Fills.TakeLast(1000)]);

    public Task<VenueReply<ImmutableArray<FundingReport>>> GetFunding(Symbol symbol, VenueTime from) =>
        Ok(nameof(GetFunding), ImmutableArray<FundingReport>.Empty);

    public Task<VenueReply<Done>> CancelAll(Symbol symbol)
    {
        var reply = Ok(nameof(CancelAll), default(Done));
        venue.CancelEverything();
        return reply;
    }

    public Task<VenueReply<Done>> ArmCountdown(Symbol symbol, TimeSpan countdown) =>
        Ok(nameof(ArmCountdown), default(Done));

    private Task<VenueReply<ListenKey>> Key(string call) => KeysFail
        ? Task.FromResult<VenueReply<ListenKey>>(new VenueReply<ListenKey>.Failed(
            new VenueError(VenueFailure.OutcomeUnknown, 0, "no answer")))
        : Ok(call, new ListenKey($"key-{Volatile.Read(ref _keys)}"));

    private Task<VenueReply<T>> Ok<T>(string call, T value)
    {
        venue.Note(call);
        return Task.FromResult<VenueReply<T>>(new VenueReply<T>.Ok(value));
    }
}
