using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>
/// Where quotes would stand if there were neither a touch nor a limit. A pure function of its inputs: what it has to
/// remember it hands back. The pipeline clamps, trims and admits what comes out, the same for every strategy.
/// </summary>
public interface IQuotingStrategy
{
    /// <summary>Its name in settings, logs and reasons.</summary>
    string Name { get; }

    /// <summary>Whether its distances follow the volatility by themselves, so that they are not scaled again.</summary>
    bool FollowsVolatility { get; }

    /// <param name="inputs">Of a book with two sides that do not cross, and of a positive limit.</param>
    Proposal Propose(QuoteInputs inputs);
}

/// <summary>One rung of a ladder before market, venue and limits have their say.</summary>
/// <param name="Ticks">Price in ticks; it may lie beyond the market or below zero.</param>
public readonly record struct Rung(long Ticks, Quantity Quantity, QuoteKind Kind = QuoteKind.Layer);

/// <summary>What a strategy wants, nearest first on each side.</summary>
public sealed record Proposal
{
    public required ImmutableArray<Rung> Bids { get; init; }

    public required ImmutableArray<Rung> Asks { get; init; }

    public required SkewState Skew { get; init; }

    public required PriceTerms Terms { get; init; }

    /// <summary>Why another strategy made it; null when none had to.</summary>
    public string? Fallback { get; init; }
}

/// <summary>What made the prices, each term in quote currency.</summary>
/// <param name="Fair">The price everything is counted from: mid and what the signals add to it.</param>
/// <param name="Skew">Shift for the inventory.</param>
/// <param name="Funding">Shift for the coming funding payment.</param>
/// <param name="BidDistance">From the reservation price to the first bid, before it is rounded outwards.</param>
/// <param name="AskDistance">The same for the first ask.</param>
/// <param name="BidShift">Part of <paramref name="BidDistance"/> that the least half spread added.</param>
/// <param name="AskShift">The same for the first ask.</param>
public readonly record struct PriceTerms(
    decimal Fair,
    decimal Skew,
    decimal Funding,
    decimal BidDistance,
    decimal AskDistance,
    decimal BidShift,
    decimal AskShift)
{
    /// <summary>The price the ladders are centred on.</summary>
    public decimal Reservation => Fair + Skew + Funding;
}
