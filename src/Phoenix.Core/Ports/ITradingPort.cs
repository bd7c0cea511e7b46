using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Ports;

/// <summary>Opens sessions of the venue's WebSocket trading API. It never reconnects: a session lives once.</summary>
public interface ITradingPort
{
    /// <summary>Same contract as <see cref="IMarketDataPort.Open"/>.</summary>
    ITradingSession Open(Epoch epoch, IEventSink<TradingEvent> sink);
}

/// <summary>
/// A live trading session. Each call sends one request and returns at once; the answer, if one comes, carries the
/// request's id. False when the request certainly never left (not open, or the outbound queue is full).
/// </summary>
public interface ITradingSession : IConnectionHandle
{
    bool Place(RequestId request, OrderIntent intent);

    /// <summary>Gives the order other terms; its id stays, its place in the queue does not.</summary>
    /// <param name="request">Comes back with the answer.</param>
    /// <param name="order">As it was placed.</param>
    /// <param name="terms">What it shall be.</param>
    bool Amend(RequestId request, OrderIntent order, OrderTerms terms);

    bool Cancel(RequestId request, Symbol symbol, ClientOrderId id);

    /// <summary>
    /// Asks about the account's listen key; answered by <see cref="TradingEvent.KeyAnswered"/>. May be repeated.
    /// </summary>
    bool AskKey(RequestId request, KeyRequest what);

    /// <summary>A cheap unsigned request that proves the round trip.</summary>
    bool Probe(RequestId request, Symbol symbol);
}

/// <summary>What is asked about the account's listen key.</summary>
public enum KeyRequest
{
    /// <summary>Create it, or return and extend the one that is active.</summary>
    Start = 1,

    /// <summary>Extend the active one by 60 min.</summary>
    Extend,

    /// <summary>End it for the whole account, whoever uses it.</summary>
    End,
}

/// <summary>Something that happened on a trading session.</summary>
public abstract record TradingEvent(Epoch Epoch, Instant At)
{
    public sealed record Opened(Epoch Epoch, Instant At) : TradingEvent(Epoch, At);

    /// <summary>The venue did what <paramref name="Request"/> asked.</summary>
    public sealed record Accepted(Epoch Epoch, Instant At, RequestId Request, OrderReport Report)
        : TradingEvent(Epoch, At);

    /// <summary>A probe came back.</summary>
    public sealed record Probed(Epoch Epoch, Instant At, RequestId Request) : TradingEvent(Epoch, At);

    /// <summary>The venue did what was asked about the listen key.</summary>
    /// <param name="Key">Unset where the venue names none, as after an end.</param>
    public sealed record KeyAnswered(Epoch Epoch, Instant At, RequestId Request, ListenKey Key)
        : TradingEvent(Epoch, At);

    public sealed record Failed(Epoch Epoch, Instant At, RequestId Request, VenueError Error)
        : TradingEvent(Epoch, At);

    public sealed record Malformed(Epoch Epoch, Instant At, string Reason) : TradingEvent(Epoch, At);

    public sealed record Closed(Epoch Epoch, Instant At, DeathCause Cause, string Detail) : TradingEvent(Epoch, At);
}
