using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>
/// The rule of the batch: if every order that may still execute executes, the limit still holds. Both sides are
/// always checked; a position beyond the limit may only shrink. Own fills move quantity from an order into the
/// position and leave the worst case as it was, so what was admitted stays admissible.
/// </summary>
public static class WorstCase
{
    /// <summary>
    /// What may still be added on a side: <c>W ∓ position − open</c> with
    /// <c>W = WorstCaseFraction · NetMax</c>, rounded down.
    /// </summary>
    /// <param name="side">The side asked for.</param>
    /// <param name="position">The position now.</param>
    /// <param name="open">Everything on that side that may still execute.</param>
    /// <param name="instrument">Gives the lot.</param>
    /// <param name="risk">Gives the limit.</param>
    /// <param name="most">Another limit, that of <see cref="MostByNotional"/>; null for none.</param>
    public static Quantity Capacity(
        Side side, Position position, Quantity open, Instrument instrument, RiskSettings risk, Quantity? most = null)
    {
        var limit = Math.Min(
            Exact.FloorDivide(risk.WorstCaseFraction * risk.NetMax, instrument.LotSize), most?.Lots ?? long.MaxValue);
        return Exact.AtLeastZero(limit - (side.Sign() * position.Lots) - open.Lots);
    }

    /// <summary>How large a position may be that is worth no more than a bound, by the dearer of two prices.</summary>
    /// <returns>Null for no bound.</returns>
    public static Quantity? MostByNotional(
        Instrument instrument, decimal? notionalMax, Price bestAsk, decimal? mark) =>
        notionalMax is { } bound
            ? instrument.FloorQuantity(bound / Math.Max(instrument.ToDecimal(bestAsk), mark ?? 0))
            : null;

    /// <summary>What orders flagged as reducing may still add on a side: never more than closes the position.</summary>
    public static Quantity ReducingCapacity(Side side, Position position, Quantity open) =>
        Exact.AtLeastZero(-(side.Sign() * position.Lots) - open.Lots);

    /// <summary>
    /// The quotes of <paramref name="place"/> that may be sent now. A cancel frees nothing before it is confirmed, so
    /// <paramref name="openBuys"/> and <paramref name="openSells"/> include orders that are being cancelled.
    /// Nearest first per side; the first that does not fit and everything behind it wait, whole: a cut one would
    /// only have to be replaced when the cancel is confirmed.
    /// </summary>
    public static ImmutableArray<DesiredQuote> Admit(
        ImmutableArray<DesiredQuote> place,
        Position position,
        Quantity openBuys,
        Quantity openSells,
        Instrument instrument,
        RiskSettings risk,
        Quantity? most = null)
    {
        var admitted = ImmutableArray.CreateBuilder<DesiredQuote>(place.Length);
        var (buys, sells) = (openBuys, openSells);
        var (buysOpen, sellsOpen) = (true, true);
        foreach (var quote in place.OrderBy(quote => quote.Layer))
        {
            var isBuy = quote.Side == Side.Buy;
            var open = isBuy ? buys : sells;
            var capacity = quote.ReduceOnly
                ? ReducingCapacity(quote.Side, position, open)
                : Capacity(quote.Side, position, open, instrument, risk, most);
            var fits = (isBuy ? buysOpen : sellsOpen) && quote.Quantity <= capacity;
            if (fits)
            {
                admitted.Add(quote);
            }

            (buys, buysOpen) = isBuy ? (fits ? buys + quote.Quantity : buys, fits) : (buys, buysOpen);
            (sells, sellsOpen) = isBuy ? (sells, sellsOpen) : (fits ? sells + quote.Quantity : sells, fits);
        }

        return admitted.DrainToImmutable();
    }
}
