using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Accounts;

/// <summary>An order that is about to be accepted.</summary>
/// <param name="Price">Unset for market orders.</param>
internal readonly record struct Opening(
    SymbolMarket Market,
    Side Side,
    PositionSide PositionSide,
    OrderKind Kind,
    Price Price,
    Quantity Quantity,
    bool IsReduceOnly);

/// <summary>Which orders an account's position mode, positions and margin allow.</summary>
internal static class OpeningRules
{
    /// <remarks>
    /// Hedge mode refuses the parameter with either value: https://github.com/ccxt/go-binance/issues/521 (2023).
    /// </remarks>
    internal static readonly ApiError ReduceOnlyNotWanted =
        ApiError.Filter(-1106, "Parameter 'reduceonly' sent when not required.");

    private static readonly ApiError BeyondLeverage =
        ApiError.Filter(-2027, "Exceeded the maximum allowable position at current leverage.");

    private static readonly ApiError Locked = ApiError.Filter(
        -4400,
        "Futures Trading Quantitative Rules violated, only reduceOnly order is allowed, please try again later.");

    /// <summary>Whether an order of hedge mode closes its side; such orders act as reduce-only.</summary>
    internal static bool Closes(PositionSide positionSide, Side side) => positionSide switch
    {
        PositionSide.Long => side == Side.Sell,
        PositionSide.Short => side == Side.Buy,
        _ => false,
    };

    internal static ApiError? Refuse(VenueAccount account, in Opening order)
    {
        if (account.IsHedged != (order.PositionSide != PositionSide.Both)) return ApiError.WrongPositionSide;
        if (account.IsHedged && order.IsReduceOnly) return ReduceOnlyNotWanted;
        if (order.IsReduceOnly || Closes(order.PositionSide, order.Side)) return RefuseClosing(account, order);
        return RefuseMargin(account, order, null);
    }

    /// <summary>Whether the margin carries the order.</summary>
    /// <param name="replaced">The open order whose place it takes, if any.</param>
    internal static ApiError? RefuseMargin(VenueAccount account, in Opening order, AccountOrder? replaced)
    {
        var contract = account.Contracts[order.Market.Index];
        var price = PriceOf(order);
        var notional = price * order.Market.Contract.Rules.ToDecimal(order.Quantity);
        var before = Margin.Open(account, order.Market.Index);
        var after = Margin.Open(account, order.Market.Index, replaced).With(order.Side, notional);
        var needed = Margin.OfOrders(account, contract, after) - Margin.OfOrders(account, contract, before);
        if (needed <= 0) return null;
        if (account.Locks.Holds(order.Market.Index)) return Locked;
        if (Margin.Largest(account, contract, after) > contract.MaxNotional) return BeyondLeverage;
        var worse = order.Side.Sign() * (price - order.Market.MarkPrice);
        var loss = Math.Max(0m, worse) * order.Market.Contract.Rules.ToDecimal(order.Quantity);
        return needed + loss > Margin.Behind(account, contract.Asset).Available ? ApiError.Margin : null;
    }

    private static decimal PriceOf(in Opening order)
    {
        var rules = order.Market.Contract.Rules;
        if (order.Kind == OrderKind.Limit) return rules.ToDecimal(order.Price);
        var opposite = order.Market.Book.Of(order.Side.Opposite());
        return opposite.Count == 0 ? order.Market.MarkPrice : rules.ToDecimal(opposite.BestPrice);
    }

    /// <summary>
    /// Whether the position carries an order that may only reduce it. One at the market goes before those that rest,
    /// which end when nothing is left for them.
    /// </summary>
    /// <param name="replaced">The open order whose place it takes, if any.</param>
    internal static ApiError? RefuseClosing(VenueAccount account, in Opening order, AccountOrder? replaced = null)
    {
        var position = account.Contracts[order.Market.Index].Ledger(order.PositionSide).Position;
        if (Math.Sign(position.Lots) != -order.Side.Sign()) return ApiError.ReduceOnly;
        var promised = order.Quantity.Lots;
        if (order.Kind == OrderKind.Market) return promised > position.Size.Lots ? ApiError.ReduceOnly : null;
        foreach (var open in account.Open(order.Market.Index))
        {
            var isSame = open.Side == order.Side && open.PositionSide == order.PositionSide;
            if (isSame && open.IsReduceOnly && open != replaced)
            {
                promised += open.Remaining.Lots;
            }
        }

        return promised > position.Size.Lots ? ApiError.ReduceOnly : null;
    }
}
