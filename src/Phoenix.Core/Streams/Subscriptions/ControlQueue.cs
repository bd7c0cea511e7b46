using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Subscriptions;

/// <summary>
/// The next control message of a connection. There is no queue to overflow: each message is the difference between
/// what is wanted and what is carried at the moment it is sent, and what was taken back before that is never sent.
/// Unsubscribing goes first, so that a connection at its limit of streams is never asked for one more.
/// </summary>
/// <remarks>
/// The venue allows ten incoming messages a second on a connection, pings and pongs included, and cuts who sends more
/// (USDⓈ-M futures documentation, websocket-market-streams, read 2026-05-28).
/// </remarks>
public static class ControlQueue
{
    /// <summary>Between two messages: five in a second, half of what the venue allows.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    /// <summary>What is to be asked now; null when nothing differs and no audit is due.</summary>
    public static ControlDemand? Next(SubscriptionState state, Instant now)
    {
        var surplus = state.Carried.Except(state.Wanted).Union(state.Anew);
        if (!surplus.IsEmpty)
        {
            return Of(ControlMethod.Unsubscribe, surplus, SubscriptionState.Batch);
        }

        if (!state.Strange.IsEmpty)
        {
            ImmutableArray<string> names = [.. state.Strange.Take(SubscriptionState.Batch)];
            return new ControlDemand(ControlMethod.Unsubscribe, names, []);
        }

        var missing = state.Wanted.Except(state.Carried).Except(state.Shelved);
        return !missing.IsEmpty ? Of(ControlMethod.Subscribe, missing, state.MostNames)
            : now >= state.AuditAt ? new ControlDemand(ControlMethod.List, [], [])
            : null;
    }

    /// <summary>When to look again.</summary>
    public static Instant NextLook(SubscriptionState state, Instant now)
    {
        var next = state.Pending?.Deadline ?? (Next(state, now) is null ? state.AuditAt : state.QuietUntil);
        foreach (var deadline in state.Unproven.Values)
        {
            next = deadline < next ? deadline : next;
        }

        return next;
    }

    internal static ImmutableArray<string> NamesOf(IEnumerable<StreamId> streams) =>
        [.. streams.Select(stream => stream.WireName)];

    private static ControlDemand Of(ControlMethod method, ImmutableSortedSet<StreamId> streams, int most)
    {
        ImmutableSortedSet<StreamId> some = streams.Count <= most ? streams : [.. streams.Take(most)];
        return new ControlDemand(method, NamesOf(some), some);
    }
}

/// <summary>A control message that is to be sent.</summary>
/// <param name="Streams">Those of the names that are streams of ours.</param>
public sealed record ControlDemand(
    ControlMethod Method, ImmutableArray<string> Names, ImmutableSortedSet<StreamId> Streams);
