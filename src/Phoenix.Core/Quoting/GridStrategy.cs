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
        var prices = Prices(inputs, side, layers, centre, shift, out var clamped);
        var inBand = prices.Count(price => IsInBand(inputs, side, price, centre));
        var capacity = CapacityOf(inputs, side, mode);
        var quotes = Trim(inputs, side, mode, [.. prices.Take(inBand)], capacity, out var trimmed);
        reasons = new SideReasons(layers, capacity, clamped, layers - inBand, trimmed);
        return quotes;
    }

    /// <summary>
    /// The layers' prices, clamped to the touch and spread again where they collapsed on it. Counted outwards, so
    /// that both sides are one computation: for a buy that is the price itself, for a sell its negation.
    /// </summary>
    private static ImmutableArray<Price> Prices(
        QuoteInputs inputs, Side side, int layers, Centre centre, long shift, out int clamped)
    {
        var prices = ImmutableArray.CreateBuilder<Price>(layers);
        var start = (side == Side.Buy ? centre.Floor : -centre.Ceiling) - shift;
        var limit = Touch(inputs, side);
        clamped = 0;
        foreach (var distance in inputs.Shape.DistancesTicks.AsSpan()[..layers])
        {
            var raw = start - distance;
            clamped += raw > limit ? 1 : 0;
            var clampedTo = Math.Min(raw, limit);
            prices.Add(new Price(clampedTo * side.Sign()));
            limit = clampedTo - inputs.Shape.MinGapTicks;
        }

        return prices.MoveToImmutable();
    }

    private static Quantity CapacityOf(QuoteInputs inputs, Side side, QuoteMode mode)
    {
        var open = side == Side.Buy ? inputs.OpenBuys : inputs.OpenSells;
        return mode == QuoteMode.ReduceOnly
            ? WorstCase.ReducingCapacity(side, inputs.Position, open)
            : WorstCase.Capacity(side, inputs.Position, open, inputs.Instrument, inputs.Risk);
    }

    /// <summary>Nearest first; the layer that does not fit is cut to what is left, all behind it is dropped.</summary>
    private static ImmutableArray<DesiredQuote> Trim(
        QuoteInputs inputs,
        Side side,
        QuoteMode mode,
        ImmutableArray<Price> prices,
        Quantity capacity,
        out int trimmed)
    {
        var (left, whole) = (capacity, inputs.Shape.LayerQuantity);
        var isReduceOnly = mode == QuoteMode.ReduceOnly;
        var quotes = ImmutableArray.CreateBuilder<DesiredQuote>(prices.Length);
        trimmed = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            var quantity = Quantity.Min(whole, left);
            var isSendable = IsSendable(inputs.Instrument, prices[i], quantity, isReduceOnly);
            if (isSendable)
            {
                quotes.Add(new DesiredQuote(i + 1, side, prices[i], quantity, isReduceOnly));
                left -= quantity;
            }

            left = quantity < whole ? default : left;
            trimmed += quantity < whole || !isSendable ? 1 : 0;
        }

        return quotes.DrainToImmutable();
    }

    private static bool IsSendable(Instrument instrument, Price price, Quantity quantity, bool reduceOnly) =>
        !quantity.IsZero && quantity >= instrument.MinQuantity
        && (reduceOnly || instrument.Notional(price, quantity) >= instrument.MinNotional);

    /// <summary>A post-only order joins the touch at best, and stays within the venue's band around the mark.</summary>
    private static long Touch(QuoteInputs inputs, Side side)
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

    /// <summary>Prices run outwards, so the ones within the band are the first ones.</summary>
    private static bool IsInBand(QuoteInputs inputs, Side side, Price price, Centre centre)
    {
        var distance = (centre.MidTwice - (2 * price.Ticks)) * side.Sign();
        return price.Ticks > 0 && distance <= inputs.Risk.MaxDeviation * centre.MidTwice;
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
