using Phoenix.Core.Machines;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Reconnect;

/// <summary>
/// The policy of the one owner of reconnection: exponential backoff with full jitter, never giving up, starting over
/// only after an incarnation delivered good data for long enough, and asking for help when its own means do not.
/// </summary>
public static class ReconnectMachine
{
    public static Step<ReconnectState, ReconnectEffect> Next(
        ReconnectState state, ReconnectInput input, Instant now, ReconnectSettings settings) =>
        (state, input) switch
        {
            (ReconnectState.Idle, ReconnectInput.Start) => Wait(0, now + settings.MinPause), // there was a socket
            (ReconnectState.Alive alive, ReconnectInput.Good good) when good.Epoch == alive.Epoch => Settle(alive, now),
            (ReconnectState.Alive alive, ReconnectInput.Useful part) when part.Epoch == alive.Epoch
                => new(alive with { UsefulSince = alive.UsefulSince ?? now }, []),
            (ReconnectState.Alive alive, ReconnectInput.Died died) when died.Epoch == alive.Epoch
                => Retry(alive, died, now, settings),
            (ReconnectState.Alive alive, ReconnectInput.Succeeded next) => new(
                new ReconnectState.Alive(
                    alive.Failures, next.Heir, next.IsGood ? alive.GoodSince ?? now : null), []),
            (ReconnectState.Waiting wait, ReconnectInput.Wake wake) when now >= wait.Until
                => Dial(wait.Failures, wake.Next),
            (ReconnectState.Waiting wait, ReconnectInput.Wake) => Step.To<ReconnectState, ReconnectEffect>(
                wait, new ReconnectEffect.WakeAt(wait.Until)), // the timer was early
            (ReconnectState.Waiting wait, ReconnectInput.Deferred later) => Wait(wait.Failures, later.Until),
            (_, ReconnectInput.Good or ReconnectInput.Useful) => Stay(state), // of an older epoch
            (_, ReconnectInput.Died or ReconnectInput.Wake) => Stay(state), // likewise
            (_, ReconnectInput.Start) => Stay(state), // already running
            _ => throw new UnexpectedInputException(state, input),
        };

    private static Step<ReconnectState, ReconnectEffect> Stay(ReconnectState state) => new(state, []);

    private static Step<ReconnectState, ReconnectEffect> Dial(int failures, Epoch epoch) =>
        Step.To<ReconnectState, ReconnectEffect>(
            new ReconnectState.Alive(failures, epoch, null), new ReconnectEffect.Dial(epoch));

    private static Step<ReconnectState, ReconnectEffect> Wait(int failures, Instant until) =>
        Step.To<ReconnectState, ReconnectEffect>(
            new ReconnectState.Waiting(failures, until), new ReconnectEffect.WakeAt(until));

    private static Step<ReconnectState, ReconnectEffect> Settle(ReconnectState.Alive alive, Instant now) =>
        new(alive with { GoodSince = alive.GoodSince ?? now }, []);

    private static Step<ReconnectState, ReconnectEffect> Retry(
        ReconnectState.Alive alive, ReconnectInput.Died died, Instant now, ReconnectSettings settings)
    {
        var wasStable = (alive.UsefulSince ?? alive.GoodSince) is { } since && now - since >= settings.StableAfter;
        var failures = wasStable ? 1 : alive.Failures + 1;
        var until = now + Delay(failures, died.Jitter, settings)
            + (died.Cause == DeathCause.ConnectLimited ? settings.LimitedPause : TimeSpan.Zero);
        var wait = Wait(failures, until);
        return failures % settings.EscalateAfter == 0
            ? wait with { Effects = [.. wait.Effects, new ReconnectEffect.Escalate(died.Cause, failures)] }
            : wait;
    }

    /// <summary>
    /// The pause that lets the old socket go, then full jitter: uniform from zero to the exponential ceiling.
    /// </summary>
    /// <remarks>Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.</remarks>
    private static TimeSpan Delay(int failures, double jitter, ReconnectSettings settings)
    {
        var doublings = Math.Min(failures - 1, 30);
        var ceiling = Math.Min(settings.MaxBackoff.Ticks, settings.MinBackoff.Ticks * Math.Pow(2, doublings));
        return settings.MinPause + TimeSpan.FromTicks((long)(ceiling * jitter));
    }
}
