using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting;

/// <summary>How one quote of a decision came about, step by step.</summary>
/// <param name="Reasons">What holds for the whole decision.</param>
/// <param name="Side">What happened to the quote's side.</param>
/// <param name="Raw">The price before the touch and its neighbours had their say.</param>
/// <param name="Placed">The price after that.</param>
/// <param name="Wanted">The quantity before limits had their say.</param>
/// <param name="Quote">What came out in the place of the quote; null when nothing did.</param>
public sealed record QuoteTrace(
    QuoteReasons Reasons, SideReasons Side, Price Raw, Price Placed, Quantity Wanted, DesiredQuote? Quote)
{
    /// <summary>Decides again and follows the quote; null when the decision wants none in its place.</summary>
    public static QuoteTrace? Of(QuoteInputs inputs, DesiredQuote quote)
    {
        var decision = QuotePipeline.Decide(inputs);
        if (quote.Kind == QuoteKind.Slice)
        {
            return decision.Slice is { Price: var price } slice
                ? new QuoteTrace(decision.Reasons, Of(decision, slice.Side), price, price, slice.Quantity, slice)
                : null;
        }

        if (QuotePipeline.Follow(inputs, quote.Side, quote.Layer) is not var (raw, placed))
        {
            return null;
        }

        var wanted = quote.Side == Primitives.Side.Buy ? decision.Bids : decision.Asks;
        DesiredQuote? found = null;
        foreach (var candidate in wanted)
        {
            found = candidate.Layer == quote.Layer ? candidate : found;
        }

        return new QuoteTrace(
            decision.Reasons,
            Of(decision, quote.Side),
            new Price(raw.Ticks),
            new Price(placed.Ticks),
            raw.Quantity,
            found);
    }

    private static SideReasons Of(QuoteDecision decision, Side side) =>
        side == Primitives.Side.Buy ? decision.Reasons.Bids : decision.Reasons.Asks;
}
