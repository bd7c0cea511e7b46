using System.Collections.Immutable;
using Phoenix.Core.Machines;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Connections;

/// <summary>
/// The life of one market-data connection up to the point where all it promised flows. An acknowledgement never
/// makes a stream live, only data does; and data without an acknowledgement counts as one.
/// </summary>
public static class ConnectionMachine
{
    /// <summary>The state of a connection that is being dialled at <paramref name="now"/>.</summary>
    public static Step<ConnectionState, ConnectionEffect> Dial(
        ImmutableArray<StreamId> streams, Instant now, StreamSettings settings)
    {
        var deadline = now + settings.ConnectTimeout;
        return Step.To<ConnectionState, ConnectionEffect>(
            new ConnectionState.Dialing(deadline, [.. streams]), new ConnectionEffect.WakeAt(deadline));
    }

    public static Step<ConnectionState, ConnectionEffect> Next(
        ConnectionState state, ConnectionInput input, Instant now, StreamSettings settings) =>
        (state, input) switch
        {
            (_, ConnectionInput.Closed closed) => Die(state, closed.Cause, closed.Detail),
            (_, ConnectionInput.Refused refused) => Die(state, DeathCause.SubscriptionRefused, refused.Reason),
            (_, ConnectionInput.Malformed bad) => Die(state, DeathCause.MalformedFrame, bad.Reason), // a diff is lost
            (_, ConnectionInput.Condemned dead) => Die(state, dead.Cause, dead.Detail),
            (ConnectionState.Dialing dialing, ConnectionInput.Opened) => Open(dialing, now, settings),
            (ConnectionState.Dialing dialing, ConnectionInput.Wake) => now >= dialing.Deadline
                ? Die(state, DeathCause.ConnectTimeout, $"not open after {settings.ConnectTimeout.TotalSeconds:0.#} s")
                : WakeAt(dialing, dialing.Deadline),
            (ConnectionState.Subscribing s, ConnectionInput.Acknowledged) => Acknowledge(s),
            (ConnectionState.Subscribing s, ConnectionInput.Delivered data)
                => Deliver(s with { Delivers = true }, data.Stream),
            (ConnectionState.Subscribing s, ConnectionInput.Excused quiet) => Excuse(s, quiet.Stream),
            (ConnectionState.Subscribing { LeaveBy: not null } s, ConnectionInput.Dismissed) => Miss(s),
            (ConnectionState.Subscribing s, ConnectionInput.Wake) => Overdue(s, now, settings),
            (_, ConnectionInput.Dismissed) => Stay(state), // what was missing has come
            (_, ConnectionInput.Excused) => Stay(state),
            (ConnectionState.Flowing, ConnectionInput.Acknowledged) => Stay(state), // data was faster
            (ConnectionState.Flowing, ConnectionInput.Delivered or ConnectionInput.Wake) => Stay(state),
            _ => throw new UnexpectedInputException(state, input),
        };

    private static Step<ConnectionState, ConnectionEffect> Stay(ConnectionState state) => new(state, []);

    private static Step<ConnectionState, ConnectionEffect> WakeAt(ConnectionState state, Instant at) =>
        Step.To<ConnectionState, ConnectionEffect>(state, new ConnectionEffect.WakeAt(at));

    private static Step<ConnectionState, ConnectionEffect> Die(
        ConnectionState state, DeathCause cause, string detail) =>
        Step.To<ConnectionState, ConnectionEffect>(state, new ConnectionEffect.Die(cause, detail));

    private static Step<ConnectionState, ConnectionEffect> Open(
        ConnectionState.Dialing dialing, Instant now, StreamSettings settings)
    {
        var acknowledgeBy = now + settings.AcknowledgeTimeout;
        var deliverBy = now + settings.FirstDataTimeout;
        var state = new ConnectionState.Subscribing(acknowledgeBy, deliverBy, false, dialing.Promised);
        return WakeAt(state, acknowledgeBy < deliverBy ? acknowledgeBy : deliverBy);
    }

    private static Step<ConnectionState, ConnectionEffect> Acknowledge(ConnectionState.Subscribing state) =>
        state.Acknowledged ? Stay(state)
            : state.Missing.IsEmpty ? Step.To<ConnectionState, ConnectionEffect>(
                new ConnectionState.Flowing(),
                new ConnectionEffect.ReportSubscribed(),
                new ConnectionEffect.ReportUp())
            : Step.To<ConnectionState, ConnectionEffect>(
                state with { Acknowledged = true },
                new ConnectionEffect.ReportSubscribed(),
                new ConnectionEffect.WakeAt(state.DeliverBy));

    private static Step<ConnectionState, ConnectionEffect> Deliver(ConnectionState.Subscribing state, StreamId stream)
    {
        var missing = state.Missing.Remove(stream);
        if (!missing.IsEmpty)
        {
            return Stay(state with { Missing = missing });
        }

        return state.Acknowledged
            ? Step.To<ConnectionState, ConnectionEffect>(new ConnectionState.Flowing(), new ConnectionEffect.ReportUp())
            : Step.To<ConnectionState, ConnectionEffect>(
                new ConnectionState.Flowing(),
                new ConnectionEffect.ReportSubscribed(),
                new ConnectionEffect.ReportUp());
    }

    /// <summary>A socket accepts every name on every route; only the right ones are ever delivered.</summary>
    private static string Missing(ConnectionState.Subscribing state)
    {
        var streams = string.Join(", ", state.Missing);
        var routes = string.Join(", ", state.Missing.Select(stream => stream.Route).Distinct());
        return state.Acknowledged
            ? $"no first event of {streams}, though acknowledged: not on the {routes} route there, or no such name?"
            : $"no first event of {streams}";
    }

    /// <summary>A stream that owes nothing is not missing, but it proves no subscription either.</summary>
    private static Step<ConnectionState, ConnectionEffect> Excuse(ConnectionState.Subscribing state, StreamId stream) =>
        state.Acknowledged ? Deliver(state, stream) : Stay(state with { Missing = state.Missing.Remove(stream) });

    private static Step<ConnectionState, ConnectionEffect> Miss(ConnectionState.Subscribing state) =>
        Die(state, DeathCause.FirstDataMissing, Missing(state));

    private static Step<ConnectionState, ConnectionEffect> Overdue(
        ConnectionState.Subscribing state, Instant now, StreamSettings settings)
    {
        if (now >= state.DeliverBy && !state.Missing.IsEmpty)
        {
            var leaveBy = state.LeaveBy ?? now + settings.DeathDebounce;
            return !state.Delivers || now >= leaveBy ? Miss(state)
                : state.LeaveBy is not null ? WakeAt(state, leaveBy)
                : Step.To<ConnectionState, ConnectionEffect>(
                    state with { LeaveBy = leaveBy },
                    new ConnectionEffect.AskToLeave(),
                    new ConnectionEffect.WakeAt(leaveBy));
        }

        return now >= state.AcknowledgeBy && !state.Acknowledged
            ? Die(state, DeathCause.AckMissing, "the subscription was not acknowledged in time")
            : WakeAt(state, state.Acknowledged ? state.DeliverBy : state.AcknowledgeBy);
    }
}
