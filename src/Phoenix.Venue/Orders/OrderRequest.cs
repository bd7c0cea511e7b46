using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>
/// A well-formed order request, within the filters; whether the account may have it is not decided yet.
/// </summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api (read 2026-05-28). RPI
/// is refused: no listed contract has the permission for it.
/// </remarks>
internal sealed record OrderRequest
{
    /// <summary>9999-12-31 23:59:59 UTC; no date may reach it.</summary>
    private const long EndOfTime = 253_402_300_799_000;

    private const long LeastLife = 600_000;

    private static readonly HashSet<string> Conditional = new(StringComparer.Ordinal)
    {
        "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET",
    };

    internal required SymbolMarket Market { get; init; }

    internal required Side Side { get; init; }

    internal required OrderKind Kind { get; init; }

    internal required TimeInForce TimeInForce { get; init; }

    internal required Price Price { get; init; }

    internal PriceMatch PriceMatch { get; init; }

    internal required Quantity Quantity { get; init; }

    internal required bool IsReduceOnly { get; init; }

    internal required PositionSide PositionSide { get; init; }

    internal required SelfTradePrevention SelfTrade { get; init; }

    /// <summary>In whole seconds; 0 for orders without a date.</summary>
    internal VenueTime GoodTill { get; init; }

    internal required string? ClientOrderId { get; init; }

    /// <summary>The conditional order it comes from, if any.</summary>
    internal AlgoOrder? Algo { get; init; }

    /// <summary>Whether the reply tells the outcome instead of the mere acceptance.</summary>
    internal bool WantsResult { get; init; }

    /// <summary>Null when a parameter is bad; the call then carries the error.</summary>
    internal static OrderRequest? Read(ApiCall call, VenueFloor floor)
    {
        if (call.Market(floor) is not { } market) return null;
        var side = ReadSide(call);
        var kind = ReadKind(call);
        if (call.Error is not null) return null;
        if (kind == OrderKind.Market) RefuseLimitTerms(call);
        var timeInForce = kind == OrderKind.Limit ? ReadTimeInForce(call) : TimeInForce.GoodTillCanceled;
        var positionSide = ReadPositionSide(call);
        var match = ReadPriceMatch(call);
        if (match != PriceMatch.None && kind == OrderKind.Market) call.Fail(OrderError.PriceMatchOfMarket);
        var quantity = ReadQuantity(call, market.Contract, kind);
        var price = kind == OrderKind.Limit ? ReadPrice(call, market, side, match) : default;
        var request = new OrderRequest
        {
            Market = market,
            Side = side,
            Kind = kind,
            TimeInForce = timeInForce,
            Price = price,
            PriceMatch = match,
            Quantity = quantity,
            IsReduceOnly = call.Flag("reduceOnly"),
            PositionSide = positionSide,
            SelfTrade = ReadSelfTrade(call),
            GoodTill = ReadGoodTill(call, timeInForce, floor.Now),
            ClientOrderId = OrderFilters.ClientOrderId(call, "newClientOrderId"),
            WantsResult = ReadResponseType(call),
        };
        if (call.Has("reduceOnly") && call.Account is { IsHedged: true }) call.Fail(OpeningRules.ReduceOnlyNotWanted);
        var isClosing = request.IsReduceOnly || OpeningRules.Closes(positionSide, side);
        if (call.Error is null && !isClosing && OrderFilters.IsTooSmall(market, kind, price, quantity))
        {
            call.Fail(ApiError.Notional(market.Contract.Rules.MinNotional));
        }

        return call.Error is null ? request : null;
    }

    internal static Side ReadSide(ApiCall call)
    {
        var text = call.RequiredText("side");
        if (text is not ("BUY" or "SELL")) call.Fail(ApiError.Filter(-1117, "Invalid side."));
        return text == "SELL" ? Side.Sell : Side.Buy;
    }

    internal static PositionSide ReadPositionSide(ApiCall call)
    {
        var side = Words.PositionSideOf(call.Text("positionSide"));
        if (side is null) call.Fail(ApiError.Filter(-4060, "Invalid position side."));
        return side ?? PositionSide.Both;
    }

    internal static TimeInForce ReadTimeInForce(ApiCall call)
    {
        var timeInForce = Words.TimeInForceOf(call.RequiredText("timeInForce"));
        if (timeInForce is null) call.Fail(ApiError.Filter(-1115, "Invalid timeInForce."));
        return timeInForce ?? TimeInForce.GoodTillCanceled;
    }

    internal static PriceMatch ReadPriceMatch(ApiCall call)
    {
        var match = Words.PriceMatchOf(call.Text("priceMatch"));
        if (match is null) call.Fail(OrderError.PriceMatch);
        return match ?? PriceMatch.None;
    }

    internal static SelfTradePrevention ReadSelfTrade(ApiCall call)
    {
        var mode = Words.SelfTrade(call.Text("selfTradePreventionMode"));
        if (mode is null) call.Fail(OrderError.SelfTradePrevention);
        return mode ?? SelfTradePrevention.None;
    }

    internal static Quantity ReadQuantity(ApiCall call, Contract contract, OrderKind kind)
    {
        _ = call.RequiredText("quantity");
        return call.Number("quantity") is { } number && call.Error is null
            ? OrderFilters.Quantity(call, contract, kind, number)
            : default;
    }

    /// <summary>The price that was sent, or the one at the place in the book that was named instead.</summary>
    internal static Price ReadPrice(ApiCall call, SymbolMarket market, Side side, PriceMatch match)
    {
        if (match != PriceMatch.None)
        {
            if (call.Has("price")) call.Fail(OrderError.NotRequired("price"));
            if (!market.Book.TryFindPrice(side, match, out var matched)) call.Fail(OrderError.NoLevel);
            return matched;
        }

        _ = call.RequiredText("price");
        return call.Number("price") is { } number && call.Error is null
            ? OrderFilters.Price(call, market, side, number)
            : default;
    }

    internal static VenueTime ReadGoodTill(ApiCall call, TimeInForce timeInForce, VenueTime now)
    {
        if (timeInForce != TimeInForce.GoodTillDate)
        {
            if (call.Has("goodTillDate") && call.Integer("goodTillDate") > 0)
            {
                call.Fail(OrderError.NotRequired("goodTillDate"));
            }

            return default;
        }

        _ = call.RequiredText("goodTillDate");
        var date = (call.Integer("goodTillDate") ?? 0) / 1000 * 1000;
        if (date <= now.Milliseconds + LeastLife || date >= EndOfTime) call.Fail(OrderError.GoodTillDate);
        return new VenueTime(date);
    }

    /// <summary>Whether the outcome is asked for.</summary>
    internal static bool ReadResponseType(ApiCall call)
    {
        var type = call.Text("newOrderRespType");
        if (type is not (null or "ACK" or "RESULT")) call.Fail(OrderError.ResponseType);
        return type == "RESULT";
    }

    private static OrderKind ReadKind(ApiCall call)
    {
        var text = call.RequiredText("type");
        if (Conditional.Contains(text)) call.Fail(ApiError.ConditionalOrder);
        if (text is not ("LIMIT" or "MARKET")) call.Fail(ApiError.Filter(-1116, "Invalid orderType."));
        return text == "MARKET" ? OrderKind.Market : OrderKind.Limit;
    }

    private static void RefuseLimitTerms(ApiCall call)
    {
        foreach (var name in (ReadOnlySpan<string>)["timeInForce", "price"])
        {
            if (call.Has(name)) call.Fail(OrderError.NotRequired(name));
        }
    }
}
