using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>
/// Ladders whose first quotes a model prices. Where it cannot, for want of a measurement or because a number is none,
/// the grid quotes and the reason is told.
/// </summary>
internal static class ModelLadder
{
    /// <param name="inputs">What the model reads.</param>
    /// <param name="price">Distances in ticks for a position counted in layers.</param>
    public static Proposal Propose(QuoteInputs inputs, Func<QuoteInputs, double, Modeled<QuoteDistances>> price)
    {
        if (Missing(inputs.Terms) is { } missing)
        {
            return Fallback(inputs, missing);
        }

        var skew = inputs.Memory.Skew.Follow(inputs.Position, inputs.Instrument, inputs.Grid, inputs.Risk);
        var held = (skew.Anchor ?? inputs.Position).Lots / (double)inputs.Shape.LayerQuantity.Lots;
        var priced = price(inputs, held);
        return priced.TryGet(out var distances, out var refusal)
            ? Ladders(inputs, skew, distances)
            : Fallback(inputs, $"the model gives nothing: {refusal}");
    }

    private static string? Missing(MarketTerms terms) =>
        terms.Volatility is null ? "no volatility is known yet"
        : terms.BidFills.Refusal != IntensityRefusal.None ? $"no fill intensity of bids: {terms.BidFills.Refusal}"
        : terms.AskFills.Refusal != IntensityRefusal.None ? $"no fill intensity of asks: {terms.AskFills.Refusal}"
        : null;

    private static Proposal Fallback(QuoteInputs inputs, string reason) =>
        GridStrategy.Instance.Propose(inputs) with { Fallback = reason };

    private static Proposal Ladders(QuoteInputs inputs, SkewState skew, QuoteDistances distances)
    {
        var (tick, terms) = (inputs.Instrument.TickSize, inputs.Terms);
        var fair = (inputs.MidTicksTimesTwo / 2m) + (terms.FairOffset / tick);
        var centre = fair + (terms.Funding / tick);
        var lean = Lean(inputs, distances);
        var half = (decimal)((distances.Bid + distances.Ask) ?? (2 * (distances.Bid ?? distances.Ask)!.Value)) / 2;
        var bid = Distance(inputs, terms.Bids, half);
        var ask = Distance(inputs, terms.Asks, half);
        return new Proposal
        {
            Bids = distances.Bid is null
                ? []
                : Outwards(inputs, Side.Buy, (long)decimal.Floor(centre + lean - bid.Ticks), terms.Bids),
            Asks = distances.Ask is null
                ? []
                : Outwards(inputs, Side.Sell, (long)decimal.Ceiling(centre + lean + ask.Ticks), terms.Asks),
            Skew = skew,
            Terms = new PriceTerms(
                fair * tick,
                lean * tick,
                terms.Funding,
                bid.Ticks * tick,
                ask.Ticks * tick,
                bid.Shift * tick,
                ask.Shift * tick),
        };
    }

    /// <summary>The shift of both quotes for the inventory, capped as the grid's is.</summary>
    private static decimal Lean(QuoteInputs inputs, QuoteDistances distances)
    {
        var cap = inputs.Grid.MaxSkewBps / 10_000m * inputs.MidTicksTimesTwo / 2;
        var lean = distances is { Bid: { } bid, Ask: { } ask } ? (decimal)((ask - bid) / 2) : 0;
        return Math.Clamp(lean, -cap, cap);
    }

    private static (decimal Ticks, decimal Shift) Distance(QuoteInputs inputs, SideTerms terms, decimal half)
    {
        var (wide, least) = (half * terms.Width, (decimal)LeastDistance.Ticks(inputs, terms));
        return (Math.Max(wide, least), Math.Max(0, least - wide));
    }

    private static ImmutableArray<Rung> Outwards(QuoteInputs inputs, Side side, long first, SideTerms terms)
    {
        var distances = inputs.Shape.Widened(terms.Width, inputs.Instrument);
        return
        [
            .. distances.Select((distance, layer) => new Rung(
                first - (side.Sign() * (distance - distances[0])), inputs.Shape.Quantities[layer])),
        ];
    }
}
