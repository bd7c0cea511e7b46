using Phoenix.Core.Machines;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Rotation;

/// <summary>
/// Make before break: the successor must deliver all it promised, and go on doing so for the overlap, before the old
/// connection is closed. Whichever of the two dies before that, the other one stays; a successor that is still rising
/// when the old one dies is the quickest reconnect there is.
/// </summary>
/// <remarks>A successor has the deadlines of every connection, so none is needed here.</remarks>
public static class SuccessionMachine
{
    public static Step<SuccessionState, SuccessionEffect> Next(
        SuccessionState state, SuccessionInput input, Instant now) =>
        (state, input) switch
        {
            (SuccessionState.Alone, SuccessionInput.Begin begin) => To(
                new SuccessionState.Rising(begin.Heir, begin.Overlap), new SuccessionEffect.Dial(begin.Heir)),
            (SuccessionState.Rising rising, SuccessionInput.Good good) when good.Epoch == rising.Heir => To(
                new SuccessionState.Overlapping(rising.Heir, now + rising.Overlap),
                new SuccessionEffect.WakeAt(now + rising.Overlap)),
            (SuccessionState.Overlapping both, SuccessionInput.Wake) => now >= both.Until
                ? To(SuccessionState.None, new SuccessionEffect.TakeOver(both.Heir, IsGood: true, ClosesOld: true))
                : To(both, new SuccessionEffect.WakeAt(both.Until)), // the timer was early
            (_, SuccessionInput.HeirDied died) when died.Epoch == state.Successor => To(
                SuccessionState.None, new SuccessionEffect.GiveUp(died.Epoch)),
            (SuccessionState.Rising rising, SuccessionInput.IncumbentDied) => To(
                SuccessionState.None, new SuccessionEffect.TakeOver(rising.Heir, IsGood: false, ClosesOld: false)),
            (SuccessionState.Overlapping both, SuccessionInput.IncumbentDied) => To(
                SuccessionState.None, new SuccessionEffect.TakeOver(both.Heir, IsGood: true, ClosesOld: false)),
            (_, SuccessionInput.Begin) => new(state, []), // one at a time
            (_, SuccessionInput.Good or SuccessionInput.Wake or SuccessionInput.HeirDied) => new(state, []), // older
            (SuccessionState.Alone, SuccessionInput.IncumbentDied) => new(state, []), // the slot's own business
            _ => throw new UnexpectedInputException(state, input),
        };

    private static Step<SuccessionState, SuccessionEffect> To(SuccessionState state, SuccessionEffect effect) =>
        Step.To<SuccessionState, SuccessionEffect>(state, effect);
}
