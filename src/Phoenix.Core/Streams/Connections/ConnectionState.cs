using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Connections;

/// <summary>Where one incarnation of a market-data connection stands.</summary>
public abstract record ConnectionState
{
    /// <summary>Waits for the socket to open.</summary>
    public sealed record Dialing(Instant Deadline, ImmutableSortedSet<StreamId> Promised) : ConnectionState;

    /// <summary>
    /// The socket is up; waits for the acknowledgement and for the first event of each promised stream.
    /// </summary>
    /// <param name="Missing">Promised streams that have not delivered yet.</param>
    /// <param name="Delivers">Some promised streams have delivered.</param>
    /// <param name="LeaveBy">It asked to be replaced and dies by then at the latest; null until it asks.</param>
    public sealed record Subscribing(
        Instant AcknowledgeBy,
        Instant DeliverBy,
        bool Acknowledged,
        ImmutableSortedSet<StreamId> Missing,
        bool Delivers = false,
        Instant? LeaveBy = null)
        : ConnectionState;

    /// <summary>Every promised stream has delivered; silence is now the stale monitor's business.</summary>
    public sealed record Flowing : ConnectionState;
}

/// <summary>What can happen to a market-data connection.</summary>
public abstract record ConnectionInput
{
    public sealed record Opened : ConnectionInput;

    public sealed record Acknowledged : ConnectionInput;

    public sealed record Refused(string Reason) : ConnectionInput;

    /// <summary>A good event of one stream arrived.</summary>
    public sealed record Delivered(StreamId Stream) : ConnectionInput;

    /// <summary>The monitor knows that the stream has nothing to deliver: its market is quiet.</summary>
    public sealed record Excused(StreamId Stream) : ConnectionInput;

    /// <summary>A sibling carries on: it may be replaced now.</summary>
    public sealed record Dismissed : ConnectionInput;

    public sealed record Malformed(string Reason) : ConnectionInput;

    public sealed record Closed(DeathCause Cause, string Detail) : ConnectionInput;

    /// <summary>The monitor found a promised stream dead.</summary>
    public sealed record Condemned(DeathCause Cause, string Detail) : ConnectionInput;

    public sealed record Wake : ConnectionInput;
}

/// <summary>What the shell has to do for a market-data connection.</summary>
public abstract record ConnectionEffect
{
    /// <summary>The venue acknowledged the subscription, or data proved it.</summary>
    public sealed record ReportSubscribed : ConnectionEffect;

    /// <summary>All promised streams deliver.</summary>
    public sealed record ReportUp : ConnectionEffect;

    /// <summary>
    /// Some promised streams do not deliver, others do: ask to be replaced when that costs them nothing.
    /// </summary>
    public sealed record AskToLeave : ConnectionEffect;

    public sealed record WakeAt(Instant At) : ConnectionEffect;

    /// <summary>Fail with this cause.</summary>
    public sealed record Die(DeathCause Cause, string Detail) : ConnectionEffect;
}
