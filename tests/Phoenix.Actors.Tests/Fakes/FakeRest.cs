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

    public Task<VenueReply<BookSnapshot>> GetDepth(Symbol symbol, int levels) => Ok(nameof(GetDepth), venue.Snapshot);

    /// <summary>Somebody ends the account's key; the next request gives another one.</summary>
    public void ReplaceKey() => Interlocked.Increment(ref _keys);

    public Task<VenueReply<ListenKey>> CreateListenKey() =>
        Ok(nameof(CreateListenKey), new ListenKey($"key-{Volatile.Read(ref _keys)}"));

    public Task<VenueReply<ListenKey>> KeepAliveListenKey() =>
        Ok(nameof(KeepAliveListenKey), new ListenKey($"key-{_keys}"));

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

    public Task<VenueReply<ImmutableArray<Fill>>> GetFills(Symbol symbol, TradeId? from) =>
        Ok(nameof(GetFills), ImmutableArray<Fill>.Empty);

    public Task<VenueReply<Done>> CancelAll(Symbol symbol)
    {
        var reply = Ok(nameof(CancelAll), default(Done));
        venue.CancelEverything();
        return reply;
    }

    public Task<VenueReply<Done>> ArmCountdown(Symbol symbol, TimeSpan countdown) =>
        Ok(nameof(ArmCountdown), default(Done));

    private Task<VenueReply<T>> Ok<T>(string call, T value)
    {
        venue.Note(call);
        return Task.FromResult<VenueReply<T>>(new VenueReply<T>.Ok(value));
    }
}
