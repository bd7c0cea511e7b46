using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Decisions;

/// <summary>A quote that a decision sent.</summary>
public readonly record struct SentQuote(ClientOrderId Id, DesiredQuote Quote);

/// <summary>
/// A decision that sent something, with all it was made from: what it wanted follows from the inputs, so that why an
/// order is where it is can be looked up, and checked by deciding again.
/// </summary>
/// <param name="Number">Counts the decisions of the symbol in this run, those that sent nothing included.</param>
/// <param name="At">On the clock that only runs on; who writes it down knows the time of day.</param>
/// <param name="Inputs">All that was known.</param>
/// <param name="Placed">Orders it sent.</param>
/// <param name="Kept">Orders that stayed because they stand well enough for a quote that is wanted.</param>
/// <param name="Canceled">Orders that stand for no quote any more.</param>
/// <param name="Refused">Quotes it wanted and did not send, and why.</param>
public sealed record DecisionRecord(
    long Number,
    Instant At,
    QuoteInputs Inputs,
    ImmutableArray<SentQuote> Placed,
    ImmutableArray<ClientOrderId> Kept,
    ImmutableArray<ClientOrderId> Canceled,
    ImmutableArray<RefusedQuote> Refused)
{
    /// <summary>Orders it moved to other prices or sizes, and the quotes they stand for since.</summary>
    public ImmutableArray<SentQuote> Amended { get; init; } = [];
}
