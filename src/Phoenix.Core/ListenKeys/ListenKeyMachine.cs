using Phoenix.Core.Machines;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.ListenKeys;

/// <summary>
/// The life of the account's listen key. A create call while a key is active returns that same key, and a close ends it
/// for the whole account; so every connect asks by creating, and nothing is ever closed but at the last orderly stop:
/// "create the new one, then close the old one" would destroy the new one.
/// </summary>
public static class ListenKeyMachine
{
    public static Step<ListenKeyState, ListenKeyEffect> Next(
        ListenKeyState state, ListenKeyInput input, Instant now, ListenKeySettings settings) =>
        (state, input) switch
        {
            (ListenKeyState.Closing, ListenKeyInput.Closed closed) => Release(closed.Reply is VenueReply<Done>.Ok),
            (ListenKeyState.Closing or ListenKeyState.Released, _) => Stay(state), // nobody is served any more
            (ListenKeyState.Idle or ListenKeyState.CreateBackoff, ListenKeyInput.Release) => Release(false), // no key
            (_, ListenKeyInput.Release) => Step.To<ListenKeyState, ListenKeyEffect>(
                new ListenKeyState.Closing(), new ListenKeyEffect.Close()),

            (_, ListenKeyInput.Wanted wanted) => Create(wanted.Epoch, 0),
            (ListenKeyState.Creating asked, ListenKeyInput.Created reply) when reply.Epoch == asked.Epoch
                => Receive(asked, reply, now, settings),
            (ListenKeyState.CreateBackoff wait, ListenKeyInput.Wake) => now >= wait.Until
                ? Create(wait.Epoch, wait.Failures)
                : WakeAt(wait, wait.Until),

            (ListenKeyState.Held held, ListenKeyInput.Wake) => now >= held.NextKeepAlive
                ? Extend(held)
                : WakeAt(held, held.NextKeepAlive),
            (ListenKeyState.Extending asked, ListenKeyInput.Extended reply) when reply.Epoch == asked.Epoch
                => Continue(asked, reply, now, settings),

            (_, ListenKeyInput.Created or ListenKeyInput.Extended) => Stay(state), // answers an older request
            (_, ListenKeyInput.Wake) => Stay(state), // a timer of an older state
            _ => throw new UnexpectedInputException(state, input),
        };

    private static Step<ListenKeyState, ListenKeyEffect> Stay(ListenKeyState state) => new(state, []);

    private static Step<ListenKeyState, ListenKeyEffect> WakeAt(ListenKeyState state, Instant at) =>
        Step.To<ListenKeyState, ListenKeyEffect>(state, new ListenKeyEffect.WakeAt(at));

    private static Step<ListenKeyState, ListenKeyEffect> Release(bool closed) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Released(), new ListenKeyEffect.ReportReleased(closed));

    private static Step<ListenKeyState, ListenKeyEffect> Create(Epoch epoch, int failures) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Creating(epoch, failures), new ListenKeyEffect.Create(epoch));

    private static Step<ListenKeyState, ListenKeyEffect> Extend(ListenKeyState.Held held) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Extending(held.Epoch, held.Key, held.ExtendedAt, held.Failures),
            new ListenKeyEffect.KeepAlive(held.Epoch));

    private static Step<ListenKeyState, ListenKeyEffect> Receive(
        ListenKeyState.Creating asked, ListenKeyInput.Created reply, Instant now, ListenKeySettings settings)
    {
        if (reply.Reply is VenueReply<ListenKey>.Ok(var key))
        {
            var next = now + settings.KeepAliveInterval;
            return Step.To<ListenKeyState, ListenKeyEffect>(
                new ListenKeyState.Held(asked.Epoch, key, now, 0, next),
                new ListenKeyEffect.Grant(asked.Epoch, key),
                new ListenKeyEffect.WakeAt(next));
        }

        var error = ((VenueReply<ListenKey>.Failed)reply.Reply).Error;
        var failures = asked.Failures + 1;
        var until = now + Delay(failures, reply.Jitter, error, settings);
        return Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.CreateBackoff(asked.Epoch, failures, until),
            new ListenKeyEffect.ReportFailure("create", error, failures),
            new ListenKeyEffect.WakeAt(until));
    }

    private static Step<ListenKeyState, ListenKeyEffect> Continue(
        ListenKeyState.Extending asked, ListenKeyInput.Extended reply, Instant now, ListenKeySettings settings)
    {
        if (reply.Reply is VenueReply<ListenKey>.Ok(var key))
        {
            return key == asked.Key || !key.IsSet
                ? Hold(asked, now, settings)
                : Lose(asked.Epoch, "the venue now has another key");
        }

        var error = ((VenueReply<ListenKey>.Failed)reply.Reply).Error;
        if (error.Failure == VenueFailure.ListenKeyUnknown)
        {
            return Lose(asked.Epoch, error.ToString());
        }

        // Several chances remain within the validity; past it the key is certainly gone.
        var failures = asked.Failures + 1;
        var until = now + Delay(failures, reply.Jitter, error, settings);
        return until - asked.ExtendedAt >= settings.Validity
            ? Lose(asked.Epoch, $"not extended within its validity: {error}")
            : Step.To<ListenKeyState, ListenKeyEffect>(
                new ListenKeyState.Held(asked.Epoch, asked.Key, asked.ExtendedAt, failures, until),
                new ListenKeyEffect.ReportFailure("keep-alive", error, failures),
                new ListenKeyEffect.WakeAt(until));
    }

    private static Step<ListenKeyState, ListenKeyEffect> Hold(
        ListenKeyState.Extending asked, Instant now, ListenKeySettings settings)
    {
        var next = now + settings.KeepAliveInterval;
        return WakeAt(new ListenKeyState.Held(asked.Epoch, asked.Key, now, 0, next), next);
    }

    /// <summary>The stream that used the key must be replaced; its successor asks for a key by itself.</summary>
    private static Step<ListenKeyState, ListenKeyEffect> Lose(Epoch epoch, string reason) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Idle(), new ListenKeyEffect.ReportLost(epoch, reason));

    private static TimeSpan Delay(int failures, double jitter, VenueError error, ListenKeySettings settings)
    {
        var doublings = Math.Min(failures - 1, 30);
        var ceiling = Math.Min(settings.MaxRetry.Ticks, settings.MinRetry.Ticks * Math.Pow(2, doublings));
        var delay = TimeSpan.FromTicks((long)(ceiling * jitter));
        return error.RetryAfter is { } demanded && demanded > delay ? demanded : delay;
    }
}
