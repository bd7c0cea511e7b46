using System.Collections.Immutable;
using System.Text;
using Phoenix.Core.Accounting;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Simulation.Wiring;

/// <summary>The venue's REST port, passed through; a planted bug overrides one call.</summary>
internal class BentRest(IVenueRest inner) : IVenueRest
{
    public Task<VenueReply<VenueTime>> GetServerTime() => inner.GetServerTime();

    public Task<VenueReply<ImmutableArray<Instrument>>> GetInstruments(ImmutableArray<Symbol> symbols) =>
        inner.GetInstruments(symbols);

    public Task<VenueReply<SymbolStatus>> GetStatus(Symbol symbol) => inner.GetStatus(symbol);

    public Task<VenueReply<decimal>> GetDayVolume(Symbol symbol) => inner.GetDayVolume(symbol);

    public Task<VenueReply<TradingVerdict>> GetTradingVerdict(Symbol symbol) => inner.GetTradingVerdict(symbol);

    public virtual Task<VenueReply<BookSnapshot>> GetDepth(Symbol symbol, int levels) =>
        inner.GetDepth(symbol, levels);

    public virtual Task<VenueReply<ListenKey>> CreateListenKey() => inner.CreateListenKey();

    public Task<VenueReply<ListenKey>> KeepAliveListenKey() => inner.KeepAliveListenKey();

    public Task<VenueReply<Done>> CloseListenKey() => inner.CloseListenKey();

    public Task<VenueReply<ImmutableArray<OrderReport>>> GetOpenOrders(Symbol symbol) => inner.GetOpenOrders(symbol);

    public Task<VenueReply<OrderReport>> GetOrder(Symbol symbol, ClientOrderId id) => inner.GetOrder(symbol, id);

    public Task<VenueReply<PositionReport>> GetPosition(Symbol symbol) => inner.GetPosition(symbol);

    public Task<VenueReply<ImmutableArray<EquityReport>>> GetEquity() => inner.GetEquity();

    public virtual Task<VenueReply<ImmutableArray<Fill>>> GetFills(Symbol symbol, TradeId? from) =>
        inner.GetFills(symbol, from);

    public Task<VenueReply<ImmutableArray<FundingReport>>> GetFunding(Symbol symbol, VenueTime from) =>
        inner.GetFunding(symbol, from);

    public Task<VenueReply<Done>> CancelAll(Symbol symbol) => inner.CancelAll(symbol);

    public virtual Task<VenueReply<Done>> ArmCountdown(Symbol symbol, TimeSpan countdown) =>
        inner.ArmCountdown(symbol, countdown);
}

/// <summary>Sockets that are never closed: the leak that the ancestor's reconnects had.</summary>
internal sealed class LeakingSockets(IWebSocketTransport inner) : IWebSocketTransport
{
    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink) => new Leak(inner.Open(endpoint, sink));

    private sealed class Leak(IWebSocketSession inner) : IWebSocketSession
    {
        public bool TrySend(ReadOnlySpan<byte> text) => inner.TrySend(text);

        public void Close()
        {
            // The planted bug: the old reader lives on.
        }
    }
}

/// <summary>Sockets that ask for their subscriptions all the time.</summary>
internal sealed class ChattySockets(IWebSocketTransport inner) : IWebSocketTransport
{
    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink) => new Chatter(inner.Open(endpoint, sink));

    private sealed class Chatter(IWebSocketSession inner) : IWebSocketSession
    {
        public bool TrySend(ReadOnlySpan<byte> text)
        {
            for (var times = 0; times < 10; times++)
            {
                inner.TrySend("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":77}"u8);
            }

            return inner.TrySend(text);
        }

        public void Close() => inner.Close();
    }
}

/// <summary>A transport below that sends each order again, as a retry that nobody asked for does.</summary>
/// <param name="renames">Whether the second one has an id of its own.</param>
internal sealed class RetryingSockets(IWebSocketTransport inner, bool renames) : IWebSocketTransport
{
    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink) =>
        new Retrying(inner.Open(endpoint, sink), renames);

    private sealed class Retrying(IWebSocketSession inner, bool renames) : IWebSocketSession
    {
        private const string IdBegins = "\"newClientOrderId\":\"";

        public bool TrySend(ReadOnlySpan<byte> text)
        {
            var isSent = inner.TrySend(text);
            var request = Encoding.UTF8.GetString(text);
            if (isSent && request.Contains("order.place", StringComparison.Ordinal))
            {
                request = renames ? request.Replace(IdBegins, $"{IdBegins}again-", StringComparison.Ordinal) : request;
                inner.TrySend(Encoding.UTF8.GetBytes(request));
            }

            return isSent;
        }

        public void Close() => inner.Close();
    }
}

/// <summary>Market data whose frames come twice, the second time numbered as if they were new.</summary>
internal sealed class RepeatedMarketData(IMarketDataPort inner) : IMarketDataPort
{
    /// <summary>Whether the second reader has begun.</summary>
    public bool Repeats { get; set; }

    public IMarketConnection Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink) =>
        inner.Open(plan, new Twice(this, sink));

    private sealed class Twice(RepeatedMarketData owner, IEventSink<MarketEvent> sink) : IEventSink<MarketEvent>
    {
        public void Publish(MarketEvent occurrence)
        {
            sink.Publish(occurrence);
            if (owner.Repeats && occurrence is MarketEvent.Depth depth)
            {
                var diff = depth.Diff;
                sink.Publish(depth with
                {
                    Diff = diff with { PreviousUpdateId = diff.FinalUpdateId, FinalUpdateId = diff.FinalUpdateId + 1 },
                });
            }
        }
    }
}
