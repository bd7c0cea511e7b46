using System.Collections.Immutable;
using Phoenix.Core.Machines;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Subscriptions;

/// <summary>
/// Keeps what a living connection carries equal to what is wanted, without a reconnect. One request is on its way at a
/// time, each with a deadline: unanswered twice is evidence against the connection. An added stream has its own
/// deadline to deliver. Now and then the venue is asked for its own list, and what differs is repaired.
/// </summary>
public static class SubscriptionMachine
{
    /// <summary>A connection flows with what it was dialled for; that may not be what is wanted by now.</summary>
    /// <param name="jitter">Uniform in [0, 1): spreads the audits of the connections.</param>
    public static Step<SubscriptionState, SubscriptionEffect> Begin(
        ImmutableSortedSet<StreamId> carried,
        ImmutableSortedSet<StreamId> wanted,
        double jitter,
        Instant now,
        StreamSettings settings)
    {
        var every = settings.AuditInterval * (0.75 + (0.5 * jitter));
        var state = new SubscriptionState
        {
            Wanted = wanted,
            Carried = carried,
            AuditEvery = every,
            AuditAt = now + every,
        };
        return Act(state, [], now, settings);
    }

    public static Step<SubscriptionState, SubscriptionEffect> Next(
        SubscriptionState state, SubscriptionInput input, Instant now, StreamSettings settings) =>
        (input, state.Pending) switch
        {
            (SubscriptionInput.Want want, _) => Act(Change(state, want.Streams), [], now, settings),
            (SubscriptionInput.Answered answer, { } asked) when answer.Request == asked.Request.Id
                => Settle(state, asked, answer.Listed, now, settings),
            (SubscriptionInput.Refused no, { } asked) when (no.Request ?? asked.Request.Id) == asked.Request.Id
                => Refuse(state, asked, no.Reason, now, settings),
            (SubscriptionInput.Answered or SubscriptionInput.Refused, _) => new(state, []), // late: asked again since
            (SubscriptionInput.Delivered data, { Request.Method: ControlMethod.Subscribe } asked)
                when asked.Streams.Contains(data.Stream) => Overtake(state, asked, data.Stream, now, settings),
            (SubscriptionInput.Delivered data, _) => Prove(state, data.Stream, now, settings),
            (SubscriptionInput.Excused quiet, _) => Prove(state, quiet.Stream, now, settings), // it owes nothing
            (SubscriptionInput.Wake, _) => Act(state, [], now, settings),
            _ => throw new UnexpectedInputException(state, input),
        };

    private static SubscriptionState Change(SubscriptionState state, ImmutableSortedSet<StreamId> wanted) => state with
    {
        Wanted = wanted,
        Anew = state.Anew.Intersect(wanted),
        AskedTwice = state.AskedTwice.Intersect(wanted),
        Shelved = state.Shelved.Intersect(wanted),
        Unproven = state.Unproven.RemoveRange(state.Unproven.Keys.Except(wanted)),
    };

    private static Step<SubscriptionState, SubscriptionEffect> Settle(
        SubscriptionState state,
        PendingRequest done,
        ImmutableArray<string>? listed,
        Instant now,
        StreamSettings settings)
    {
        var free = state with { Pending = null };
        switch (done.Request.Method)
        {
            case ControlMethod.Subscribe:
                var subscribed = Added(free, done.Streams, now + settings.FirstDataTimeout);
                return Act(subscribed, [new SubscriptionEffect.ReportSubscribed(done.Streams)], now, settings);
            case ControlMethod.Unsubscribe:
                return Act(Dropped(free, done), [], now, settings);
            default:
                var (audited, found) = SubscriptionAudit.Compare(free with { AuditAt = now + free.AuditEvery }, listed);
                return Act(audited, found is null ? [] : [found], now, settings);
        }
    }

    private static SubscriptionState Added(
        SubscriptionState state, ImmutableSortedSet<StreamId> streams, Instant deliverBy) => state with
        {
            Carried = state.Carried.Union(streams),
            Unproven = state.Unproven.SetItems(
                streams.Where(stream => stream.MustFlow && state.Wanted.Contains(stream))
                    .Select(stream => KeyValuePair.Create(stream, deliverBy))),
            MostNames = SubscriptionState.Batch,
        };

    private static SubscriptionState Dropped(SubscriptionState state, PendingRequest done) => state with
    {
        Carried = state.Carried.Except(done.Streams),
        Anew = state.Anew.Except(done.Streams),
        Strange = state.Strange.RemoveRange(done.Request.Names, StringComparer.Ordinal),
    };

    /// <summary>
    /// One name that is refused takes the whole message with it, so it is looked for; then it is left alone, for asking
    /// the same again would be refused again.
    /// </summary>
    private static Step<SubscriptionState, SubscriptionEffect> Refuse(
        SubscriptionState state, PendingRequest refused, string reason, Instant now, StreamSettings settings)
    {
        var free = state with { Pending = null };
        return (refused.Request.Method, refused.Streams.Count) switch
        {
            (ControlMethod.Subscribe, > 1) => Act(
                free with { MostNames = refused.Streams.Count / 2 }, [], now, settings),
            (ControlMethod.Subscribe, _) => Act(
                free with { Shelved = free.Shelved.Union(refused.Streams), MostNames = SubscriptionState.Batch },
                [new SubscriptionEffect.GiveUp([.. refused.Streams], $"refused: {reason}")],
                now,
                settings),
            (ControlMethod.Unsubscribe, _) => Act(Dropped(free, refused), [], now, settings), // the audit will tell
            _ => Act(free with { AuditAt = now + free.AuditEvery }, [], now, settings),
        };
    }

    /// <summary>Data without an acknowledgement counts as one.</summary>
    private static Step<SubscriptionState, SubscriptionEffect> Overtake(
        SubscriptionState state, PendingRequest asked, StreamId stream, Instant now, StreamSettings settings)
    {
        var waiting = asked.Streams.Remove(stream);
        var next = state with
        {
            Carried = state.Carried.Add(stream),
            AskedTwice = state.AskedTwice.Remove(stream),
            Pending = waiting.IsEmpty ? null : asked with { Streams = waiting },
        };
        return Act(next, [new SubscriptionEffect.ReportSubscribed([stream])], now, settings);
    }

    private static Step<SubscriptionState, SubscriptionEffect> Prove(
        SubscriptionState state, StreamId stream, Instant now, StreamSettings settings) =>
        state.Unproven.ContainsKey(stream)
            ? Act(
                state with { Unproven = state.Unproven.Remove(stream), AskedTwice = state.AskedTwice.Remove(stream) },
                [],
                now,
                settings)
            : new(state, []);

    /// <summary>Whatever there is to do now, and when to look again.</summary>
    private static Step<SubscriptionState, SubscriptionEffect> Act(
        SubscriptionState state, ImmutableArray<SubscriptionEffect> effects, Instant now, StreamSettings settings)
    {
        (state, effects) = JudgeUnproven(state, effects, now);
        if (state.Pending is { } late && now >= late.Deadline)
        {
            return late.Attempt > 1
                ? new(state, [.. effects, new SubscriptionEffect.Die(DeathCause.AckMissing, Unanswered(late))])
                : Send(state, Again(late), 2, effects, now, settings);
        }

        return state.Pending is null && now >= state.QuietUntil && ControlQueue.Next(state, now) is { } due
            ? Send(state, due, 1, effects, now, settings)
            : new(state, [.. effects, new SubscriptionEffect.WakeAt(ControlQueue.NextLook(state, now))]);
    }

    /// <summary>
    /// A stream that was added and stays silent is subscribed anew once, then left alone: its neighbours must not pay.
    /// </summary>
    private static (SubscriptionState State, ImmutableArray<SubscriptionEffect> Effects) JudgeUnproven(
        SubscriptionState state, ImmutableArray<SubscriptionEffect> effects, Instant now)
    {
        ImmutableArray<StreamId> overdue =
            [.. state.Unproven.Where(pair => now >= pair.Value).Select(pair => pair.Key)];
        if (overdue.IsEmpty)
        {
            return (state, effects);
        }

        ImmutableArray<StreamId> silent = [.. overdue.Where(state.AskedTwice.Contains)];
        var next = state with
        {
            Unproven = state.Unproven.RemoveRange(overdue),
            Anew = state.Anew.Union(overdue.Except(silent)),
            AskedTwice = state.AskedTwice.Union(overdue),
            Shelved = state.Shelved.Union(silent),
        };
        return silent.IsEmpty
            ? (next, effects)
            : (next, [.. effects, new SubscriptionEffect.GiveUp(silent, "acknowledged twice, never delivered")]);
    }

    private static ControlDemand Again(PendingRequest late) => late.Request.Method == ControlMethod.Subscribe
        ? new ControlDemand(ControlMethod.Subscribe, ControlQueue.NamesOf(late.Streams), late.Streams)
        : new ControlDemand(late.Request.Method, late.Request.Names, late.Streams);

    private static string Unanswered(PendingRequest late) => late.Request.Method switch
    {
        ControlMethod.List => "the audit was not answered, nor when repeated",
        _ => $"{late.Request.Method} of {string.Join(", ", late.Request.Names)} was not answered, nor when repeated",
    };

    private static Step<SubscriptionState, SubscriptionEffect> Send(
        SubscriptionState state,
        ControlDemand demand,
        int attempt,
        ImmutableArray<SubscriptionEffect> effects,
        Instant now,
        StreamSettings settings)
    {
        var request = new ControlRequest(state.LastRequest + 1, demand.Method, demand.Names);
        var sent = state with
        {
            LastRequest = request.Id,
            Pending = new PendingRequest(request, demand.Streams, now + settings.AcknowledgeTimeout, attempt),
            QuietUntil = now + ControlQueue.Spacing,
        };
        return new(
            sent,
            [
                .. effects,
                new SubscriptionEffect.Send(request),
                new SubscriptionEffect.WakeAt(ControlQueue.NextLook(sent, now)),
            ]);
    }
}
