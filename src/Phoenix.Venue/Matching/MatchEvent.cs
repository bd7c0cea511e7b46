using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Matching;

/// <summary>What happened in the book.</summary>
public enum MatchEventKind
{
    /// <summary>The order entered the book (it may trade or expire at once).</summary>
    Accepted = 1,

    /// <summary>
    /// The order has a new price or quantity and stands last at its price (it may trade at once).
    /// </summary>
    Amended,

    /// <summary>The order took from a resting one.</summary>
    Traded,

    /// <summary>The order was taken out by its owner.</summary>
    Canceled,

    /// <summary>The book itself ended the order.</summary>
    Expired,
}

/// <summary>Why the book ended an order.</summary>
public enum ExpiryReason
{
    None = 0,
    SelfTrade,
    ImmediateOrCancel,

    /// <summary>
    /// What an immediate order left after self-trade prevention had taken away what it could have got.
    /// </summary>
    ImmediateOrCancelAfterSelfTrade,

    MarketRemainder,

    /// <summary>Its date came.</summary>
    GoodTillDate,

    /// <summary>The venue's own doing.</summary>
    Venue,

    /// <summary>The owner's positions are being liquidated.</summary>
    Liquidation,
}

/// <summary>One event of the book; a flat value, so that a list of them costs nothing per event.</summary>
public readonly record struct MatchEvent
{
    public required MatchEventKind Kind { get; init; }

    /// <summary>The order it is about; the taker of a trade.</summary>
    public required long OrderId { get; init; }

    public required int Owner { get; init; }

    public required Side Side { get; init; }

    /// <summary>The order's price; of a trade, the resting order's.</summary>
    public required Price Price { get; init; }

    /// <summary>Of a trade, what changed hands; otherwise what was left of the order.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>What the order has left after a trade.</summary>
    public Quantity Remaining { get; init; }

    public long MakerId { get; init; }

    public int MakerOwner { get; init; }

    public Quantity MakerRemaining { get; init; }

    /// <summary>Grows by one with every trade of the book.</summary>
    public TradeId TradeId { get; init; }

    public ExpiryReason Reason { get; init; }
}
