using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Orders;

/// <summary>All we know of one order of ours. Changed by <see cref="OrderMachine"/> only.</summary>
public sealed record OwnOrder
{
    public required OrderIntent Intent { get; init; }

    /// <summary>Which part of our quoting it came from.</summary>
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

    public Price Price => Intent.Price;

    /// <summary>Whether it was sent to rest; one that was not is over by itself, and no quote.</summary>
    public bool Rests => Intent.TimeInForce == TimeInForce.PostOnly;

    /// <summary>What may still execute; zero once it has ended.</summary>
    public Quantity Remaining =>
        Phase.IsTerminal() || Executed >= Intent.Quantity ? default : Intent.Quantity - Executed;

    /// <summary>Reported as executed while the executions have not reached us: no position holds it yet.</summary>
    public Quantity Unbooked =>
        Executed > Booked && Executed > Waived ? Executed - (Booked > Waived ? Booked : Waived) : default;

    /// <summary>Whether the venue ever acknowledged it, by reply, event or query.</summary>
    public bool IsProven => OrderId is not null;
}
