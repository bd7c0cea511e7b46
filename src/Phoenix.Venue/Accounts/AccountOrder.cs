using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Accounts;

/// <summary>Who sent an order.</summary>
internal enum OrderOrigin
{
    Owner = 0,

    /// <summary>The venue, closing a position that its margin no longer carries.</summary>
    Liquidation,

    /// <summary>The venue, closing a position against one in liquidation.</summary>
    Deleveraging,
}

/// <summary>An order of an account from its acceptance to the end of its history.</summary>
internal sealed class AccountOrder
{
    internal required long OrderId { get; init; }

    internal required VenueAccount Owner { get; init; }

    internal required string ClientOrderId { get; init; }

    internal required SymbolMarket Market { get; init; }

    internal required Side Side { get; init; }

    internal required OrderKind Kind { get; init; }

    internal required TimeInForce TimeInForce { get; init; }

    /// <summary>Unset for market orders.</summary>
    internal required Price Price { get; init; }

    internal required Quantity Original { get; init; }

    internal required SelfTradePrevention SelfTrade { get; init; }

    internal required bool IsReduceOnly { get; init; }

    internal PositionSide PositionSide { get; init; }

    internal OrderOrigin Origin { get; init; }

    internal required VenueTime CreatedAt { get; init; }

    internal VenueTime UpdatedAt { get; set; }

    internal OrderStatus Status { get; set; } = OrderStatus.New;

    internal Quantity Executed { get; private set; }

    /// <summary>Sum of price × quantity of the fills, in ticks × lots.</summary>
    internal long ExecutedTickLots { get; private set; }

    internal Quantity Remaining => Original - Executed;

    internal bool IsOpen => !Status.IsTerminal();

    internal decimal AveragePrice => Executed.IsZero
        ? 0m
        : (decimal)ExecutedTickLots / Executed.Lots * Market.Contract.Rules.TickSize;

    internal decimal ExecutedNotional =>
        ExecutedTickLots * Market.Contract.Rules.TickSize * Market.Contract.Rules.LotSize;

    internal void Fill(Price price, Quantity quantity, VenueTime at)
    {
        Executed += quantity;
        ExecutedTickLots += price.Ticks * quantity.Lots;
        Status = Remaining.IsZero ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        UpdatedAt = at;
    }
}

/// <summary>One execution of an account.</summary>
internal sealed record AccountTrade(
    TradeId Id,
    AccountOrder Order,
    Price Price,
    Quantity Quantity,
    decimal Commission,
    decimal RealizedPnl,
    bool IsMaker,
    VenueTime At);
