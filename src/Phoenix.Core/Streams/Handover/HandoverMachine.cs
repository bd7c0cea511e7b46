using Phoenix.Core.Machines;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Handover;

/// <summary>
/// The planned replacement of a stream that the venue cuts after a day: the successor is made first, both deliver for
/// a while, and only then the old one ends. Whatever goes wrong with the successor costs nothing, and a stream that
/// dies meanwhile finds its successor half made.
/// </summary>
public static class HandoverMachine
{
    private const HandoverRole Current = HandoverRole.Current;
    private const HandoverRole Successor = HandoverRole.Successor;

    public static Step<HandoverState, HandoverEffect> Next(
        HandoverState state, HandoverInput input, Instant now, UserRotationSettings settings) =>
        (state, input) switch
        {
            (HandoverState.Down, HandoverInput.Up { Role: Current } m)
                => Serve(m.Epoch, now + Life(m.Jitter, settings), new HandoverEffect.AnnounceUp(m.Epoch)),
            (HandoverState.Down, HandoverInput.Lost { Role: Current } m) => Fall(m.Epoch), // an attempt in vain

            (HandoverState.Serving, HandoverInput.Lost { Role: Current } m) => Fall(m.Epoch),
            (HandoverState.Serving s, HandoverInput.Wake) => now >= s.SucceedAt
                ? Begin(s.Epoch, now + settings.Deadline)
                : WakeAt(s, s.SucceedAt),

            (HandoverState.Making s, HandoverInput.Up { Role: Successor } m) => Overlap(s.Epoch, m, now, settings),
            (HandoverState.Making s, HandoverInput.Lost { Role: Successor })
                => Abandon(s.Epoch, "it died", now, settings),
            (HandoverState.Making, HandoverInput.Lost { Role: Current } m)
                => Fall(m.Epoch, new HandoverEffect.Promote()),
            (HandoverState.Making s, HandoverInput.Wake) => now >= s.Deadline
                ? Abandon(s.Epoch, "it was not up in time", now, settings)
                : WakeAt(s, s.Deadline),

            (HandoverState.Overlapping s, HandoverInput.Lost { Role: Successor })
                => Abandon(s.Epoch, "it died", now, settings),
            (HandoverState.Overlapping s, HandoverInput.Lost { Role: Current }) => Succeed(s),
            (HandoverState.Overlapping s, HandoverInput.Wake) => now >= s.Until
                ? Succeed(s)
                : WakeAt(s, s.Until),

            (_, HandoverInput.Up or HandoverInput.Lost or HandoverInput.Wake) => new(state, []), // overtaken
            _ => throw new UnexpectedInputException(state, input),
        };

    private static TimeSpan Life(double jitter, UserRotationSettings settings) =>
        settings.After - (settings.Jitter * jitter);

    private static Step<HandoverState, HandoverEffect> WakeAt(HandoverState state, Instant at) =>
        Step.To<HandoverState, HandoverEffect>(state, new HandoverEffect.WakeAt(at));

    private static Step<HandoverState, HandoverEffect> Serve(
        Epoch epoch, Instant succeedAt, params HandoverEffect[] effects) =>
        new(new HandoverState.Serving(epoch, succeedAt), [.. effects, new HandoverEffect.WakeAt(succeedAt)]);

    private static Step<HandoverState, HandoverEffect> Fall(Epoch epoch, params HandoverEffect[] effects) =>
        new(new HandoverState.Down(), [new HandoverEffect.AnnounceDown(epoch), .. effects]);

    private static Step<HandoverState, HandoverEffect> Begin(Epoch epoch, Instant deadline) =>
        Step.To<HandoverState, HandoverEffect>(
            new HandoverState.Making(epoch, deadline),
            new HandoverEffect.BeginSuccessor(),
            new HandoverEffect.WakeAt(deadline));

    private static Step<HandoverState, HandoverEffect> Abandon(
        Epoch epoch, string reason, Instant now, UserRotationSettings settings) =>
        Serve(epoch, now + settings.Retry, new HandoverEffect.AbandonSuccessor(reason));

    private static Step<HandoverState, HandoverEffect> Overlap(
        Epoch epoch, HandoverInput.Up successor, Instant now, UserRotationSettings settings)
    {
        var until = now + settings.Overlap;
        var succeedAt = now + Life(successor.Jitter, settings);
        return WakeAt(new HandoverState.Overlapping(epoch, successor.Epoch, until, succeedAt), until);
    }

    private static Step<HandoverState, HandoverEffect> Succeed(HandoverState.Overlapping pair) => Serve(
        pair.Successor,
        pair.SucceedAt,
        new HandoverEffect.Promote(),
        new HandoverEffect.AnnounceSucceeded(pair.Epoch, pair.Successor));
}
