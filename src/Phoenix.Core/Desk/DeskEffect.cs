using Phoenix.Core.Accounting;
using Phoenix.Core.Decisions;
using Phoenix.Core.Orders;
using Phoenix.Core.Pacing;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Desk;

/// <summary>What the shell has to do for a desk, in this order.</summary>
public abstract record DeskEffect
{
    /// <summary>Ask for the book; answer with <see cref="SymbolDesk.OnSnapshot"/>.</summary>
    public sealed record FetchSnapshot(int Request) : DeskEffect;

    /// <summary>Send the order, unless <paramref name="ValidUntil"/> has passed when it reaches the socket.</summary>
    public sealed record Place(OrderIntent Intent, Instant ValidUntil) : DeskEffect;

    /// <summary>
    /// Give the order other terms, unless <paramref name="ValidUntil"/> has passed when the request reaches the socket.
    /// </summary>
    /// <param name="Intent">The order as it was placed.</param>
    /// <param name="Terms">What it shall be.</param>
    /// <param name="ValidUntil">Until when the book it follows from is fresh.</param>
    public sealed record Amend(OrderIntent Intent, OrderTerms Terms, Instant ValidUntil) : DeskEffect;

    public sealed record Cancel(ClientOrderId Id) : DeskEffect;

    /// <summary>Cancel everything of the symbol by one request on the other channel.</summary>
    public sealed record CancelAll : DeskEffect;

    /// <summary>Ask the venue for one order; answer with <see cref="SymbolDesk.OnQueried"/>.</summary>
    public sealed record Query(ClientOrderId Id) : DeskEffect;

    /// <summary>Fetch the account's truth; answer with <see cref="SymbolDesk.OnPicture"/>.</summary>
    /// <param name="From">First trade id wanted, or null for the latest ones.</param>
    /// <param name="UserEpoch">To be carried back in the picture.</param>
    public sealed record FetchPicture(TradeId? From, Epoch UserEpoch) : DeskEffect;

    /// <summary>
    /// Ask for what was settled from then on; answer with <see cref="SymbolDesk.OnFundingTold"/>.
    /// </summary>
    public sealed record FetchFunding(VenueTime From) : DeskEffect;

    /// <summary>Arm the venue's dead man's switch; answer with <see cref="SymbolDesk.OnCountdown"/>.</summary>
    public sealed record ArmCountdown(TimeSpan Countdown, Instant SentAt) : DeskEffect;

    /// <summary>The depth stream delivered over one of its connections; the stale monitor wants to know.</summary>
    /// <param name="IsNew">Whether it advanced the book; false when a sibling had been faster.</param>
    public sealed record ReportFrame(Epoch Epoch, Instant At, long FinalUpdateId, bool IsNew) : DeskEffect;

    /// <summary>Ask for the best levels, for a comparison; answer with <see cref="SymbolDesk.OnProbed"/>.</summary>
    public sealed record ProbeBook(int Request, int Levels) : DeskEffect;

    /// <summary>Ask whether the venue trades the symbol; answer with <see cref="SymbolDesk.OnStatus"/>.</summary>
    public sealed record AskStatus : DeskEffect;

    /// <summary>Ask how the venue judges our orders; answer with <see cref="SymbolDesk.OnVerdict"/>.</summary>
    public sealed record AskVerdict : DeskEffect;

    /// <summary>Ask what was traded in a day; answer with <see cref="SymbolDesk.OnDayVolume"/>.</summary>
    public sealed record AskDayVolume : DeskEffect;

    /// <summary>The venue's own book is ours although the stream is silent; the stale monitor wants to know.</summary>
    /// <param name="AsOf">When the comparison was asked for.</param>
    public sealed record ReportConfirmed(Instant AsOf) : DeskEffect;

    /// <summary>The depth stream does not tell what happens; the stale monitor wants to know.</summary>
    public sealed record AccuseStream(DeathCause Cause, string Evidence) : DeskEffect;

    /// <summary>
    /// Frames look late, unless the venue's clock was set: measure it; answer with <see cref="SymbolDesk.OnClock"/>.
    /// </summary>
    public sealed record MeasureClock : DeskEffect;

    /// <summary>The user stream of the epoch must have shown something it did not: replace it.</summary>
    public sealed record SuspectUserStream(Epoch Epoch, DeathCause Cause, string Detail) : DeskEffect;

    /// <summary>
    /// Keep the decision for whoever asks why an order is where it is. No recording holds it: it follows from the
    /// inputs, and what it sent stands beside it.
    /// </summary>
    public sealed record Keep(DecisionRecord Decision) : DeskEffect;

    /// <summary>Something an operator or the statistics want to know.</summary>
    public sealed record Announce(DeskEvent Occurrence) : DeskEffect;
}

/// <summary>What happened at a desk, in the past tense.</summary>
public abstract record DeskEvent
{
    /// <summary>Quoting stopped, or stays stopped for other causes than before.</summary>
    /// <param name="WasQuoting">False while it only waits for other causes to end.</param>
    public sealed record Halted(HaltCauses Causes, bool WasQuoting) : DeskEvent;

    /// <summary>Every cause is gone and quoting goes on.</summary>
    public sealed record Resumed : DeskEvent;

    /// <summary>The book is in sync.</summary>
    public sealed record Synchronized(long UpdateId) : DeskEvent;

    /// <summary>A frame is missing that no connection brings; the book is worthless until the next snapshot.</summary>
    public sealed record GapFound : DeskEvent;

    /// <summary>The venue's own book, or another stream, speaks against the book.</summary>
    public sealed record BookContradicted(Contradiction What) : DeskEvent;

    /// <summary>Quotes are being pulled.</summary>
    public sealed record Pulling(int Orders, int Attempt) : DeskEvent;

    /// <summary>No order of ours rests or may still execute.</summary>
    public sealed record Pulled : DeskEvent;

    public sealed record OrdersSent(int Places, int Cancels, int Amends = 0) : DeskEvent;

    public sealed record FillBooked(Fill Fill, Position Position) : DeskEvent;

    /// <summary>Orders, fills and position agree with the venue.</summary>
    public sealed record Reconciled(Position Position, int RecoveredFills) : DeskEvent;

    public sealed record Mismatched(string Detail) : DeskEvent;

    /// <summary>The position is, or seems, another one than our fills made it.</summary>
    public sealed record PositionDiffers(PositionDifference Cause, string Detail) : DeskEvent;

    /// <summary>Somebody else trades this symbol on this account.</summary>
    public sealed record ForeignOrder(ClientOrderId Id) : DeskEvent;

    public sealed record OrderRefused(ClientOrderId Id, string Error) : DeskEvent;

    public sealed record Alarmed(string Detail) : DeskEvent;

    /// <summary>The venue's limits leave room for more or less quoting than before.</summary>
    /// <param name="Cause">What is tight; none at full pace.</param>
    /// <param name="Pressure">Used of what placing may use, by the tightest limit.</param>
    public sealed record Paced(Pace Pace, PaceCause Cause, double Pressure) : DeskEvent;

    /// <summary>The venue takes only what reduces.</summary>
    /// <param name="Until">When it plans to end that.</param>
    public sealed record LockedByVenue(VenueTime Until) : DeskEvent;

    /// <summary>Another strategy makes the prices from now on.</summary>
    public sealed record StrategyChosen(StrategyKind Strategy) : DeskEvent;

    /// <summary>The venue takes everything again.</summary>
    public sealed record UnlockedByVenue : DeskEvent;

    /// <summary>The loss of the symbol's position asks for something else than before.</summary>
    public sealed record LossJudged(LossVerdict Verdict) : DeskEvent;

    /// <summary>Stopping is complete: the venue confirmed that nothing of ours rests.</summary>
    public sealed record Drained : DeskEvent;
}
