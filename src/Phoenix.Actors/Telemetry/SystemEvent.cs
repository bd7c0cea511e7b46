using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Pacing;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Time;

namespace Phoenix.Actors.Telemetry;

/// <summary>
/// What happened in the tree, in the past tense, published on the event stream for statistics and incidents.
/// </summary>
public abstract record SystemEvent(Instant At)
{
    /// <summary>A step of the start-up contract was reached for the first time.</summary>
    public sealed record StepReached(StartUpStep Step, Instant At) : SystemEvent(At);

    /// <summary>A symbol of the settings is not quoted at all: its grid does not fit the venue's rules.</summary>
    public sealed record SymbolLeftOut(Symbol Symbol, string Reason, Instant At) : SystemEvent(At);

    /// <summary>A symbol is traded from now on, asked for at run time.</summary>
    public sealed record SymbolAdded(Symbol Symbol, Instant At) : SystemEvent(At);

    /// <summary>A symbol is traded no more, asked for at run time; nothing of ours rests in it.</summary>
    public sealed record SymbolRemoved(Symbol Symbol, Instant At) : SystemEvent(At);

    /// <summary>Everything the incarnation promised flows.</summary>
    public sealed record ConnectionUp(string Slot, Epoch Epoch, Instant At) : SystemEvent(At);

    /// <summary>A slot dials its next incarnation.</summary>
    public sealed record ConnectionDialed(string Slot, Epoch Epoch, Instant At) : SystemEvent(At);

    /// <summary>A part of the tree failed, by a bug or because its own means did not help, and is made anew.</summary>
    public sealed record PartFailed(string Part, string Problem, Instant At) : SystemEvent(At);

    /// <summary>A connection ended.</summary>
    /// <param name="SilentFor">For a silent death: from the last good data to its discovery.</param>
    public sealed record ConnectionLost(
        string Slot, Epoch Epoch, DeathCause Cause, string Detail, TimeSpan SilentFor, Instant At) : SystemEvent(At);

    /// <summary>The venue's list of a connection's subscriptions differed from what it should carry.</summary>
    /// <param name="Missing">Wire names, subscribed again.</param>
    /// <param name="Unknown">Wire names, unsubscribed.</param>
    /// <param name="Total">Streams repaired on this connection so far.</param>
    public sealed record SubscriptionsRepaired(
        string Slot,
        Epoch Epoch,
        ImmutableArray<string> Missing,
        ImmutableArray<string> Unknown,
        long Total,
        Instant At) : SystemEvent(At);

    /// <summary>Streams asked for on a living connection do not come; its others go on.</summary>
    public sealed record StreamsGivenUp(
        string Slot, Epoch Epoch, ImmutableArray<string> Streams, string Reason, Instant At) : SystemEvent(At);

    /// <summary>A slot's connections die of the same cause again and again: retrying will not help.</summary>
    /// <param name="Count">Deaths in a row.</param>
    public sealed record SlotStuck(string Slot, DeathCause Cause, string Detail, int Count, Instant At)
        : SystemEvent(At);

    /// <summary>A healthy connection is being replaced: its successor dials beside it.</summary>
    public sealed record RotationBegan(string Slot, Epoch Epoch, Epoch Heir, Instant At) : SystemEvent(At);

    /// <summary>The successor carries on and the old connection is closed: no death.</summary>
    public sealed record Rotated(string Slot, Epoch Epoch, Epoch Heir, Instant At) : SystemEvent(At);

    /// <summary>The successor did not come to flow; the old connection goes on.</summary>
    public sealed record RotationFailed(
        string Slot, Epoch Heir, DeathCause Cause, string Detail, Instant At) : SystemEvent(At);

    /// <summary>A connection was replaced as planned: its successor was up before it ended.</summary>
    public sealed record ConnectionSucceeded(string Slot, Epoch Old, Epoch New, Instant At) : SystemEvent(At);

    /// <summary>Replacing the slot's connection again and again did not help; the slot goes on.</summary>
    public sealed record SlotExhausted(string Slot, DeathCause Cause, int Failures, Instant At) : SystemEvent(At);

    /// <summary>The connect attempts of the process are spent; the slot dials later.</summary>
    public sealed record DialDeferred(string Slot, Instant Until, Instant At) : SystemEvent(At);

    /// <summary>More, or less, is being done to get the connections back.</summary>
    public sealed record EscalationMoved(
        EscalationLevel From, EscalationLevel To, string Reason, Instant At) : SystemEvent(At);

    /// <summary>The stale monitor failed or gave no sign of life, and a new one took its place.</summary>
    public sealed record MonitorReplaced(string Reason, Instant At) : SystemEvent(At);

    /// <summary>A connection did not end when it was told to; its slot goes on without it.</summary>
    public sealed record ConnectionAbandoned(string Slot, Epoch Epoch, Instant At) : SystemEvent(At);

    /// <summary>This process, or its machine, stood still.</summary>
    public sealed record ProcessPaused(TimeSpan Length, Instant At) : SystemEvent(At);

    /// <summary>The wall clock was set, or the machine slept.</summary>
    public sealed record ClockStepped(TimeSpan Step, Instant At) : SystemEvent(At);

    /// <summary>Something happened at a symbol's desk.</summary>
    public sealed record DeskReported(Symbol Symbol, DeskEvent Occurrence, Instant At) : SystemEvent(At);

    /// <summary>A depth frame reached a symbol's book.</summary>
    public sealed record BookAdvanced(StreamId Stream, Epoch Epoch, long FinalUpdateId, Instant At) : SystemEvent(At);

    /// <summary>How the whole account stands, twice a second once its equity is known.</summary>
    public sealed record AccountSampled(AccountStanding Standing, Instant At) : SystemEvent(At);

    /// <summary>Something happened to the account as a whole.</summary>
    public sealed record AccountReported(GuardEvent Occurrence, Instant At) : SystemEvent(At);

    /// <summary>Somebody looks: whoever has a picture of how he stands publishes it.</summary>
    public sealed record LookWanted(Instant At) : SystemEvent(At);

    /// <summary>How a symbol's desk stands, because somebody looks.</summary>
    public sealed record DeskLooked(DeskSample Sample, Instant At) : SystemEvent(At);

    /// <summary>How all streams of market data stand, because somebody looks.</summary>
    public sealed record StreamsLooked(ImmutableArray<StreamStanding> Streams, Instant At) : SystemEvent(At);

    /// <summary>An order of ours was executed; price and quantity as the venue writes them.</summary>
    public sealed record Filled(Symbol Symbol, Side Side, decimal Price, decimal Quantity, bool IsMaker, Instant At)
        : SystemEvent(At);

    /// <summary>How a symbol's desk stands, once a second.</summary>
    public sealed record DeskSampled(DeskSample Sample, Instant At) : SystemEvent(At);
}

/// <summary>A symbol's desk at one moment.</summary>
public sealed record DeskSample(
    Symbol Symbol,
    HaltCauses Halts,
    decimal Position,
    int OpenOrders,
    long Fills,
    decimal Fees,
    decimal RealizedPnl,
    decimal? BestBid,
    decimal? BestAsk,
    TimeSpan BookAge)
{
    /// <summary>Price × remaining quantity of all open orders, in quote currency.</summary>
    public decimal RestingNotional { get; init; }

    /// <summary>What settlements of funding brought, in the margin asset; positive is received.</summary>
    public decimal Funding { get; init; }

    /// <summary>Each order of ours that may execute, in the order of sending.</summary>
    public ImmutableArray<OpenQuote> Quotes { get; init; } = [];

    /// <summary>
    /// From the receipt of a depth frame to the hand-over of the orders that it led to, over the last half a minute to
    /// a minute.
    /// </summary>
    public LatencyReport FrameToOrder { get; init; }

    /// <summary>What the estimates of places in queues were worth; quantities in lots.</summary>
    public QueueRecord Queue { get; init; }

    /// <summary>What quoting the symbol brought.</summary>
    public BooksReport Books { get; init; } = BooksReport.Empty;

    /// <summary>What may be quoted at this position.</summary>
    public QuoteMode Mode { get; init; } = QuoteMode.Normal;

    /// <summary>How much quoting the venue's limits leave room for.</summary>
    public Pace Pace { get; init; } = Pace.Full;

    /// <summary>What keeps the pace down.</summary>
    public PaceCause PaceCause { get; init; }

    /// <summary>Until when the venue takes only what reduces; null while it takes everything.</summary>
    public VenueTime? LockedUntil { get; init; }

    /// <summary>The venue's countdown as it was armed last.</summary>
    public TimeSpan Countdown { get; init; }

    /// <summary>Why it is not <see cref="QuoteMode.Normal"/>; empty when it is.</summary>
    public string ModeCause { get; init; } = "";

    /// <summary>What losses ask for, the symbol's and the account's.</summary>
    public LossVerdict Losses { get; init; } = LossVerdict.Fine.Instance;

    /// <summary>How long a limit of the venue's keeps new orders back yet.</summary>
    public TimeSpan PlacesPaused { get; init; }

    public static DeskSample Of(Instrument instrument, SymbolDesk desk, Instant now) => new(
        instrument.Symbol,
        desk.Halts,
        instrument.ToDecimal(desk.Ledger.Position),
        desk.Orders.OpenCount,
        desk.Ledger.FillCount,
        desk.Ledger.Fees,
        desk.Ledger.RealizedPnl,
        desk.Book.BestBid is { } bid ? instrument.ToDecimal(bid.Price) : null,
        desk.Book.BestAsk is { } ask ? instrument.ToDecimal(ask.Price) : null,
        desk.BookAge(now))
    {
        RestingNotional = desk.Orders.Open.Sum(order => instrument.Notional(order.Price, order.Remaining)),
        Mode = desk.Mode,
        ModeCause = desk.ModeCause,
        Losses = desk.Losses,
        PlacesPaused = desk.PlacesPaused(now),
        Pace = desk.Pace.Pace,
        PaceCause = desk.Pace.Cause,
        LockedUntil = desk.LockedUntil,
        Countdown = desk.Countdown,
        Books = desk.Books.Report(now),
        Funding = desk.Funding,
        Quotes = [.. desk.Orders.Open.Select(order => OpenQuote.Of(order, desk, instrument, now))],
        Queue = desk.Queues.Record,
    };
}

/// <summary>An order of ours at one moment; prices and quantities as the venue writes them.</summary>
/// <param name="Ahead">What is estimated to be executed before it; null while its place is not followed.</param>
public sealed record OpenQuote(
    ClientOrderId Id,
    Side Side,
    decimal Price,
    decimal Remaining,
    OrderPhase Phase,
    QuoteOrigin Origin,
    Instant SentAt,
    decimal? Ahead)
{
    internal static OpenQuote Of(OwnOrder order, SymbolDesk desk, Instrument instrument, Instant now) => new(
        order.Id,
        order.Side,
        instrument.ToDecimal(order.Price),
        instrument.ToDecimal(order.Remaining),
        order.Phase,
        order.Origin,
        order.SentAt,
        desk.Queues.AheadOf(order.Id, now) is { } lots ? (decimal)lots * instrument.LotSize : null);
}
