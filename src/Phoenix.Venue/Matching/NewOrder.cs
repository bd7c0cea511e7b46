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
