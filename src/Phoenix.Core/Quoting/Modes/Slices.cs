using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Modes;

/// <summary>
/// The slices of a position that <see cref="QuoteMode.Grinding"/> takes off at once, paying half the spread and the
/// taker's fee: small, seldom, within a bound of slippage, and never more than the position.
/// </summary>
public static class Slices
{
    /// <summary>
    /// The next slice, due or not; null when there is none. The ladder leaves room for it, so that it can be sent when
    /// it is due.
    /// </summary>
    public static DesiredQuote? Next(QuoteInputs inputs, QuoteMode mode)
    {
        var modes = inputs.Modes;
        if (mode is not (QuoteMode.Grinding or QuoteMode.ReduceOnly)
            || inputs.ReducingSide is not { } side
            || !QuoteModes.IsCalm(inputs.Terms.RelativeVolatility, modes.SliceVolatility)
            || inputs.PositionRatio > modes.SliceUntilRatio)
        {
            return null;
        }

        var safety = Safety(inputs.PositionRatio, inputs.LossRatio, (decimal)inputs.Terms.RelativeVolatility!.Value);
        var size = modes.SliceShare * inputs.Instrument.ToDecimal(inputs.Position.Size) * Brake(safety);
        var open = side == Side.Buy ? inputs.OpenBuys : inputs.OpenSells;
        var capacity = WorstCase.ReducingCapacity(side, inputs.Position, open);
        var quantity = Quantity.Min(inputs.Instrument.FloorQuantity(size), capacity);
        var price = Bound(side, inputs.MidTicksTimesTwo, inputs.Modes.SliceBps);
        return inputs.Instrument.Allows(price, quantity, reduceOnly: true)
            ? new DesiredQuote(1, side, price, quantity, ReduceOnly: true, QuoteKind.Slice)
            : null;
    }

    /// <summary>At most one slice in <see cref="ModeSettings.SliceInterval"/>.</summary>
    public static bool IsDue(QuoteInputs inputs) =>
        inputs.Memory.LastSlice is not { } last || inputs.Now - last >= inputs.Modes.SliceInterval;

    /// <summary>
    /// How safe it is to pay for getting rid of a position, 0 to 1:
    /// <c>(1 − |ρ|) · max(½, 1 − 2·loss) · max(½, 1 − 100·σ)</c>.
    /// </summary>
    /// <param name="positionRatio">|ρ|, position ÷ limit.</param>
    /// <param name="lossRatio">Unrealised loss ÷ notional.</param>
    /// <param name="relativeVolatility">σ over half an hour, as a fraction of the mid.</param>
    public static decimal Safety(decimal positionRatio, decimal lossRatio, decimal relativeVolatility) => Math.Clamp(
        (1 - positionRatio) * Math.Max(0.5m, 1 - (2 * lossRatio)) * Math.Max(0.5m, 1 - (100 * relativeVolatility)),
        0,
        1);

    private static decimal Brake(decimal safety) => safety < 0.3m ? 0.5m : safety < 0.6m ? 0.75m : 1m;

    /// <summary>The worst price a slice may get, rounded in our favour.</summary>
    internal static Price Bound(Side side, long midTicksTimesTwo, decimal slippageBps)
    {
        var slippage = slippageBps / 10_000m;
        return new Price(side == Side.Buy
            ? Exact.FloorDivide(midTicksTimesTwo * (1 + slippage), 2)
            : Exact.CeilingDivide(midTicksTimesTwo * (1 - slippage), 2));
    }
}
