using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting.Modes;

/// <summary>Where the pin stands, and since when the touch has been elsewhere.</summary>
/// <param name="AwaySince">Null while the touch is where the pin stands.</param>
public readonly record struct PinState(Side Side, Price Price, Instant? AwaySince);

/// <summary>
/// The order that joins the touch to bring a position home. It follows the touch only when that moved by
/// <see cref="Settings.ModeSettings.RepinTicks"/> or has been elsewhere for
/// <see cref="Settings.ModeSettings.RepinAfter"/>: following every tick would be the most expensive churn there is.
/// </summary>
internal static class Pin
{
    public static PinState? Follow(QuoteInputs inputs, QuoteMode mode)
    {
        if (mode == QuoteMode.Normal || inputs.ReducingSide is not { } side)
        {
            return null;
        }

        var touch = inputs.Touch(side);
        if (inputs.Memory.Pin is not { } pin || pin.Side != side || pin.Price == touch)
        {
            return new PinState(side, touch, null);
        }

        var since = pin.AwaySince ?? inputs.Now;
        return Math.Abs(touch - pin.Price) >= inputs.Modes.RepinTicks || inputs.Now - since >= inputs.Modes.RepinAfter
            ? new PinState(side, touch, null)
            : pin with { AwaySince = since };
    }
}
