using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Orders;

/// <summary>An amend whose end neither an event nor a query has shown.</summary>
/// <param name="Terms">What was asked for.</param>
/// <param name="SentAt">When it left.</param>
public sealed record PendingAmend(OrderTerms Terms, Instant SentAt)
{
    /// <summary>Whether a reply said that it is done. Until it is seen too, both terms count.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Since when the user stream owes it; null before the reply, and when it is excused.</summary>
    public Instant? UnseenSince { get; init; }

    /// <summary>Answers to late queries that showed the terms before it.</summary>
    public int Denials { get; init; }
}

/// <summary>All we know of one order of ours. Changed by <see cref="OrderMachine"/> only.</summary>
public sealed record OwnOrder
{
    /// <summary>Amends of one order at most; the venue allows 10000, its test network 1000.</summary>
    public const int MaxAmends = 64;

    private readonly OrderTerms? _terms;

    public required OrderIntent Intent { get; init; }

    /// <summary>The newest terms that the venue is known to have given the order.</summary>
    public OrderTerms Terms
    {
        get => _terms ?? Intent.Terms;
        init => _terms = value;
    }

    /// <summary>All terms ever asked for, or seen without that, in that order; never the same ones twice.</summary>
    public ImmutableArray<OrderTerms> Amends { get; init; } = [];

    /// <summary>The amend whose end is open; at most one is.</summary>
    public PendingAmend? Amending { get; init; }

    /// <summary>Whether the venue refused an amend of it, so that none is tried again.</summary>
    public bool RefusesAmends { get; init; }

    /// <summary>Which part of our quoting it serves: the one it was placed or last amended for.</summary>
    public QuoteOrigin Origin { get; init; }

    public required OrderPhase Phase { get; init; }

    /// <summary>Position among the orders of the symbol, in the order of registration; from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>The venue's number, once it told us.</summary>
    public OrderId? OrderId { get; init; }

    /// <summary>Filled so far by the greatest cumulative figure seen anywhere; never shrinks.</summary>
    public Quantity Executed { get; init; }

    /// <summary>The part of <see cref="Executed"/> whose single executions we hold.</summary>
    public Quantity Booked { get; init; }

    /// <summary>The part of <see cref="Executed"/> that a position taken over from the venue holds anyway.</summary>
    public Quantity Waived { get; init; }

    /// <summary>The executions in <see cref="Booked"/>, so that none counts twice.</summary>
    public ImmutableArray<TradeId> BookedTrades { get; init; } = [];

    public required Instant SentAt { get; init; }

    public required Instant PhaseSince { get; init; }

    /// <summary>When a reply accepted it; null if none did.</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>Whether the user stream told of it (or it is excused from doing so).</summary>
    public bool SeenOnStream { get; init; }

    /// <summary>When a reply said it was canceled while the user stream had not; null once the stream told.</summary>
    public Instant? CanceledUnseenAt { get; init; }

    /// <summary>Whether something spoke against its being alive, so that only its end or a query settles it.</summary>
    public bool IsDisputed { get; init; }

    /// <summary>Queries sent since it became unknown.</summary>
    public int Queries { get; init; }

    /// <summary>Answers "not found" since it became unknown.</summary>
    public int NotFound { get; init; }

    /// <summary>When to ask for it next; null unless it is unknown.</summary>
    public Instant? NextQuery { get; init; }

    public ClientOrderId Id => Intent.ClientOrderId;

    public Side Side => Intent.Side;

    /// <summary>Where it stands, by the venue's last word.</summary>
    public Price Price => Amending is { IsAccepted: true } done ? done.Terms.Price : Terms.Price;

    /// <summary>What it will be once all that is in flight is done.</summary>
    public OrderTerms Expected => Amending?.Terms ?? Terms;

    /// <summary>The greater total of those that may be in force: what the worst case counts with.</summary>
    public Quantity AtMost =>
        Amending is { } asked && asked.Terms.Quantity > Terms.Quantity ? asked.Terms.Quantity : Terms.Quantity;

    /// <summary>Whether an amend was sent of which no reply told.</summary>
    public bool IsAmendInFlight => Amending is { IsAccepted: false };

    /// <summary>Whether it was sent to rest; one that was not is over by itself, and no quote.</summary>
    public bool Rests => Intent.TimeInForce == TimeInForce.PostOnly;

    /// <summary>What may still execute; zero once it has ended.</summary>
    public Quantity Remaining =>
        Phase.IsTerminal() || Executed >= AtMost ? default : AtMost - Executed;

    /// <summary>Reported as executed while the executions have not reached us: no position holds it yet.</summary>
    public Quantity Unbooked =>
        Executed > Booked && Executed > Waived ? Executed - (Booked > Waived ? Booked : Waived) : default;

    /// <summary>Whether the venue ever acknowledged it, by reply, event or query.</summary>
    public bool IsProven => OrderId is not null;

    /// <summary>
    /// Whether an amend to these terms may be sent now. Terms that it ever had are excluded: each report then shows by
    /// its terms which amends it has seen, whatever the order of arrival and the venue's clock.
    /// </summary>
    public bool CanAmend(OrderTerms terms) =>
        Phase == OrderPhase.Working && IsProven && Rests && Amending is null && !RefusesAmends
        && Amends.Length < MaxAmends && terms.Quantity > Executed && AgeOf(terms) < 0;

    /// <summary>The number of amends up to these terms, 0 for those of the placing; −1 if it never had them.</summary>
    internal int AgeOf(OrderTerms terms) =>
        terms == Intent.Terms ? 0 : Amends.IndexOf(terms) is >= 0 and var i ? i + 1 : -1;
}
