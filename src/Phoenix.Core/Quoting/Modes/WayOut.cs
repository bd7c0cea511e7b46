using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;

namespace Phoenix.Core.Quoting.Modes;

/// <summary>
/// What stands on the reducing side while a position is brought home: the pin, in <see cref="QuoteMode.Grinding"/> a
/// maker near the mid, the strategy's own ladder behind them, and a few orders far away for a spike.
/// </summary>
public static class WayOut
{
    /// <param name="inputs">Of a position that is not flat.</param>
    /// <param name="side">The side that shrinks it.</param>
    /// <param name="mode">Not <see cref="QuoteMode.Normal"/>.</param>
    /// <param name="ladder">What the strategy wants there.</param>
    /// <param name="pin">Where the pin stands.</param>
    public static ImmutableArray<Rung> Of(
        QuoteInputs inputs, Side side, QuoteMode mode, ImmutableArray<Rung> ladder, PinState? pin)
    {
        var behind = ladder.ToBuilder();
        if (mode == QuoteMode.Grinding)
        {
            behind.Add(Maker(inputs, side));
        }

        behind.AddRange(FarLayers(inputs, side));
        behind.Sort((left, right) => side.Sign() * right.Ticks.CompareTo(left.Ticks));
        return pin is { } pinned
            ? [new Rung(pinned.Price.Ticks, Size(inputs, inputs.Modes.PinSize), QuoteKind.Pin), .. behind]
            : behind.ToImmutable();
    }

    /// <summary>At <see cref="Settings.ModeSettings.MakerBps"/> from the mid, rounded away from it.</summary>
    public static Rung Maker(QuoteInputs inputs, Side side) => new(
        Outwards(inputs, side, inputs.Modes.MakerBps / 10_000m), Size(inputs, inputs.Modes.MakerSize), QuoteKind.Maker);

    /// <summary>
    /// Distances growing geometrically from <see cref="Settings.ModeSettings.FarFrom"/> to
    /// <see cref="Settings.ModeSettings.FarTo"/> of the mid, rounded away from it.
    /// </summary>
    public static IEnumerable<Rung> FarLayers(QuoteInputs inputs, Side side)
    {
        var (modes, count) = (inputs.Modes, inputs.Modes.FarLayers);
        var size = inputs.Instrument.FloorQuantity(modes.FarLayerSize);
        for (var i = 0; i < count; i++)
        {
            var share = count == 1 ? 0 : (double)i / (count - 1);
            var offset = (double)modes.FarFrom * Math.Pow((double)(modes.FarTo / modes.FarFrom), share);
            yield return new Rung(Outwards(inputs, side, (decimal)offset), size, QuoteKind.Far);
        }
    }

    private static long Outwards(QuoteInputs inputs, Side side, decimal fraction)
    {
        var ticks = (inputs.MidTicksTimesTwo / 2m) * (1 - (side.Sign() * fraction));
        var nearest = decimal.Round(ticks);
        return (long)(Math.Abs(ticks - nearest) < 1e-6m ? nearest
            : side == Side.Buy ? decimal.Floor(ticks) : decimal.Ceiling(ticks));
    }

    private static Quantity Size(QuoteInputs inputs, decimal layers) =>
        inputs.Instrument.FloorQuantity(layers * inputs.Modes.BaseLayerSize);
}
