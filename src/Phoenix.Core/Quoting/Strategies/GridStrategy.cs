using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>
/// The geometric grid around a reservation price that leans against the position. Exact arithmetic: bids round
/// down, asks round up, and negating the position while reflecting the book mirrors the quotes.
/// </summary>
public sealed class GridStrategy : IQuotingStrategy
{
    public static GridStrategy Instance { get; } = new();

    public string Name => "grid";

    public bool FollowsVolatility => false;

    public Proposal Propose(QuoteInputs inputs)
    {
        var skew = inputs.Memory.Skew.Follow(inputs.Position, inputs.Instrument, inputs.Grid, inputs.Risk);
        var centre = Centre.Of(inputs, skew.Anchor ?? inputs.Position);
        var bids = Distances.Of(inputs, inputs.Terms.Bids);
        var asks = Distances.Of(inputs, inputs.Terms.Asks);
        var tick = inputs.Instrument.TickSize;
        return new Proposal
        {
            Bids = Ladder(inputs, Side.Buy, centre.Floor, bids),
            Asks = Ladder(inputs, Side.Sell, centre.Ceiling, asks),
            Skew = skew,
            Terms = new PriceTerms(
                centre.Fair * tick,
                centre.Skew * tick,
                inputs.Terms.Funding,
                (bids.Ticks[0] + bids.Shift) * tick,
                (asks.Ticks[0] + asks.Shift) * tick,
                bids.Shift * tick,
                asks.Shift * tick),
        };
    }

    private static ImmutableArray<Rung> Ladder(QuoteInputs inputs, Side side, long start, Distances distances)
    {
        var rungs = ImmutableArray.CreateBuilder<Rung>(inputs.Shape.Layers);
        for (var layer = 0; layer < LayersOf(inputs, side); layer++)
        {
            rungs.Add(new Rung(
                start - (side.Sign() * (distances.Ticks[layer] + distances.Shift)), inputs.Shape.Quantities[layer]));
        }

        return rungs.DrainToImmutable();
    }

    /// <summary>The side that adds to the position loses layers with the position's share of the limit.</summary>
    private static int LayersOf(QuoteInputs inputs, Side side)
    {
        if (side.Sign() * inputs.Position.Lots < 0)
        {
            return inputs.Shape.Layers;
        }

        var size = inputs.Instrument.ToDecimal(inputs.Position.Size);
        var left = inputs.Risk.NetMax - (inputs.Grid.LayerReduction * size);
        return (int)Math.Max(1, Exact.FloorDivide(inputs.Shape.Layers * left, inputs.Risk.NetMax));
    }

    /// <summary>The layers' distances after widening, and how far the whole ladder moves out besides.</summary>
    private readonly record struct Distances(ImmutableArray<long> Ticks, long Shift)
    {
        /// <summary>
        /// The whole ladder moves outwards when the first distance is below the least half spread, so that the grid
        /// keeps its shape.
        /// </summary>
        public static Distances Of(QuoteInputs inputs, SideTerms terms)
        {
            var ticks = inputs.Shape.Widened(terms.Width, inputs.Instrument);
            return new Distances(ticks, Math.Max(0, LeastDistance.Ticks(inputs, terms) - ticks[0]));
        }
    }

    /// <summary>The reservation price as a fraction of ticks, and its whole ticks on either side.</summary>
    private readonly record struct Centre(decimal Fair, decimal Skew, long Floor, long Ceiling)
    {
        /// <summary>
        /// <c>skew = −x/N · coefficient · mid</c>, capped; kept as one fraction over N so that nothing is rounded
        /// before the price is.
        /// </summary>
        public static Centre Of(QuoteInputs inputs, Position anchor)
        {
            var (grid, limit, tick) = (inputs.Grid, inputs.Risk.NetMax, inputs.Instrument.TickSize);
            var mid = inputs.MidTicksTimesTwo / 2m;
            var fair = mid + (inputs.Terms.FairOffset / tick);
            var cap = grid.MaxSkewBps / 10_000m * limit;
            var lean = -Math.Clamp(grid.SkewCoefficient * inputs.Instrument.ToDecimal(anchor), -cap, cap);
            var numerator = ((fair + (inputs.Terms.Funding / tick)) * limit) + (mid * lean);
            return new Centre(
                fair,
                mid * lean / limit,
                Exact.FloorDivide(numerator, limit),
                Exact.CeilingDivide(numerator, limit));
        }
    }
}
