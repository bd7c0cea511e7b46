using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Subscriptions;

/// <summary>
/// What one incarnation of a connection is wanted to carry and what it does carry. It begins with what the connection
/// was dialled for and ends with it, so no command can reach another connection than the one it was made for.
/// </summary>
public sealed record SubscriptionState
{
    /// <summary>Streams named in one message at most.</summary>
    public const int Batch = 100;

    public required ImmutableSortedSet<StreamId> Wanted { get; init; }

    /// <summary>What the venue has acknowledged, or delivered.</summary>
    public required ImmutableSortedSet<StreamId> Carried { get; init; }

    /// <summary>Names that the venue lists and nobody wants.</summary>
    public ImmutableArray<string> Strange { get; init; } = [];

    /// <summary>Streams that were added and have not delivered yet, each with its deadline.</summary>
    public ImmutableSortedDictionary<StreamId, Instant> Unproven { get; init; } =
        ImmutableSortedDictionary<StreamId, Instant>.Empty;

    /// <summary>Carried and silent: to be unsubscribed and subscribed anew.</summary>
    public ImmutableSortedSet<StreamId> Anew { get; init; } = [];

    /// <summary>Streams that were subscribed anew already because nothing came.</summary>
    public ImmutableSortedSet<StreamId> AskedTwice { get; init; } = [];

    /// <summary>Refused, or silent twice: left alone until the next audit.</summary>
    public ImmutableSortedSet<StreamId> Shelved { get; init; } = [];

    /// <summary>The one request on its way.</summary>
    public PendingRequest? Pending { get; init; }

    /// <summary>Halved when a message is refused: to find the one name that is at fault.</summary>
    public int MostNames { get; init; } = Batch;

    public long LastRequest { get; init; } = 1;

    /// <summary>No message leaves before.</summary>
    public Instant QuietUntil { get; init; }

    public required TimeSpan AuditEvery { get; init; }

    public required Instant AuditAt { get; init; }

    /// <summary>Streams that audits found missing or too many.</summary>
    public long Repairs { get; init; }

    /// <summary>Whether a delivery would be news.</summary>
    public bool AwaitsData => !Unproven.IsEmpty || Pending is { Request.Method: ControlMethod.Subscribe };
}

/// <summary>A control request that waits for its answer.</summary>
/// <param name="Streams">Those of its names that are streams of ours and have not delivered meanwhile.</param>
/// <param name="Attempt">The first is 1.</param>
public sealed record PendingRequest(
    ControlRequest Request, ImmutableSortedSet<StreamId> Streams, Instant Deadline, int Attempt);

/// <summary>What can happen to the subscriptions of a connection on which everything flows.</summary>
public abstract record SubscriptionInput
{
    /// <summary>From now on exactly this is wanted.</summary>
    public sealed record Want(ImmutableSortedSet<StreamId> Streams) : SubscriptionInput;

    /// <param name="Listed">The names of a listing; null when the answer is not one.</param>
    public sealed record Answered(long Request, ImmutableArray<string>? Listed) : SubscriptionInput;

    /// <param name="Request">Null when the venue left it out.</param>
    public sealed record Refused(long? Request, string Reason) : SubscriptionInput;

    /// <summary>The stream delivered.</summary>
    public sealed record Delivered(StreamId Stream) : SubscriptionInput;

    /// <summary>The monitor knows that the stream has nothing to deliver: its market is quiet.</summary>
    public sealed record Excused(StreamId Stream) : SubscriptionInput;

    public sealed record Wake : SubscriptionInput;
}

/// <summary>What the shell has to do for the subscriptions of a connection.</summary>
public abstract record SubscriptionEffect
{
    public sealed record Send(ControlRequest Request) : SubscriptionEffect;

    public sealed record WakeAt(Instant At) : SubscriptionEffect;

    /// <summary>The venue has these subscribed now.</summary>
    public sealed record ReportSubscribed(ImmutableSortedSet<StreamId> Streams) : SubscriptionEffect;

    /// <summary>The audit found a difference, which is being put right.</summary>
    public sealed record Repair(
        ImmutableArray<StreamId> Missing, ImmutableArray<string> Unknown, long Total) : SubscriptionEffect;

    /// <summary>Asked for twice and in vain; the others go on, and the next audit asks again.</summary>
    public sealed record GiveUp(ImmutableArray<StreamId> Streams, string Reason) : SubscriptionEffect;

    /// <summary>Fail with this cause.</summary>
    public sealed record Die(DeathCause Cause, string Detail) : SubscriptionEffect;
}
