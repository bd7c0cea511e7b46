using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>Why an order is not sent.</summary>
public enum RiskRefusal
{
    /// <summary>Its price is farther from the mark price than <see cref="RiskSettings.MarkDeviation"/>.</summary>
    FarFromMark = 1,

    /// <summary>The venue's own band around the mark price does not allow its price.</summary>
    PriceFilter,

    /// <summary>An order that is to rest would trade at once.</summary>
    ThroughTouch,

    /// <summary>It is larger than <see cref="RiskSettings.OrderShareMax"/> of the limit, or beyond the venue's most.
    /// </summary>
    TooLarge,

    /// <summary>It is worth more than <see cref="RiskSettings.OrderNotionalMax"/>.</summary>
    TooDear,

    /// <summary>It would trade with an order of ours that may still execute.</summary>
    SelfCross,

    /// <summary>If everything executes that may, a limit of position or notional would not hold; or it waits behind one
    /// of which that is true.</summary>
    WorstCase,
}

/// <summary>A quote that is not sent, and why.</summary>
public readonly record struct RefusedQuote(DesiredQuote Quote, RiskRefusal Why);

/// <summary>What orders are judged by at the moment of sending.</summary>
public sealed record RiskView
{
    public required Instrument Instrument { get; init; }

    public required RiskSettings Risk { get; init; }

    public required Position Position { get; init; }

    public required Price BestBid { get; init; }

    public required Price BestAsk { get; init; }

    /// <summary>Null while it is not known.</summary>
    public decimal? Mark { get; init; }

    /// <summary>Buys that may still execute, those being canceled included.</summary>
    public Quantity OpenBuys { get; init; }

    public Quantity OpenSells { get; init; }

    /// <summary>The highest price of those buys; null when there is none.</summary>
    public Price? HighestBuy { get; init; }

    /// <summary>The lowest price of those sells; null when there is none.</summary>
    public Price? LowestSell { get; init; }

    /// <summary>What position and orders may be worth together, in quote currency; null for no bound.</summary>
    public decimal? NotionalMax { get; init; }
}

/// <summary>What may be sent, and what not; each order wanted is in one of them.</summary>
public sealed record RiskOutcome(ImmutableArray<DesiredQuote> Admitted, ImmutableArray<RefusedQuote> Refused);

/// <summary>
/// The last question before an order is sent, whoever wants it. Prices must be sane for every order; sizes and worths
/// are bounded for those that may add to a position. Orders that only reduce pass the limits: the way out is never
/// closed.
/// </summary>
public static class RiskCheck
{
    public static RiskOutcome Admit(ImmutableArray<DesiredQuote> wanted, RiskView view)
    {
        var sane = ImmutableArray.CreateBuilder<DesiredQuote>(wanted.Length);
        var refused = ImmutableArray.CreateBuilder<RefusedQuote>();
        var (highestBuy, lowestSell) = (view.HighestBuy, view.LowestSell);
        foreach (var quote in wanted)
        {
            if (Judge(quote, view, highestBuy, lowestSell) is { } why)
            {
                refused.Add(new RefusedQuote(quote, why));
                continue;
            }

            sane.Add(quote);
            if (quote.Side == Side.Buy)
            {
                highestBuy = highestBuy is { } buy && buy > quote.Price ? buy : quote.Price;
            }
            else
            {
                lowestSell = lowestSell is { } sell && sell < quote.Price ? sell : quote.Price;
            }
        }

        var admitted = WorstCase.Admit(
            sane.DrainToImmutable(),
            view.Position,
            view.OpenBuys,
            view.OpenSells,
            view.Instrument,
            view.Risk,
            WorstCase.MostByNotional(view.Instrument, view.NotionalMax, view.BestAsk, view.Mark));
        if (admitted.Length + refused.Count < wanted.Length)
        {
            refused.AddRange(wanted
                .Where(quote => !admitted.Contains(quote) && refused.All(known => known.Quote != quote))
                .Select(quote => new RefusedQuote(quote, RiskRefusal.WorstCase))
                .ToArray());
        }

        return new RiskOutcome(admitted, refused.ToImmutable());
    }

    /// <summary>What speaks against an order's being moved there, its room aside; null for nothing.</summary>
    public static RiskRefusal? Judge(DesiredQuote quote, RiskView view) =>
        Judge(quote, view, view.HighestBuy, view.LowestSell);

    /// <summary>What speaks against one order by itself; null for nothing.</summary>
    private static RiskRefusal? Judge(DesiredQuote quote, RiskView view, Price? highestBuy, Price? lowestSell)
    {
        var (isBuy, instrument) = (quote.Side == Side.Buy, view.Instrument);
        var price = instrument.ToDecimal(quote.Price);
        return view.Mark is { } mark && Math.Abs(price - mark) > view.Risk.MarkDeviation * mark
                ? RiskRefusal.FarFromMark
            : view.Mark is { } by
                && (isBuy ? price > by * instrument.PriceBandUp : price < by * instrument.PriceBandDown)
                ? RiskRefusal.PriceFilter
            : quote.Kind != QuoteKind.Slice && (isBuy ? quote.Price >= view.BestAsk : quote.Price <= view.BestBid)
                ? RiskRefusal.ThroughTouch
            : isBuy && lowestSell is { } sell && quote.Price >= sell ? RiskRefusal.SelfCross
            : !isBuy && highestBuy is { } buy && quote.Price <= buy ? RiskRefusal.SelfCross
            : quote.Quantity > instrument.MaxQuantity ? RiskRefusal.TooLarge
            : quote.ReduceOnly ? null
            : instrument.ToDecimal(quote.Quantity) > view.Risk.OrderShareMax * view.Risk.NetMax ? RiskRefusal.TooLarge
            : instrument.Notional(quote.Price, quote.Quantity) > view.Risk.OrderNotionalMax ? RiskRefusal.TooDear
            : null;
    }
}
