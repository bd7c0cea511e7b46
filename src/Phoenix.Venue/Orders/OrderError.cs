using Phoenix.Venue.Api;

namespace Phoenix.Venue.Orders;

/// <summary>Refusals that only orders meet, in the exchange's words.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code (read 2026-05-28) and its
/// change log up to 2026-09-15.
/// </remarks>
internal static class OrderError
{
    /// <summary>The market is halted, or cancels only.</summary>
    /// <remarks>
    /// The code is the documented one for a contract that is not in trading; which one the exchange answers in its
    /// states of 2026 is not documented.
    /// </remarks>
    internal static ApiError NotTrading { get; } = new(400, -4140, "Invalid symbol status for opening position.");

    internal static ApiError NotTradingToAmend { get; } =
        new(400, -5024, "Symbol is not in trading status. Order amendment is not permitted.");

    internal static ApiError NotLimit { get; } = new(400, -5025, "Only limit order is supported.");

    internal static ApiError TooManyAmendments { get; } = new(400, -5026, "Exceed maximum modify order limit.");

    internal static ApiError NothingToAmend { get; } = new(400, -5027, "No need to modify the order.");

    internal static ApiError NotReduceOnly { get; } =
        new(400, -5047, "The original order is not a reduce-only order.");

    internal static ApiError PriceMatch { get; } = new(400, -5037, "Invalid price match");

    internal static ApiError PriceMatchOfMarket { get; } =
        new(400, -5038, "Price match only supports order type: LIMIT, STOP AND TAKE_PROFIT");

    internal static ApiError SelfTradePrevention { get; } = new(400, -5039, "Invalid self trade prevention mode");

    internal static ApiError GoodTillDate { get; } = new(
        400,
        -5040,
        "The goodTillDate timestamp must be greater than the current time plus 600 seconds and smaller than "
        + "253402300799000 (UTC 9999-12-31 23:59:59)");

    internal static ApiError NoLevel { get; } = new(400, -5041, "No depth matches this BBO order");

    internal static ApiError WouldTrigger { get; } = new(400, -2021, "Order would immediately trigger.");

    internal static ApiError TooManyConditional { get; } = new(400, -4045, "Reach max stop order limit.");

    internal static ApiError QuantityOfClosing { get; } =
        new(400, -4137, "Quantity must be zero with closePosition equals true");

    internal static ApiError ResponseType { get; } = new(400, -1136, "Invalid newOrderRespType.");

    internal static ApiError TimesReversed { get; } = new(400, -1023, "Start time is greater than end time.");

    internal static ApiError BadCombination { get; } =
        new(400, -1128, "Combination of optional parameters invalid.");

    internal static ApiError TooManyToCancel { get; } = new(400, -4032, "Exceed maximum cancel order size.");

    internal static ApiError AmendedNotional(decimal minimum) =>
        new(400, -5029, $"Order's notional must be no smaller than {minimum:0.##}");

    internal static ApiError BatchSize(int count) =>
        new(400, -4082, $"Invalid number of batch place orders: {count}");

    internal static ApiError TooLong(int days) => new(400, -4165, $"Maximum time interval is {days} days");

    internal static ApiError NotRequired(string parameter) =>
        new(400, -1106, $"Parameter '{parameter}' sent when not required.");
}
