using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;

namespace Phoenix.Core.Decisions;

/// <summary>Why an order stands where it was placed or amended to: all terms, decided again.</summary>
public static class Explanation
{
    /// <param name="record">The decision that placed or amended it.</param>
    /// <param name="id">The order.</param>
    /// <returns>One line a term, in the order in which they act.</returns>
    /// <exception cref="ArgumentException">The decision did neither.</exception>
    public static ImmutableArray<string> Of(DecisionRecord record, ClientOrderId id)
    {
        var sent = record.Placed.Concat(record.Amended).FirstOrDefault(sent => sent.Id == id);
        if (sent.Id != id)
        {
            throw new ArgumentException($"Decision {record.Number} did not place or amend {id}.", nameof(id));
        }

        var (inputs, quote) = (record.Inputs, sent.Quote);
        var trace = QuoteTrace.Of(inputs, quote);
        return
        [
            $"{id}: {Word(quote.Side)} {Size(inputs, quote.Quantity)} {inputs.Instrument.Symbol}"
                + $" at {Price(inputs, quote.Price)}, {Purpose(quote)}, by decision {record.Number}",
            .. trace is null ? [] : inputs.Flatten is null ? Terms(inputs, quote, trace) : Slippage(inputs, quote),
            .. record.Refused.Select(refused => Line(
                "not sent",
                refused.Why.ToString(),
                $"{Word(refused.Quote.Side)} {Size(inputs, refused.Quote.Quantity)}"
                    + $" at {Price(inputs, refused.Quote.Price)}, {Purpose(refused.Quote)}")),
            Verdict(quote, trace),
        ];
    }

    /// <summary>Whether deciding again from what was recorded gives the very quote.</summary>
    public static bool IsConfirmed(DecisionRecord record, SentQuote sent) =>
        QuoteTrace.Of(record.Inputs, sent.Quote)?.Quote == sent.Quote;

    private static IEnumerable<string> Terms(QuoteInputs inputs, DesiredQuote quote, QuoteTrace trace)
    {
        var (reasons, terms, isBuy) = (trace.Reasons, trace.Reasons.Terms, quote.Side == Side.Buy);
        var mid = reasons.MidTicksTimesTwo * inputs.Instrument.TickSize / 2;
        yield return Line("strategy", reasons.Strategy, reasons.Fallback is { } why ? $"the grid instead: {why}" : "");
        yield return Line("mode", reasons.Mode.ToString(), Position(inputs));
        yield return Line("mid", Number(mid), Touch(inputs));
        yield return Line("fair - mid", Signed(terms.Fair - mid), "");
        yield return Line("skew", Signed(terms.Skew), Anchor(inputs));
        yield return Line("funding", Signed(terms.Funding), FundingNote(inputs));
        yield return Line("reservation", Number(terms.Reservation), "");
        yield return Line(
            "first distance",
            Number(isBuy ? terms.BidDistance : terms.AskDistance),
            $"width x{Number(inputs.Terms.Of(quote.Side).Width)}, of it for the least half spread"
                + $" {Number(isBuy ? terms.BidShift : terms.AskShift)}");
        yield return Line(
            "price", Price(inputs, trace.Raw), $"{Word(quote.Side)}s round {(isBuy ? "down" : "up")}");
        yield return Line(
            "touch",
            Price(inputs, trace.Placed),
            trace.Placed == trace.Raw ? "not in the way" : "moved out of the way of the market or its neighbour");
        yield return Line(
            "size",
            Size(inputs, trace.Quote?.Quantity ?? default),
            $"of {Size(inputs, trace.Wanted)} wanted; the side may still add {Size(inputs, trace.Side.Capacity)}");
        yield return Line(
            "the side",
            $"{trace.Side.Wanted} wanted",
            $"{trace.Side.Clamped} moved by the touch, {trace.Side.OutOfBand} out of band,"
                + $" {trace.Side.Trimmed} cut or dropped for limits");
    }

    /// <summary>A position that is to be 0 is not quoted: the mid and the bound of slippage make the price.</summary>
    private static IEnumerable<string> Slippage(QuoteInputs inputs, DesiredQuote quote)
    {
        var mid = (inputs.BestBid.Price.Ticks + inputs.BestAsk.Price.Ticks) * inputs.Instrument.TickSize / 2;
        var flatten = inputs.Flatten!;
        yield return Line("purpose", "to be flat", Position(inputs));
        yield return Line("mid", Number(mid), Touch(inputs));
        yield return Line(
            "price",
            Price(inputs, quote.Price),
            $"no worse than {Number(flatten.SlippageBps)} basis points from the mid");
        yield return Line(
            "size",
            Size(inputs, quote.Quantity),
            $"at most {Number(flatten.SliceShare)} of the position, worth at most {Number(flatten.SliceNotional)}");
    }

    private static string Verdict(DesiredQuote sent, QuoteTrace? trace) => Line(
        "decided again",
        trace?.Quote == sent ? "the same" : "NOT the same",
        trace is null ? "nothing is wanted there" : trace.Quote is null ? "nothing comes out there" : "");

    private static string Line(string term, string value, string note) =>
        string.Create(CultureInfo.InvariantCulture, $"  {term,-16}{value,14}{(note.Length == 0 ? "" : $"   {note}")}");

    private static string Purpose(DesiredQuote quote) => quote.Kind switch
    {
        QuoteKind.Layer => $"layer {quote.Layer}",
        QuoteKind.Pin => "the pin that brings a position home",
        QuoteKind.Maker => "the maker that brings a position home",
        QuoteKind.Far => "a far order that brings a position home",
        QuoteKind.Slice => "a slice that takes a part of the position off at once",
        _ => quote.Kind.ToString(),
    };

    private static string Position(QuoteInputs inputs) =>
        $"position {Number(inputs.Instrument.ToDecimal(inputs.Position))} of at most {Number(inputs.Risk.NetMax)}";

    private static string Touch(QuoteInputs inputs) =>
        $"{Size(inputs, inputs.BestBid.Quantity)} x {Price(inputs, inputs.BestBid.Price)}"
        + $" / {Price(inputs, inputs.BestAsk.Price)} x {Size(inputs, inputs.BestAsk.Quantity)}";

    private static string Anchor(QuoteInputs inputs) => inputs.Memory.Skew.Anchor is { } anchor
        ? $"followed {Number(inputs.Instrument.ToDecimal(anchor))} until then"
        : "follows nothing yet";

    private static string FundingNote(QuoteInputs inputs) =>
        inputs.Terms.FundingGap is var gap and not Signals.FundingGap.None ? $"no announcement to go by: {gap}" : "";

    private static string Word(Side side) => side == Side.Buy ? "buy" : "sell";

    private static string Price(QuoteInputs inputs, Price price) => Number(inputs.Instrument.ToDecimal(price));

    private static string Size(QuoteInputs inputs, Quantity quantity) => Number(inputs.Instrument.ToDecimal(quantity));

    private static string Signed(decimal value) =>
        value.ToString("+0.########;-0.########;0", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
