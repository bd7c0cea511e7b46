using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Settings;

/// <summary>
/// When a stream counts as stale and when as dead, and how often its connection may be replaced for it.
/// </summary>
public sealed record StreamSettings
{
    /// <summary>
    /// Connections that carry the same streams side by side, 1 to 4; the first arrival counts. Default 2.
    /// </summary>
    public int Connections { get; init; } = 2;

    /// <summary>
    /// A stream whose sibling is ahead of it for this long is suspect at the latest, and what only it could still
    /// bring is waited for no longer. One that is usually punctual is suspect sooner, from a third of it. Default
    /// 150 ms.
    /// </summary>
    public TimeSpan BehindSuspectAfter { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// A stream whose sibling is ahead of it for this long is dead at the latest; one that is usually punctual sooner,
    /// from half of it. Default 350 ms.
    /// </summary>
    public TimeSpan BehindDeadAfter { get; init; } = TimeSpan.FromMilliseconds(350);

    /// <summary>
    /// A book whose last good frame is older than this is not quoted on: quotes are pulled. Default 3 s.
    /// </summary>
    public TimeSpan HaltAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A stream silent for this long is dead and its connection is replaced. Default 5 s; not below
    /// <see cref="HaltAfter"/>.
    /// </summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// At most one replacement for staleness per connection within this time. It absorbs repeated alarms and never
    /// delays the supervisor's own retry. Default 30 s.
    /// </summary>
    public TimeSpan DeathDebounce { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From dialling to an open socket. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From an open socket to the acknowledged subscription, unless data came first. Default 3 s.</summary>
    public TimeSpan AcknowledgeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From an open socket to the first event of each promised stream. Default 5 s.</summary>
    public TimeSpan FirstDataTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A book that did not change for this long, or as long as is unusual for it, is compared with the venue's own; a
    /// confirmed one again after half of <see cref="HaltAfter"/>. Not above that. Default 1 s.
    /// </summary>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The update that the venue's own book shows must come by the stream within this time. Default 500 ms.
    /// </summary>
    public TimeSpan ProbeGrace { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A frame that the venue stamped for certain longer ago than this, when it arrives, is late. Below
    /// <see cref="HaltAfter"/>. Default 1 s.
    /// </summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A stream whose frames are all late for this long is not quoted on, and its connection is replaced. Default 1 s.
    /// </summary>
    public TimeSpan LagGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether trades are subscribed to, as witnesses of the book. Default true.</summary>
    public bool WatchTrades { get; init; } = true;

    /// <summary>Whether the best quotes are subscribed to, as witnesses of the book. Default true.</summary>
    public bool WatchBest { get; init; } = true;

    /// <summary>
    /// How many symbols one connection can carry: of each its streams of one route, which each witness makes two.
    /// </summary>
    public int MostSymbols => MarketConnectionPlan.MostStreams / (WatchTrades || WatchBest ? 2 : 1);

    /// <summary>The market streams of a symbol.</summary>
    public IEnumerable<StreamId> WantedOf(Symbol symbol) =>
        new[] { StreamKind.Depth, StreamKind.BookTicker, StreamKind.MarkPrice, StreamKind.Trades }
            .Where(kind => kind != StreamKind.Trades || WatchTrades)
            .Where(kind => kind != StreamKind.BookTicker || WatchBest)
            .Select(kind => new StreamId(symbol, kind));

    /// <summary>
    /// A book whose middle is farther from the mark price than this share of it, for three marks in a row, is not
    /// believed; zero believes any. Default 0.03.
    /// </summary>
    public decimal MarkBand { get; init; } = 0.03m;

    /// <summary>How often the monitor looks at all ages. Default 50 ms.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How often the venue is asked what a connection is subscribed to, each connection at its own moment; what differs
    /// is repaired. Default 1 min.
    /// </summary>
    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A connection older than this is replaced in good health, before the venue ends it at 24 h. Default 23 h.
    /// </summary>
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromHours(23);

    /// <summary>
    /// A random share of this is added for each connection, so that those opened together do not end together.
    /// Default 30 min.
    /// </summary>
    public TimeSpan RotateSpread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long old and new connection flow side by side before the old one is closed. Default 5 s.</summary>
    public TimeSpan RotateOverlap { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After a successor that did not come to flow: from then to the next attempt. Default 1 min.</summary>
    public TimeSpan RotateRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A monitor without a sign of life for this long is replaced, and nobody quotes until it gives one. It gives one
    /// every quarter of this. Default 1 s.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A process that stood still for this long pulls its quotes and believes no book before a frame that the venue
    /// stamped after it. Default 1 s.
    /// </summary>
    public TimeSpan PauseLimit { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>How a supervisor brings a dead connection back: exponential backoff with full jitter, for ever.</summary>
public sealed record ReconnectSettings
{
    /// <summary>
    /// Waited before every attempt, so that the closing of the old socket reaches the venue before the new one does
    /// and never two of a slot are open there. Default 50 ms.
    /// </summary>
    public TimeSpan MinPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Ceiling of the first random delay. Default 200 ms.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Ceiling of every later random delay. Default 10 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The backoff starts over only after a connection delivered good data for this long. Default 10 s.
    /// </summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// So many incarnations in a row without good data make the supervisor give up its own means and escalate.
    /// Default 6.
    /// </summary>
    public int EscalateAfter { get; init; } = 6;

    /// <summary>
    /// Connect attempts of the whole process within any five minutes, retries included. The venue allows 300 per
    /// address, others on it included. Default 180.
    /// </summary>
    public int MaxAttempts { get; init; } = 180;

    /// <summary>
    /// How many of them may come at once; after that they are spread evenly. Below <see cref="MaxAttempts"/>. Default
    /// 60.
    /// </summary>
    public int AttemptBurst { get; init; } = 60;

    /// <summary>
    /// How many of the burst are kept for order entry and user data; below <see cref="AttemptBurst"/>. Default 12.
    /// </summary>
    public int AttemptReserve { get; init; } = 12;

    /// <summary>
    /// Nobody dials for this long after the venue said that the address dials too often. Default 30 s.
    /// </summary>
    public TimeSpan LimitedPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The account's whole session is re-created at most once within this time. Default 30 s.</summary>
    public TimeSpan RebuildInterval { get; init; } = TimeSpan.FromSeconds(30);
}
