using Phoenix.Core.Machines;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

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
            (ListenKeyState.Closing asked, ListenKeyInput.Closed closed) => End(asked, closed.Reply, settings),
            (ListenKeyState.Closing or ListenKeyState.Released, _) => Stay(state), // nobody is served any more
            (ListenKeyState.Idle or ListenKeyState.CreateBackoff, ListenKeyInput.Release) => Release(false), // no key
            (_, ListenKeyInput.Release) => Close(settings.Channel),

            (ListenKeyState.CreateBackoff wait, ListenKeyInput.Wanted wanted) // the wait demanded outlives who asked
                => WakeAt(wait with { Epoch = wanted.Epoch }, wait.Until),
            (_, ListenKeyInput.Wanted wanted) => Create(wanted.Epoch, 0, InUse(state), settings.Channel),
            (ListenKeyState.Creating asked, ListenKeyInput.Created reply) when reply.Epoch == asked.Epoch
                => Receive(asked, reply, now, settings),
            (ListenKeyState.CreateBackoff wait, ListenKeyInput.Wake) => now >= wait.Until
                ? Create(wait.Epoch, wait.Failures, wait.Previous, settings.Channel)
                : WakeAt(wait, wait.Until),

            (ListenKeyState.Held held, ListenKeyInput.Wake) => now >= held.NextKeepAlive
                ? Extend(held, settings.Channel)
                : WakeAt(held, held.NextKeepAlive),
            (ListenKeyState.Extending asked, ListenKeyInput.Extended reply) when reply.Epoch == asked.Epoch
                => Continue(asked, reply, now, settings),

            (_, ListenKeyInput.Expired told) => InUse(state) is { } used && used.Key == told.Key
                ? Expire(state, used)
                : Stay(state), // a key we do not hold, or told again by a second stream
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

    private static Step<ListenKeyState, ListenKeyEffect> Close(KeyChannel channel) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Closing(channel), new ListenKeyEffect.Close(channel));

    private static Step<ListenKeyState, ListenKeyEffect> End(
        ListenKeyState.Closing asked, VenueReply<Done> reply, ListenKeySettings settings) =>
        reply is VenueReply<Done>.Failed(var error) && MayGoAnotherWay(asked.Channel, error, settings)
            ? Close(Other(asked.Channel))
            : Release(reply is VenueReply<Done>.Ok);

    private static Step<ListenKeyState, ListenKeyEffect> Create(
        Epoch epoch, int failures, KeyInUse? previous, KeyChannel channel) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Creating(epoch, failures, previous, channel),
            new ListenKeyEffect.Create(epoch, channel));

    /// <summary>
    /// Every call about the key may be repeated whatever became of it: the account has one, and a second call finds
    /// what the first one did. A refusal, or a wait that is demanded, holds for both ways.
    /// </summary>
    private static bool MayGoAnotherWay(KeyChannel taken, VenueError error, ListenKeySettings settings) =>
        taken == settings.Channel
        && error is { Failure: VenueFailure.Unavailable or VenueFailure.OutcomeUnknown, RetryAfter: null };

    private static KeyChannel Other(KeyChannel channel) =>
        channel == KeyChannel.Rest ? KeyChannel.WebSocket : KeyChannel.Rest;

    private static ListenKeyEffect.ReportFailure Failure(
        string call, KeyChannel channel, VenueError error, int failures) =>
        new(channel == KeyChannel.Rest ? call : $"{call} over the WebSocket API", error, failures);

    private static KeyInUse? InUse(ListenKeyState state) => state switch
    {
        ListenKeyState.Held s => new KeyInUse(s.Epoch, s.Key, s.ExtendedAt),
        ListenKeyState.Extending s => new KeyInUse(s.Epoch, s.Key, s.ExtendedAt),
        ListenKeyState.Creating s => s.Previous,
        ListenKeyState.CreateBackoff s => s.Previous,
        _ => null,
    };

    private static Step<ListenKeyState, ListenKeyEffect> Extend(ListenKeyState.Held held, KeyChannel channel) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Extending(held.Epoch, held.Key, held.ExtendedAt, held.Failures, channel),
            new ListenKeyEffect.KeepAlive(held.Epoch, channel));

    private static Step<ListenKeyState, ListenKeyEffect> Receive(
        ListenKeyState.Creating asked, ListenKeyInput.Created reply, Instant now, ListenKeySettings settings)
    {
        if (reply.Reply is VenueReply<ListenKey>.Ok(var key))
        {
            var next = NextKeepAlive(now, reply.Jitter, settings);
            var held = Step.To<ListenKeyState, ListenKeyEffect>(
                new ListenKeyState.Held(asked.Epoch, key, now, 0, next),
                new ListenKeyEffect.Grant(asked.Epoch, key),
                new ListenKeyEffect.WakeAt(next));
            return asked.Previous is { } previous && previous.Key != key
                ? held with { Effects = [Replaced(previous, now, settings), .. held.Effects] }
                : held;
        }

        var error = ((VenueReply<ListenKey>.Failed)reply.Reply).Error;
        var failures = asked.Failures + 1;
        var report = Failure("create", asked.Channel, error, failures);
        if (MayGoAnotherWay(asked.Channel, error, settings))
        {
            var again = Create(asked.Epoch, asked.Failures, asked.Previous, Other(asked.Channel));
            return again with { Effects = [report, .. again.Effects] };
        }

        var until = now + Delay(failures, reply.Jitter, error, settings);
        return Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.CreateBackoff(asked.Epoch, failures, until, asked.Previous),
            report,
            new ListenKeyEffect.WakeAt(until));
    }

    private static Step<ListenKeyState, ListenKeyEffect> Continue(
        ListenKeyState.Extending asked, ListenKeyInput.Extended reply, Instant now, ListenKeySettings settings)
    {
        if (reply.Reply is VenueReply<ListenKey>.Ok(var key))
        {
            return key == asked.Key || !key.IsSet
                ? Hold(asked, reply.Jitter, now, settings)
                : Lose(asked, DeathCause.ListenKeyReplaced, "the venue now has another key");
        }

        var error = ((VenueReply<ListenKey>.Failed)reply.Reply).Error;
        if (error.Failure == VenueFailure.ListenKeyUnknown)
        {
            return Lose(asked, DeathCause.ListenKeyExpired, error.ToString());
        }

        var failures = asked.Failures + 1;
        var report = Failure("keep-alive", asked.Channel, error, failures);
        if (MayGoAnotherWay(asked.Channel, error, settings))
        {
            var other = Other(asked.Channel);
            return Step.To<ListenKeyState, ListenKeyEffect>(
                asked with { Channel = other }, report, new ListenKeyEffect.KeepAlive(asked.Epoch, other));
        }

        // Several chances remain within the validity; past it the key is certainly gone.
        var until = now + Delay(failures, reply.Jitter, error, settings);
        return until - asked.ExtendedAt >= settings.Validity
            ? Lose(asked, DeathCause.ListenKeyExpired, $"not extended within its validity: {error}")
            : Step.To<ListenKeyState, ListenKeyEffect>(
                new ListenKeyState.Held(asked.Epoch, asked.Key, asked.ExtendedAt, failures, until),
                report,
                new ListenKeyEffect.WakeAt(until));
    }

    private static Step<ListenKeyState, ListenKeyEffect> Hold(
        ListenKeyState.Extending asked, double jitter, Instant now, ListenKeySettings settings)
    {
        var next = NextKeepAlive(now, jitter, settings);
        return WakeAt(new ListenKeyState.Held(asked.Epoch, asked.Key, now, 0, next), next);
    }

    /// <summary>The streams that use the key must be replaced; who succeeds them asks for a key by itself.</summary>
    private static Step<ListenKeyState, ListenKeyEffect> Lose(
        ListenKeyState.Extending asked, DeathCause cause, string reason) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            new ListenKeyState.Idle(), new ListenKeyEffect.ReportLost(asked.Epoch, asked.Key, cause, reason));

    /// <summary>While a key is being created already, that goes on; it is the next one.</summary>
    private static Step<ListenKeyState, ListenKeyEffect> Expire(ListenKeyState state, KeyInUse used) =>
        Step.To<ListenKeyState, ListenKeyEffect>(
            state switch
            {
                ListenKeyState.Creating s => s with { Previous = null },
                ListenKeyState.CreateBackoff s => s with { Previous = null },
                _ => new ListenKeyState.Idle(),
            },
            new ListenKeyEffect.ReportLost(used.Epoch, used.Key, DeathCause.ListenKeyExpired, "the venue says so"));

    /// <summary>A create call returns the active key; another one means that ours ended without our doing.</summary>
    private static ListenKeyEffect.ReportLost Replaced(KeyInUse previous, Instant now, ListenKeySettings settings) =>
        now - previous.ExtendedAt < settings.Validity
            ? new(
                previous.Epoch,
                previous.Key,
                DeathCause.ListenKeyReplaced,
                "the venue gave another: somebody else ended it, or it ended before its time")
            : new(previous.Epoch, previous.Key, DeathCause.ListenKeyExpired, "its validity is over");

    /// <summary>A check is a keep-alive that comes before its time.</summary>
    private static Instant NextKeepAlive(Instant now, double jitter, ListenKeySettings settings)
    {
        var keepAlive = settings.KeepAliveInterval - (settings.KeepAliveJitter * jitter);
        return now + (settings.CheckInterval < keepAlive ? settings.CheckInterval : keepAlive);
    }

    private static TimeSpan Delay(int failures, double jitter, VenueError error, ListenKeySettings settings)
    {
        var doublings = Math.Min(failures - 1, 30);
        var ceiling = Math.Min(settings.MaxRetry.Ticks, settings.MinRetry.Ticks * Math.Pow(2, doublings));
        var delay = TimeSpan.FromTicks((long)(ceiling * jitter));
        return error.RetryAfter is { } demanded && demanded > delay ? demanded : delay;
    }
}
