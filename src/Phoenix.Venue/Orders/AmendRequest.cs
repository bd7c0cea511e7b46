using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Orders;

/// <summary>A well-formed wish to change an order, within the filters.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Modify-Order (read
/// 2026-05-28); <c>modifyId</c> and <c>reduceOnly</c> since the change log entry of 2026-09-15.
/// </remarks>
internal sealed record AmendRequest
{
    internal required Price Price { get; init; }

    internal required PriceMatch PriceMatch { get; init; }

    /// <summary>The new total, of which the fills so far are a part.</summary>
    internal required Quantity Quantity { get; init; }

    /// <summary>Echoed in the event; null when none was sent.</summary>
    internal required long? ModifyId { get; init; }

    /// <summary>Null when a parameter is bad; the call then carries the error.</summary>
    internal static AmendRequest? Read(ApiCall call, AccountOrder order)
    {
        var side = OrderRequest.ReadSide(call);
        if (call.Error is null && side != order.Side) call.Fail(ApiError.NotValid("side"));
        if (call.Error is null && order.Kind != OrderKind.Limit) call.Fail(OrderError.NotLimit);
        var match = OrderRequest.ReadPriceMatch(call);
        var quantity = OrderRequest.ReadQuantity(call, order.Market.Contract, order.Kind);
        var price = OrderRequest.ReadPrice(call, order.Market, side, match);
        var skipsNotional = call.Flag("reduceOnly");
        if (skipsNotional && !order.IsReduceOnly) call.Fail(OrderError.NotReduceOnly);
        var request = new AmendRequest
        {
            Price = price,
            PriceMatch = match,
            Quantity = quantity,
            ModifyId = call.Integer("modifyId"),
        };
        if (call.Error is not null) return null;
        if (!skipsNotional && OrderFilters.IsTooSmall(order.Market, order.Kind, price, quantity))
        {
            call.Fail(OrderError.AmendedNotional(order.Market.Contract.Rules.MinNotional));
        }

        return call.Error is null ? request : null;
    }
}
