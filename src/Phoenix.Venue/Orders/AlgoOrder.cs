using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Orders;

/// <summary>What a conditional order waits for, and what it then becomes.</summary>
internal enum AlgoKind
{
    /// <summary>Against the position: a limit order once the market is at the trigger or beyond.</summary>
    Stop = 1,

    StopMarket,

    /// <summary>With the position: a limit order once the market has come to the trigger.</summary>
    TakeProfit,

    TakeProfitMarket,

    /// <summary>A market order once the market has turned back by a share from its best price.</summary>
    TrailingStopMarket,
}

/// <summary>Where a conditional order stands.</summary>
internal enum AlgoStatus
{
    New = 1,
    Canceled,
    Triggering,
    Triggered,

    /// <summary>The order it became is over.</summary>
    Finished,

    /// <summary>The order it became was refused.</summary>
    Rejected,

    Expired,
}

/// <summary>A conditional order: it waits beside the book and becomes an order when its condition is met.</summary>
internal sealed class AlgoOrder
{
    internal required long AlgoId { get; init; }

    internal required VenueAccount Owner { get; init; }

    internal required string ClientAlgoId { get; init; }

    internal required SymbolMarket Market { get; init; }

    internal required AlgoKind Kind { get; init; }

    internal required Side Side { get; init; }

    internal required PositionSide PositionSide { get; init; }

    internal required TimeInForce TimeInForce { get; init; }

    /// <summary>Unset for those that become market orders, and for a price that will be matched.</summary>
    internal required Price Price { get; init; }

    internal required PriceMatch PriceMatch { get; init; }

    /// <summary>Zero when the whole position is to be closed.</summary>
    internal required Quantity Quantity { get; init; }

    /// <summary>Unset for trailing stops.</summary>
    internal required Price Trigger { get; init; }

    /// <summary>Whether the mark price decides, instead of the last trade's.</summary>
    internal required bool FollowsMark { get; init; }

    internal required bool IsPriceProtected { get; init; }

    internal required bool ClosesPosition { get; init; }

    internal required bool IsReduceOnly { get; init; }

    internal required SelfTradePrevention SelfTrade { get; init; }

    internal required VenueTime GoodTill { get; init; }

    /// <summary>A trailing stop follows the market from here on; unset, at once.</summary>
    internal required Price Activation { get; init; }

    /// <summary>In percent of the best price; 0 for all but trailing stops.</summary>
    internal required decimal CallbackRate { get; init; }

    internal required VenueTime CreatedAt { get; init; }

    internal VenueTime UpdatedAt { get; set; }

    internal VenueTime TriggeredAt { get; set; }

    internal AlgoStatus Status { get; set; } = AlgoStatus.New;

    /// <summary>The best price since a trailing stop began to follow; 0 before.</summary>
    internal decimal BestPrice { get; set; }

    /// <summary>The order it became.</summary>
    internal AccountOrder? Actual { get; set; }

    /// <summary>Why it was refused when it was triggered.</summary>
    internal string RejectReason { get; set; } = string.Empty;

    internal bool IsOpen => Status == AlgoStatus.New;

    internal bool BecomesLimit => Kind is AlgoKind.Stop or AlgoKind.TakeProfit;
}
