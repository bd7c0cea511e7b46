using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Modes;

/// <summary>
/// The slices by which a position is brought to 0 at the operator's word: as large as the bounds allow, whatever the
/// market does, and never worse than the bound of slippage.
/// </summary>
public static class FlattenSlices
{
    /// <summary>The next slice; null when there is none that the venue would take.</summary>
    public static DesiredQuote? Next(
        Instrument instrument, Price bestBid, Price bestAsk, Position position, FlattenSettings settings)
    {
        var side = position.Lots > 0 ? Side.Sell : Side.Buy;
        var price = Slices.Bound(side, bestBid.Ticks + bestAsk.Ticks, settings.SlippageBps);
        if (position.IsFlat || price.Ticks <= 0)
        {
            return null;
        }

        var wanted = Least(
            instrument.FloorQuantity(settings.SliceShare * instrument.ToDecimal(position.Size)),
            instrument.FloorQuantity(settings.SliceNotional / instrument.ToDecimal(price)),
            instrument.MaxQuantity);
        var quantity = WithoutDust(Quantity.Min(
            position.Size, wanted >= instrument.MinQuantity ? wanted : instrument.MinQuantity), position, instrument);
        return instrument.Allows(price, quantity, reduceOnly: true)
            ? new DesiredQuote(1, side, price, quantity, ReduceOnly: true, QuoteKind.Slice)
            : null;
    }

    /// <summary>What is left must be enough for one more order, or nothing.</summary>
    private static Quantity WithoutDust(Quantity quantity, Position position, Instrument instrument)
    {
        var left = position.Size - quantity;
        var isDust = !left.IsZero && left < instrument.MinQuantity;
        return isDust && position.Size.Lots >= 2 * instrument.MinQuantity.Lots
            ? position.Size - instrument.MinQuantity
            : quantity;
    }

    private static Quantity Least(Quantity first, Quantity second, Quantity third) =>
        Quantity.Min(first, Quantity.Min(second, third));
}
