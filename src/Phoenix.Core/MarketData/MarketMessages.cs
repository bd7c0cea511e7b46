using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.MarketData;

/// <summary>One price level; a quantity of 0 removes it.</summary>
public readonly record struct BookLevel(Price Price, Quantity Quantity);

/// <summary>
/// The change of an order book between two pushes of a diff stream. Continuity is
/// <c>PreviousUpdateId == FinalUpdateId of the frame before</c>; ids are global over all symbols, so
/// <c>FirstUpdateId</c> proves nothing but whether a snapshot is bridged.
/// </summary>
public sealed record DepthDiff
{
    public required Symbol Symbol { get; init; }

    public required long FirstUpdateId { get; init; }

    public required long FinalUpdateId { get; init; }

    public required long PreviousUpdateId { get; init; }

    public required VenueTime EventTime { get; init; }

    public required VenueTime TransactionTime { get; init; }

    /// <summary>Absolute quantities in no promised order.</summary>
    public required ImmutableArray<BookLevel> Bids { get; init; }

    /// <summary>Absolute quantities in no promised order.</summary>
    public required ImmutableArray<BookLevel> Asks { get; init; }
}

/// <summary>The book at one update id, best levels first; the venue's reply to a depth request.</summary>
public sealed record BookSnapshot(
    long LastUpdateId, VenueTime EventTime, ImmutableArray<BookLevel> Bids, ImmutableArray<BookLevel> Asks);

/// <summary>Best bid and ask at one update id.</summary>
public sealed record BookTicker(
    Symbol Symbol, long UpdateId, BookLevel Bid, BookLevel Ask, VenueTime EventTime, VenueTime TransactionTime);

/// <summary>What was traded at one price in one moment; the id counts per symbol.</summary>
/// <param name="Aggressor">Who took liquidity; the maker stood on the other side.</param>
public sealed record TradePrint(
    Symbol Symbol,
    long Id,
    Price Price,
    Quantity Quantity,
    Side Aggressor,
    VenueTime TradeTime,
    VenueTime EventTime);

/// <summary>
/// Mark price, index price and the running funding period. Prices have eight decimals and lie off the tick grid.
/// </summary>
public sealed record MarkPrice(
    Symbol Symbol, decimal Mark, decimal Index, decimal FundingRate, VenueTime NextFunding, VenueTime EventTime);
