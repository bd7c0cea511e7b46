using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>
/// From what is known to what is wanted, the same for every strategy: the strategy's ladders, what the mode makes of
/// them, the touch, the venue's band, and the worst case. Pure.
/// </summary>
public static class QuotePipeline
{
    public static QuoteDecision Decide(QuoteInputs inputs)
    {
        if (inputs.Flatten is { } flatten)
        {
            return TakeOff(inputs, flatten);
        }

        if (Refuse(inputs) is var refusal and not QuoteRefusal.None)
        {
            var nothing = new QuoteReasons { Refusal = refusal, Mode = inputs.Mode };
            return new QuoteDecision { Bids = [], Asks = [], Memory = inputs.Memory, Reasons = nothing };
        }

        var mode = ModeOf(inputs);
        var proposal = inputs.Strategy.Propose(inputs);
        var pin = Pin.Follow(inputs, mode);
        var slice = Slices.Next(inputs, mode);
        var below = Rungs(inputs, Side.Buy, mode, proposal, pin);
        var above = Rungs(inputs, Side.Sell, mode, proposal, pin);
        var bids = Ladder(inputs, Side.Buy, mode, below, slice, out var bidWhy);
        var asks = Ladder(inputs, Side.Sell, mode, above, slice, out var askWhy);
        return new QuoteDecision
        {
            Bids = bids,
            Asks = asks,
            Slice = Slices.IsDue(inputs) ? slice : null,
            Memory = inputs.Memory with { Skew = proposal.Skew, Pin = pin },
            Reasons = new QuoteReasons
            {
                Mode = mode,
                Strategy = inputs.Strategy.Name,
                Fallback = proposal.Fallback,
                MidTicksTimesTwo = inputs.MidTicksTimesTwo,
                Terms = proposal.Terms,
                Bids = bidWhy,
                Asks = askWhy,
            },
        };
    }

    /// <summary>A position that is to be 0 is taken off by slices, and nothing else is wanted.</summary>
    private static QuoteDecision TakeOff(QuoteInputs inputs, FlattenSettings flatten) => new()
    {
        Bids = [],
        Asks = [],
        Slice = FlattenSlices.Next(
            inputs.Instrument, inputs.BestBid.Price, inputs.BestAsk.Price, inputs.Position, flatten),
        Memory = inputs.Memory,
        Reasons = new QuoteReasons { Mode = inputs.Mode, MidTicksTimesTwo = inputs.MidTicksTimesTwo },
    };

    /// <summary>One rung of a decision, as strategy and mode want it and as the touch lets it stand.</summary>
    /// <param name="layer">1 is the nearest; null is given for one that is not wanted.</param>
    internal static (Rung Raw, Rung Placed)? Follow(QuoteInputs inputs, Side side, int layer)
    {
        if (Refuse(inputs) != QuoteRefusal.None)
        {
            return null;
        }

        var mode = ModeOf(inputs);
        var rungs = Rungs(inputs, side, mode, inputs.Strategy.Propose(inputs), Pin.Follow(inputs, mode));
        return layer >= 1 && layer <= rungs.Length
            ? (rungs[layer - 1], Clamp(inputs, side, rungs, out _)[layer - 1])
            : null;
    }

    private static QuoteMode ModeOf(QuoteInputs inputs) =>
        inputs.PositionRatio > 1 ? QuoteMode.ReduceOnly : inputs.Mode;

    private static QuoteRefusal Refuse(QuoteInputs inputs) =>
        inputs.BestBid.Price.Ticks <= 0 || inputs.BestAsk.Price.Ticks <= 0 ? QuoteRefusal.NoTouch
        : inputs.BestBid.Price >= inputs.BestAsk.Price ? QuoteRefusal.CrossedBook
        : inputs.Risk.NetMax <= 0 ? QuoteRefusal.NoLimit
        : inputs.Terms.IsToxic && inputs.Mode == QuoteMode.Normal ? QuoteRefusal.ToxicFlow
        : QuoteRefusal.None;

    /// <summary>What the mode makes of the strategy's ladder of a side, nearest first.</summary>
    private static ImmutableArray<Rung> Rungs(
        QuoteInputs inputs, Side side, QuoteMode mode, Proposal proposal, PinState? pin)
    {
        var ladder = side == Side.Buy ? proposal.Bids : proposal.Asks;
        return mode == QuoteMode.Normal ? ladder[..Math.Min(ladder.Length, inputs.MostLayers)]
            : side == inputs.ReducingSide ? WayOut.Of(inputs, side, mode, ladder, pin)
            : [];
    }

    private static ImmutableArray<DesiredQuote> Ladder(
        QuoteInputs inputs,
        Side side,
        QuoteMode mode,
        ImmutableArray<Rung> rungs,
        DesiredQuote? slice,
        out SideReasons reasons)
    {
        var placed = Clamp(inputs, side, rungs, out var clamped);
        var inBand = placed.Count(rung => IsInBand(inputs, side, rung));
        var capacity = CapacityOf(inputs, side, mode, slice);
        var quotes = Trim(inputs, side, mode, [.. placed.Take(inBand)], capacity, out var trimmed);
        reasons = new SideReasons(rungs.Length, capacity, clamped, rungs.Length - inBand, trimmed);
        return quotes;
    }

    /// <summary>
    /// The rungs clamped to the touch and spread again where they collapsed on it. Counted outwards, so that both
    /// sides are one computation: for a buy that is the price itself, for a sell its negation.
    /// </summary>
    private static ImmutableArray<Rung> Clamp(
        QuoteInputs inputs, Side side, ImmutableArray<Rung> rungs, out int clamped)
    {
        var placed = ImmutableArray.CreateBuilder<Rung>(rungs.Length);
        var limit = Touch(inputs, side);
        clamped = 0;
        foreach (var rung in rungs)
        {
            var raw = rung.Ticks * side.Sign();
            clamped += raw > limit ? 1 : 0;
            var clampedTo = Math.Min(raw, limit);
            placed.Add(rung with { Ticks = clampedTo * side.Sign() });
            limit = clampedTo - inputs.Shape.MinGapTicks;
        }

        return placed.MoveToImmutable();
    }

    private static Quantity CapacityOf(QuoteInputs inputs, Side side, QuoteMode mode, DesiredQuote? slice)
    {
        var open = side == Side.Buy ? inputs.OpenBuys : inputs.OpenSells;
        open += slice is { } taking && taking.Side == side ? taking.Quantity : default;
        return mode == QuoteMode.Normal
            ? WorstCase.Capacity(
                side,
                inputs.Position,
                open,
                inputs.Instrument,
                inputs.Risk,
                WorstCase.MostByNotional(inputs.Instrument, inputs.NotionalMax, inputs.BestAsk.Price, inputs.Mark))
            : WorstCase.ReducingCapacity(side, inputs.Position, open);
    }

    /// <summary>Nearest first; the rung that does not fit is cut to what is left, all behind it is dropped.</summary>
    private static ImmutableArray<DesiredQuote> Trim(
        QuoteInputs inputs,
        Side side,
        QuoteMode mode,
        ImmutableArray<Rung> rungs,
        Quantity capacity,
        out int trimmed)
    {
        var left = capacity;
        var isReduceOnly = mode != QuoteMode.Normal;
        var quotes = ImmutableArray.CreateBuilder<DesiredQuote>(rungs.Length);
        trimmed = 0;
        for (var i = 0; i < rungs.Length; i++)
        {
            var (price, whole) = (new Price(rungs[i].Ticks), rungs[i].Quantity);
            var quantity = Quantity.Min(whole, left);
            var isSendable = inputs.Instrument.Allows(price, quantity, isReduceOnly);
            if (isSendable)
            {
                quotes.Add(new DesiredQuote(i + 1, side, price, quantity, isReduceOnly, rungs[i].Kind));
                left -= quantity;
            }

            left = quantity < whole ? default : left;
            trimmed += quantity < whole || !isSendable ? 1 : 0;
        }

        return quotes.DrainToImmutable();
    }

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
    private static bool IsInBand(QuoteInputs inputs, Side side, Rung rung)
    {
        var distance = (inputs.MidTicksTimesTwo - (2 * rung.Ticks)) * side.Sign();
        return rung.Ticks > 0 && distance <= inputs.Risk.MaxDeviation * inputs.MidTicksTimesTwo;
    }
}
