using Phoenix.Core.Primitives;

namespace Phoenix.Core.Orders;

/// <summary>The venue's word for where an order stands.</summary>
public enum OrderStatus
{
    New = 1,
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,

    /// <summary>Ended by self-trade prevention.</summary>
    ExpiredInMatch,

    /// <summary>A status this program does not know; the order must be asked for.</summary>
    Unrecognized,
}

/// <summary>Predicates on <see cref="OrderStatus"/>.</summary>
public static class OrderStatusExtensions
{
    /// <summary>Whether nothing more can happen to the order.</summary>
    public static bool IsTerminal(this OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.ExpiredInMatch;
}

/// <summary>What happened to an order, as distinct from where it stands now.</summary>
public enum ExecutionType
{
    New = 1,
    Trade,
    Canceled,
    Expired,
    Amendment,

    /// <summary>Liquidation or auto-deleveraging.</summary>
    Calculated,

    /// <summary>A type this program does not know; the order must be asked for.</summary>
    Unrecognized,
}

/// <summary>How long an order may rest.</summary>
public enum TimeInForce
{
    GoodTillCanceled = 1,
    ImmediateOrCancel,
    FillOrKill,

    /// <summary>Post-only (GTX): refused instead of taking liquidity.</summary>
    PostOnly,

    /// <summary>Rests until a date named with the order.</summary>
    GoodTillDate,
}

/// <summary>What an amend may change of an order.</summary>
/// <param name="Price">The limit.</param>
/// <param name="Quantity">The total, of which the executions so far are a part.</param>
public readonly record struct OrderTerms(Price Price, Quantity Quantity);

/// <summary>A limit order we want at the venue.</summary>
public sealed record OrderIntent
{
    public required Symbol Symbol { get; init; }

    public required ClientOrderId ClientOrderId { get; init; }

    public required Side Side { get; init; }

    public required Price Price { get; init; }

    public required Quantity Quantity { get; init; }

    public TimeInForce TimeInForce { get; init; } = TimeInForce.PostOnly;

    public bool ReduceOnly { get; init; }

    /// <summary>The terms it is placed with.</summary>
    public OrderTerms Terms => new(Price, Quantity);
}

/// <summary>What the venue says of one order in a reply (place, cancel, query, list).</summary>
public sealed record OrderReport
{
    public required Symbol Symbol { get; init; }

    public required ClientOrderId ClientOrderId { get; init; }

    public required OrderId OrderId { get; init; }

    public required Side Side { get; init; }

    public required Price Price { get; init; }

    public required Quantity Original { get; init; }

    /// <summary>Filled so far, over all executions.</summary>
    public required Quantity Executed { get; init; }

    public required OrderStatus Status { get; init; }

    public required VenueTime UpdateTime { get; init; }

    public OrderTerms Terms => new(Price, Original);
}

/// <summary>One execution of an order of the account.</summary>
public sealed record Fill
{
    public required Symbol Symbol { get; init; }

    public required TradeId TradeId { get; init; }

    public required OrderId OrderId { get; init; }

    public required Side Side { get; init; }

    public required Price Price { get; init; }

    public required Quantity Quantity { get; init; }

    /// <summary>In <see cref="CommissionAsset"/>; negative is a rebate.</summary>
    public required decimal Commission { get; init; }

    public required string CommissionAsset { get; init; }

    /// <summary>As the venue computed it for this execution, before commission, in the margin asset.</summary>
    public required decimal RealizedPnl { get; init; }

    public required bool IsMaker { get; init; }

    public required VenueTime Time { get; init; }
}

/// <summary>An order event of the user data stream.</summary>
/// <param name="Report">The order after the event.</param>
/// <param name="Execution">What happened.</param>
/// <param name="Fill">The execution, when <paramref name="Execution"/> is a trade; otherwise null.</param>
/// <param name="EventTime">When the venue sent it.</param>
public sealed record OrderUpdate(OrderReport Report, ExecutionType Execution, Fill? Fill, VenueTime EventTime);
