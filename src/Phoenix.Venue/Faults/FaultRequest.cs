using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Faults;

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

    /// <summary>Closing code (default 1001), status of a refused upgrade (default 503), or code of an error.</summary>
    public int? Code { get; init; }

    /// <summary>How many upgrades, calls, events or frames it hits; default 1, unless a duration is given.</summary>
    public int? Count { get; init; }

    /// <summary>Of an expiring key: whether no event tells of it.</summary>
    public bool IsSilent { get; init; }

    /// <summary>HTTP status of an answer, 400 to 599; default 503.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// Only calls whose path begins so, optionally preceded by a method and a blank; or a method of the trading API.
    /// </summary>
    public string? Route { get; init; }

    /// <summary>Body of the answer; a fitting one of the exchange by default.</summary>
    public string? Body { get; init; }

    /// <summary>Whether the venue does what was asked although its answer is not its own.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Of a request the answer: <see cref="FaultReply.Own"/> by default where there is a choice.</summary>
    public FaultReply Reply { get; init; }

    /// <summary>How late: of an answer, of frames, of what queries show.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How long a request waits before it is carried out; its answer comes after that.</summary>
    public TimeSpan? Late { get; init; }

    /// <summary>How long a client is told to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How wide a window of connections is; default 5 min.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Whether a connection's time starts anew with each byte.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Bytes per fragment, or a limit.</summary>
    public int? Size { get; init; }

    /// <summary>Of a ping, as text; what is longer than 125 bytes is malformed.</summary>
    public string? Payload { get; init; }

    /// <summary>The streams that deliver.</summary>
    public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>Name of the account meant; all of them, or the first where only one can be meant, when null.</summary>
    public string? Account { get; init; }

    public string? Symbol { get; init; }

    /// <summary>An order by its client order id; the oldest resting one when null.</summary>
    public string? Order { get; init; }

    /// <summary>BUY or SELL.</summary>
    public Side? Side { get; init; }

    /// <summary>A market order when null.</summary>
    public decimal? Price { get; init; }

    /// <summary>In base currency; all there is when null, where that makes sense.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Added to the venue's clock; negative makes it slow.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>Added to the offset with each second that passes.</summary>
    public TimeSpan? Drift { get; init; }

    /// <summary>Whether sockets opened later are hit too; by default only those open now are.</summary>
    public bool IsSticky { get; init; }
}

/// <summary>What a client gets for its request.</summary>
public enum FaultReply
{
    /// <summary>What the verb does by itself.</summary>
    Default = 0,

    /// <summary>The venue's own answer.</summary>
    Own,

    /// <summary>Nothing, ever.</summary>
    Lost,

    /// <summary>The status and code of the fault.</summary>
    Error,

    /// <summary>The connection breaks.</summary>
    Broken,
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
