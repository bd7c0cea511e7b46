using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting;

/// <summary>
/// The geometric grid around a reservation price that leans against the position. Exact arithmetic: bids round
/// down, asks round up, and negating the position while reflecting the book mirrors the quotes.
/// </summary>
public static class GridStrategy
{
    public static QuoteDecision Decide(QuoteInputs inputs)
    {
        if (Refuse(inputs) is var refusal and not QuoteRefusal.None)
        {
            var nothing = new QuoteReasons { Refusal = refusal, Mode = inputs.Mode };
            return new QuoteDecision { Bids = [], Asks = [], Skew = inputs.Skew, Reasons = nothing };
        }

        var skew = inputs.Skew.Follow(inputs.Position, inputs.Instrument, inputs.Grid, inputs.Risk);
        var centre = Centre.Of(inputs, skew.Anchor ?? inputs.Position);
        var mode = IsBeyondLimit(inputs) ? QuoteMode.ReduceOnly : inputs.Mode;
        var shift = MinSpreadShift(inputs, centre);
        var bids = Ladder(inputs, Side.Buy, mode, centre, shift, out var bidReasons);
        var asks = Ladder(inputs, Side.Sell, mode, centre, shift, out var askReasons);
        return new QuoteDecision
        {
            Bids = bids,
            Asks = asks,
            Skew = skew,
            Reasons = new QuoteReasons
            {
                Mode = mode,
                MidTicksTimesTwo = centre.MidTwice,
                Skew = centre.Skew * inputs.Instrument.TickSize,
                Reservation = ((centre.MidTwice / 2m) + centre.Skew) * inputs.Instrument.TickSize,
                MinSpreadShiftTicks = shift,
                Bids = bidReasons,
                Asks = askReasons,
            },
        };
    }

    private static QuoteRefusal Refuse(QuoteInputs inputs) =>
        inputs.BestBid.Price.Ticks <= 0 || inputs.BestAsk.Price.Ticks <= 0 ? QuoteRefusal.NoTouch
        : inputs.BestBid.Price >= inputs.BestAsk.Price ? QuoteRefusal.CrossedBook
        : inputs.Risk.NetMax <= 0 ? QuoteRefusal.NoLimit
        : QuoteRefusal.None;

    private static bool IsBeyondLimit(QuoteInputs inputs) =>
        inputs.Instrument.ToDecimal(inputs.Position.Size) > inputs.Risk.NetMax;

    /// <summary>The whole ladder moves outwards when the first distance is below half the least spread.</summary>
    private static long MinSpreadShift(QuoteInputs inputs, Centre centre)
    {
        var least = Exact.CeilingDivide(inputs.Grid.MinSpread * centre.MidTwice, 4);
        return Math.Max(0, least - inputs.Shape.DistancesTicks[0]);
    }

    /// <summary>The side that adds to the position loses layers with the position's share of the limit.</summary>
    private static int LayersOf(QuoteInputs inputs, Side side, QuoteMode mode)
    {
        var isReducing = side.Sign() * inputs.Position.Lots < 0;
        if (mode == QuoteMode.ReduceOnly)
        {
            return isReducing ? inputs.Shape.Layers : 0;
        }

        if (isReducing)
        {
            return inputs.Shape.Layers;
        }

        var size = inputs.Instrument.ToDecimal(inputs.Position.Size);
        var left = inputs.Risk.NetMax - (inputs.Grid.LayerReduction * size);
        return (int)Math.Max(1, Exact.FloorDivide(inputs.Shape.Layers * left, inputs.Risk.NetMax));
    }

    private static ImmutableArray<DesiredQuote> Ladder(
        QuoteInputs inputs, Side side, QuoteMode mode, Centre centre, long shift, out SideReasons reasons)
    {
        var layers = LayersOf(inputs, side, mode);
        var open = side == Side.Buy ? inputs.OpenBuys : inputs.OpenSells;
        var reduceOnly = mode == QuoteMode.ReduceOnly;
        var capacity = reduceOnly
            ? WorstCase.ReducingCapacity(side, inputs.Position, open)
            : WorstCase.Capacity(side, inputs.Position, open, inputs.Instrument, inputs.Risk);
        var left = capacity;
        var (clamped, outOfBand, trimmed) = (0, 0, 0);
        var quotes = ImmutableArray.CreateBuilder<DesiredQuote>(layers);

        // Seen from the market, prices of both sides fall: "outwards" is smaller. A sell is its negated price.
        var start = side == Side.Buy ? centre.Floor : -centre.Ceiling;
        var limit = OutermostTouch(inputs, side);
        var farthest = Farthest(inputs, side, centre);
        for (var layer = 1; layer <= layers; layer++)
        {
            var raw = start - inputs.Shape.DistancesTicks[layer - 1] - shift;
            var outward = Math.Min(raw, limit);
            clamped += outward < raw ? 1 : 0;
            limit = outward - inputs.Shape.MinGapTicks;
            var price = new Price(outward * side.Sign());
            if (outward < farthest || price.Ticks <= 0)
            {
                outOfBand++;
                continue;
            }

            var quantity = Quantity.Min(inputs.Shape.LayerQuantity, left);
            trimmed += quantity < inputs.Shape.LayerQuantity ? 1 : 0;
            if (IsSendable(inputs.Instrument, price, quantity, reduceOnly))
            {
                quotes.Add(new DesiredQuote(layer, side, price, quantity, reduceOnly));
                left -= quantity;
            }

            left = quantity < inputs.Shape.LayerQuantity ? default : left;
        }

        reasons = new SideReasons(layers, capacity, clamped, outOfBand, trimmed);
        return quotes.DrainToImmutable();
    }

    private static bool IsSendable(Instrument instrument, Price price, Quantity quantity, bool reduceOnly) =>
        !quantity.IsZero && quantity >= instrument.MinQuantity
        && (reduceOnly || instrument.Notional(price, quantity) >= instrument.MinNotional);

    /// <summary>A post-only order joins the touch at best, and stays within the venue's band around the mark.</summary>
    private static long OutermostTouch(QuoteInputs inputs, Side side)
    {
        var (mark, instrument) = (inputs.Mark, inputs.Instrument);
        return side == Side.Buy
            ? Math.Min(
                inputs.BestBid.Price.Ticks,
                mark is { } up ? Exact.FloorDivide(up * instrument.PriceBandUp, instrument.TickSize) : long.MaxValue)
            : -Math.Max(
                inputs.BestAsk.Price.Ticks,
                mark is { } down ? Exact.CeilingDivide(down * instrument.PriceBandDown, instrument.TickSize) : 0);
    }

    private static long Farthest(QuoteInputs inputs, Side side, Centre centre)
    {
        var deviation = inputs.Risk.MaxDeviation;
        return side == Side.Buy
            ? Exact.CeilingDivide(centre.MidTwice * (1 - deviation), 2)
            : -Exact.FloorDivide(centre.MidTwice * (1 + deviation), 2);
    }

    /// <summary>The reservation price as a fraction of ticks, and its whole ticks on either side.</summary>
    private readonly record struct Centre(long MidTwice, decimal Skew, long Floor, long Ceiling)
    {
        /// <summary>
        /// <c>skew = −x/N · coefficient · mid</c>, capped; kept as one fraction over 2N so that nothing is rounded
        /// before the price is.
        /// </summary>
        public static Centre Of(QuoteInputs inputs, Position anchor)
        {
            var midTwice = inputs.BestBid.Price.Ticks + inputs.BestAsk.Price.Ticks;
            var (grid, limit) = (inputs.Grid, inputs.Risk.NetMax);
            var cap = grid.MaxSkewBps / 10_000m * limit;
            var lean = -Math.Clamp(grid.SkewCoefficient * inputs.Instrument.ToDecimal(anchor), -cap, cap);
            var numerator = midTwice * (limit + lean);
            var denominator = 2 * limit;
            return new Centre(
                midTwice,
                midTwice * lean / denominator,
                Exact.FloorDivide(numerator, denominator),
                Exact.CeilingDivide(numerator, denominator));
        }
    }
}
