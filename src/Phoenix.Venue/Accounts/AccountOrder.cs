using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Orders;

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
    /// <summary>How many amendments can be asked for: as many as one answer lists.</summary>
    private const int AmendmentLimit = 100;

    internal required long OrderId { get; init; }

    internal required VenueAccount Owner { get; init; }

    internal required string ClientOrderId { get; init; }

    internal required SymbolMarket Market { get; init; }

    internal required Side Side { get; init; }

    internal required OrderKind Kind { get; init; }

    internal required TimeInForce TimeInForce { get; init; }

    /// <summary>Unset for market orders.</summary>
    internal required Price Price { get; set; }

    internal PriceMatch PriceMatch { get; set; }

    internal required Quantity Original { get; set; }

    /// <summary>When the book ends it by itself; 0 is never.</summary>
    internal VenueTime GoodTill { get; init; }

    /// <summary>The conditional order it comes from, if any.</summary>
    internal AlgoOrder? Algo { get; init; }

    internal required SelfTradePrevention SelfTrade { get; init; }

    internal required bool IsReduceOnly { get; init; }

    internal PositionSide PositionSide { get; init; }

    internal OrderOrigin Origin { get; init; }

    internal required VenueTime CreatedAt { get; init; }

    internal VenueTime UpdatedAt { get; set; }

    internal OrderStatus Status { get; set; } = OrderStatus.New;

    internal Quantity Executed { get; private set; }

    /// <summary>Quantity of the last fill.</summary>
    internal Quantity LastFilled { get; private set; }

    /// <summary>Sum of price × quantity of the fills, in ticks × lots.</summary>
    internal long ExecutedTickLots { get; private set; }

    /// <summary>As the exchange spells it.</summary>
    internal ReadOnlySpan<byte> OriginalType => Algo is { } algo ? Words.Of(algo.Kind) : Words.Of(Kind);

    internal ReadOnlySpan<byte> WorkingType => Words.WorkingType(Algo?.FollowsMark ?? false);

    internal Quantity Remaining => Original - Executed;

    internal bool IsOpen => !Status.IsTerminal();

    internal decimal AveragePrice => Executed.IsZero
        ? 0m
        : (decimal)ExecutedTickLots / Executed.Lots * Market.Contract.Rules.TickSize;

    internal decimal ExecutedNotional =>
        ExecutedTickLots * Market.Contract.Rules.TickSize * Market.Contract.Rules.LotSize;

    /// <summary>The last ones, oldest first.</summary>
    internal List<OrderAmendment> Amendments { get; } = [];

    /// <summary>How often it was amended.</summary>
    internal int AmendmentCount { get; private set; }

    internal void Amend(long amendmentId, Price price, Quantity total, VenueTime at)
    {
        AmendmentCount++;
        if (Amendments.Count == AmendmentLimit) Amendments.RemoveAt(0);
        Amendments.Add(new OrderAmendment(amendmentId, at, Price, price, Original, total));
        (Price, Original, UpdatedAt) = (price, total, at);
    }

    /// <summary>The order as it is now, which does not change any more.</summary>
    internal AccountOrder Copy() => (AccountOrder)MemberwiseClone();

    internal void Fill(Price price, Quantity quantity, VenueTime at)
    {
        LastFilled = quantity;
        Executed += quantity;
        ExecutedTickLots += price.Ticks * quantity.Lots;
        Status = Remaining.IsZero ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        UpdatedAt = at;
    }
}

/// <summary>One change of an order's price and quantity.</summary>
internal sealed record OrderAmendment(
    long Id, VenueTime At, Price PriceBefore, Price PriceAfter, Quantity QuantityBefore, Quantity QuantityAfter);

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
