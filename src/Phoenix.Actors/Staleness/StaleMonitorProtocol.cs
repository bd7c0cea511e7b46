using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Staleness;

/// <summary>The contract of the only judge of freshness.</summary>
public static class StaleMonitorProtocol
{
    /// <summary>Marks what the monitor may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the monitor tells.</summary>
    public interface IEvent;

    /// <summary>An incarnation is about to carry these streams, besides those it carries already.</summary>
    public sealed record Expect(SlotId Slot, Epoch Epoch, ImmutableArray<StreamId> Streams) : ICommand;

    /// <summary>These streams of an incarnation flow already; a monitor before this one has seen them.</summary>
    public sealed record Inherit(Expect Flowing) : ICommand;

    /// <summary>The incarnation is to carry these streams no more; their silence means nothing.</summary>
    public sealed record Release(SlotId Slot, Epoch Epoch, ImmutableArray<StreamId> Streams) : ICommand;

    /// <summary>The incarnation is gone.</summary>
    public sealed record Forget(SlotId Slot, Epoch Epoch) : ICommand;

    /// <summary>Good data of the stream: continuous, understood, uncrossed. Nothing else counts.</summary>
    /// <param name="Position">What orders the stream in itself, the same over every connection.</param>
    public sealed record Seen(StreamId Stream, Epoch Epoch, long Position, Instant ReceivedAt) : ICommand;

    /// <summary>The venue's own data, asked for then, shows that the stream has missed nothing.</summary>
    public sealed record Confirmed(StreamId Stream, Instant AsOf) : ICommand;

    /// <summary>Evidence says that the stream does not tell what happens.</summary>
    public sealed record Accused(StreamId Stream, DeathCause Cause, string Evidence) : ICommand;

    /// <summary>
    /// On the event stream: the monitor lives, and looked at all ages at this moment.
    /// </summary>
    public sealed record Watched(Instant At) : IEvent;

    /// <summary>On the event stream: a stream became live, stale or dead.</summary>
    public sealed record Judged(FreshnessVerdict Verdict) : IEvent;
}
