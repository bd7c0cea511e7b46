using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Ports;

/// <summary>
/// One account at one venue, by request and reply. Every call ends within the adapter's request timeout, and never
/// throws for an operating error: it answers <see cref="VenueReply{T}.Failed"/>. Calls may be made from any thread.
/// </summary>
public interface IVenueRest
{
    Task<VenueReply<VenueTime>> GetServerTime();

    /// <summary>
    /// Trading rules of the given symbols; fails with <see cref="VenueFailure.Refused"/> if one does not exist.
    /// </summary>
    Task<VenueReply<ImmutableArray<Instrument>>> GetInstruments(ImmutableArray<Symbol> symbols);

    /// <summary>What the venue does with the symbol now; a symbol it does not list is not traded.</summary>
    Task<VenueReply<SymbolStatus>> GetStatus(Symbol symbol);

    /// <summary>What was traded in the symbol in the last 24 hours, in base currency.</summary>
    Task<VenueReply<decimal>> GetDayVolume(Symbol symbol);

    /// <summary>Whether the venue's quantitative rules restrict the account in the symbol.</summary>
    Task<VenueReply<TradingVerdict>> GetTradingVerdict(Symbol symbol);

    /// <summary>The book's best <paramref name="levels"/> per side (5, 10, 20, 50, 100, 500 or 1000).</summary>
    Task<VenueReply<BookSnapshot>> GetDepth(Symbol symbol, int levels);

    /// <summary>Creates the account's listen key, or returns and extends the one that is active.</summary>
    Task<VenueReply<ListenKey>> CreateListenKey();

    /// <summary>
    /// Extends the active key by 60 min; <see cref="VenueFailure.ListenKeyUnknown"/> when there is none.
    /// </summary>
    Task<VenueReply<ListenKey>> KeepAliveListenKey();

    /// <summary>Ends the key for the whole account, whoever uses it.</summary>
    Task<VenueReply<Done>> CloseListenKey();

    Task<VenueReply<ImmutableArray<OrderReport>>> GetOpenOrders(Symbol symbol);

    /// <summary>
    /// One order by our id; <see cref="VenueFailure.OrderUnknown"/> when the venue does not know it (yet).
    /// </summary>
    Task<VenueReply<OrderReport>> GetOrder(Symbol symbol, ClientOrderId id);

    /// <summary>The position of one symbol; flat if the venue lists none.</summary>
    Task<VenueReply<PositionReport>> GetPosition(Symbol symbol);

    /// <summary>What the account is worth, asset by asset, as far as it holds any.</summary>
    Task<VenueReply<ImmutableArray<EquityReport>>> GetEquity();

    /// <summary>
    /// Executions of the account with a trade id of at least <paramref name="from"/>, oldest first, at most 1000.
    /// </summary>
    /// <param name="from">Null for the most recent ones.</param>
    Task<VenueReply<ImmutableArray<Fill>>> GetFills(Symbol symbol, TradeId? from);

    /// <summary>What settlements of funding brought from then on, oldest first, at most 1000.</summary>
    Task<VenueReply<ImmutableArray<FundingReport>>> GetFunding(Symbol symbol, VenueTime from);

    /// <summary>Cancels every open order of the symbol, foreign ones included.</summary>
    Task<VenueReply<Done>> CancelAll(Symbol symbol);

    /// <summary>
    /// Arms the venue's dead man's switch: unless called again, it cancels all orders of the symbol after
    /// <paramref name="countdown"/>. Zero disarms it.
    /// </summary>
    Task<VenueReply<Done>> ArmCountdown(Symbol symbol, TimeSpan countdown);
}
