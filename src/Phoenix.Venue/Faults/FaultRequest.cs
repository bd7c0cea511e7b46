using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Faults;

/// <summary>What a fault does.</summary>
public enum FaultVerb
{
    /// <summary>Frames of one stream (or of all on the target) vanish; replies and other streams live.</summary>
    Mute = 1,

    /// <summary>Every outgoing text frame vanishes; pings and pongs live.</summary>
    MuteData,

    /// <summary>
    /// Bytes vanish both ways and no close reaches either side. When the fault ends the connection breaks.
    /// </summary>
    Blackhole,

    /// <summary>The venue closes with a code.</summary>
    Close,

    /// <summary>The connection breaks without a closing frame.</summary>
    Drop,

    /// <summary>The next upgrade requests are refused.</summary>
    Refuse,

    /// <summary>The listen key ends before its time.</summary>
    KeyExpire,

    /// <summary>REST answers with a given status.</summary>
    Http,

    /// <summary>The next user events are never sent.</summary>
    HideEvent,

    /// <summary>The next user events are sent twice.</summary>
    DupEvent,

    /// <summary>The next frames of a stream are lost.</summary>
    Gap,
}

/// <summary>A fault to inject. What a verb does not need is ignored.</summary>
public sealed record FaultRequest
{
    public required FaultVerb Verb { get; init; }

    /// <summary>
    /// <c>public</c>, <c>market</c>, <c>private</c>, <c>trading</c>, <c>all</c> (sockets), <c>rest</c> (black hole
    /// only), a socket's id, or a stream's name.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// The stream that <see cref="FaultVerb.Mute"/> and <see cref="FaultVerb.Gap"/> mean when the target is not one
    /// itself; on private sockets an event type.
    /// </summary>
    public string? Stream { get; init; }

    /// <summary>Until removed, when null.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Closing code (default 1001), or the status of a refused upgrade (default 503).</summary>
    public int? Code { get; init; }

    /// <summary>How many upgrades, calls, events or frames it hits; default 1, unless a duration is given.</summary>
    public int? Count { get; init; }

    /// <summary>Of an expiring key: whether no event tells of it.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Status of <see cref="FaultVerb.Http"/>, 400 to 599; default 503.</summary>
    public int? Status { get; init; }

    /// <summary>Only calls whose path begins so, optionally preceded by a method and a blank.</summary>
    public string? Route { get; init; }

    /// <summary>Body of the answer; a fitting one of the exchange by default.</summary>
    public string? Body { get; init; }

    /// <summary>Whether the venue does what was asked although it answers with a failure.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Whether sockets opened later are hit too; by default only those open now are.</summary>
    public bool IsSticky { get; init; }
}

/// <summary>A fault that was injected.</summary>
/// <param name="EndsAt">Null when it lasts until removed or used up.</param>
/// <param name="Left">How many hits remain; null when they are not counted.</param>
public sealed record ActiveFault(long Id, FaultRequest Request, VenueTime StartedAt, VenueTime? EndsAt, int? Left);

/// <summary>The answer to a request for a fault: its number, or why it cannot be.</summary>
public abstract record FaultReceipt
{
    private FaultReceipt()
    {
    }

    public sealed record Injected(long Id) : FaultReceipt;

    public sealed record Rejected(string Reason) : FaultReceipt;
}
