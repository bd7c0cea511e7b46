using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Matching;

/// <summary>Whether an order names the worst price it takes.</summary>
public enum OrderKind
{
    Limit = 1,

    /// <summary>
    /// Takes what is there; <see cref="NewOrder.Price"/> is the protective bound, what is left expires.
    /// </summary>
    Market,
}

/// <summary>What happens when two orders of one owner meet; the taker's word decides.</summary>
public enum SelfTradePrevention
{
    None = 0,
    ExpireTaker,
    ExpireMaker,
    ExpireBoth,
}

/// <summary>An order as it arrives at the book.</summary>
public readonly record struct NewOrder
{
    /// <summary>Chosen by the caller, greater than 0, never used twice in one book.</summary>
    public required long OrderId { get; init; }

    /// <summary>Whose order it is; <see cref="OrderBook.Street"/> is exempt from self-trade prevention.</summary>
    public required int Owner { get; init; }

    public required Side Side { get; init; }

    public required Price Price { get; init; }

    public required Quantity Quantity { get; init; }

    public OrderKind Kind { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public SelfTradePrevention SelfTrade { get; init; }

    /// <summary>Whether it may only reduce its owner's position while it rests.</summary>
    public bool IsReduceOnly { get; init; }

    /// <summary>When the book ends the order by itself; 0 is never.</summary>
    public VenueTime GoodTill { get; init; }
}

/// <summary>What the book did with an amendment.</summary>
public enum Amendment
{
    /// <summary>No such order rests.</summary>
    NotResting = 1,

    /// <summary>It stands last at its price now, or traded; events tell.</summary>
    Amended,

    /// <summary>Nothing was left of the order, or, post-only, it would have taken liquidity: it is out.</summary>
    Canceled,
}

/// <summary>A price named by its place in the book.</summary>
/// <remarks>
/// The words of <c>priceMatch</c>; OPPONENT_10 and OPPONENT_20 were withdrawn on 2025-10-23
/// (https://developers.binance.com/docs/derivatives/change-log, read 2026-05-28).
/// </remarks>
public enum PriceMatch
{
    None = 0,

    /// <summary>The best price of the other side.</summary>
    Opponent,

    /// <summary>The fifth best price of the other side.</summary>
    Opponent5,

    /// <summary>The best price of the own side.</summary>
    Queue,

    Queue5,
    Queue10,
    Queue20,
}

/// <summary>What the book did with an order.</summary>
public enum Placement
{
    /// <summary>It entered the book; events tell the rest.</summary>
    Accepted = 1,

    /// <summary>Post-only, but it would have taken liquidity: refused without a trace.</summary>
    WouldCross,

    /// <summary>Fill-or-kill, but not enough is there: refused without a trace.</summary>
    CannotFill,
}
