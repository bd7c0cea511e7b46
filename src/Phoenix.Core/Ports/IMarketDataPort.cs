using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Ports;

/// <summary>Opens market-data connections. It never reconnects: a connection lives once.</summary>
public interface IMarketDataPort
{
    /// <summary>
    /// Dials one socket on the plan's route and subscribes exactly the plan's streams. Returns at once; what happens
    /// is told to <paramref name="sink"/>: one <see cref="MarketEvent.Opened"/>, then acknowledgement and data, and
    /// exactly one <see cref="MarketEvent.Closed"/> at the end, unless we close it first (after that: nothing).
    /// </summary>
    IMarketConnection Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink);
}

/// <summary>A live market-data connection.</summary>
public interface IMarketConnection : IConnectionHandle
{
    /// <summary>
    /// Sends a control message; answered by <see cref="MarketEvent.ControlAnswered"/> or
    /// <see cref="MarketEvent.ControlRefused"/>. False when it could not be sent. Pacing is the caller's.
    /// </summary>
    bool TrySend(ControlRequest request);
}

/// <summary>
/// A live connection. Closing is idempotent, returns at once and cannot fail; nothing is published afterwards.
/// </summary>
public interface IConnectionHandle
{
    void Close();
}

/// <summary>What one market-data socket is to carry; opening one without streams cannot be said.</summary>
public sealed record MarketConnectionPlan
{
    /// <summary>Streams that the venue lets one connection carry.</summary>
    /// <remarks>Change log of the USDⓈ-M futures documentation, 2025-07-02; it was 200 before.</remarks>
    public const int MostStreams = 1024;

    /// <exception cref="ArgumentException">No streams, too many, or a stream of another route.</exception>
    public MarketConnectionPlan(Epoch epoch, StreamRoute route, ImmutableArray<StreamId> streams)
    {
        if (streams.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A market connection carries at least one stream.", nameof(streams));
        }

        if (streams.Length > MostStreams)
        {
            throw new ArgumentException(
                $"{streams.Length} streams on a {route} connection; the venue allows {MostStreams}.", nameof(streams));
        }

        if (streams.FirstOrDefault(stream => stream.Route != route) is { Symbol.IsSet: true } stray)
        {
            throw new ArgumentException($"{stray} is not delivered on the {route} route.", nameof(streams));
        }

        (Epoch, Route, Streams) = (epoch, route, streams);
    }

    public Epoch Epoch { get; }

    public StreamRoute Route { get; }

    public ImmutableArray<StreamId> Streams { get; }

    /// <summary>Which of the hosts of the route, counted without an end: the dialler takes the remainder.</summary>
    public int Host { get; init; }
}

/// <summary>Something that happened on a market-data connection.</summary>
/// <param name="Epoch">The connection's incarnation.</param>
/// <param name="At">When our reader saw it, on the monotonic clock.</param>
public abstract record MarketEvent(Epoch Epoch, Instant At)
{
    /// <summary>The socket is up and the subscription is on its way.</summary>
    public sealed record Opened(Epoch Epoch, Instant At) : MarketEvent(Epoch, At);

    /// <summary>The venue acknowledged the whole subscription (which does not prove that data will come).</summary>
    public sealed record Subscribed(Epoch Epoch, Instant At) : MarketEvent(Epoch, At);

    public sealed record SubscriptionRefused(Epoch Epoch, Instant At, string Reason) : MarketEvent(Epoch, At);

    /// <summary>The venue did what a control message asked for.</summary>
    /// <param name="Listed">The names of a listing; null when the answer is not one.</param>
    public sealed record ControlAnswered(Epoch Epoch, Instant At, long Request, ImmutableArray<string>? Listed)
        : MarketEvent(Epoch, At);

    /// <summary>The venue refused a control message.</summary>
    /// <param name="Request">Null when the venue left it out.</param>
    public sealed record ControlRefused(Epoch Epoch, Instant At, long? Request, string Reason)
        : MarketEvent(Epoch, At);

    public sealed record Depth(Epoch Epoch, Instant At, DepthDiff Diff) : MarketEvent(Epoch, At);

    public sealed record Ticker(Epoch Epoch, Instant At, BookTicker Value) : MarketEvent(Epoch, At);

    public sealed record Mark(Epoch Epoch, Instant At, MarkPrice Value) : MarketEvent(Epoch, At);

    public sealed record Trade(Epoch Epoch, Instant At, TradePrint Value) : MarketEvent(Epoch, At);

    /// <summary>A frame that could not be understood; a diff may have been lost with it.</summary>
    public sealed record Malformed(Epoch Epoch, Instant At, string Reason) : MarketEvent(Epoch, At);

    /// <summary>The socket is gone, or never came up.</summary>
    public sealed record Closed(Epoch Epoch, Instant At, DeathCause Cause, string Detail) : MarketEvent(Epoch, At);
}
