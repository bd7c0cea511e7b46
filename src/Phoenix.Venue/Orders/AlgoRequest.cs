using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>Reads conditional orders.</summary>
/// <remarks>
/// Sources: .../trade/rest-api/New-Algo-Order of
/// https://developers.binance.com/docs/derivatives/usds-margined-futures (read 2026-05-28); callback rates up to 20
/// since the change log entry of 2026-10-23; a trailing stop with a trigger price is refused with -2021
/// (https://github.com/nautechsystems/nautilus_trader/issues/4192, 2026-06-03). Margin is looked at when the order is
/// triggered, not before.
/// </remarks>
internal static class AlgoRequest
{
    private const decimal LeastCallbackRate = 0.1m;
    private const decimal MostCallbackRate = 20m;

    /// <summary>Null when a parameter is bad; the call then carries the error.</summary>
    internal static AlgoOrder? Read(ApiCall call, VenueFloor floor, long algoId, Func<string> makeUpId)
    {
        if (call.RequiredText("algoType") != "CONDITIONAL") call.Fail(ApiError.NotValid("algoType"));
        if (call.Market(floor) is not { } market) return null;
        var side = OrderRequest.ReadSide(call);
        var kind = ReadKind(call);
        if (call.Error is not null) return null;
        var isLimit = kind is AlgoKind.Stop or AlgoKind.TakeProfit;
        var isTrailing = kind == AlgoKind.TrailingStopMarket;
        var closes = ReadClosePosition(call, kind);
        var match = OrderRequest.ReadPriceMatch(call);
        if (match != PriceMatch.None && !isLimit) call.Fail(OrderError.PriceMatchOfMarket);
        var timeInForce = call.Has("timeInForce") ? OrderRequest.ReadTimeInForce(call) : TimeInForce.GoodTillCanceled;
        var orderKind = isLimit ? OrderKind.Limit : OrderKind.Market;
        var algo = new AlgoOrder
        {
            AlgoId = algoId,
            Owner = call.Account!,
            ClientAlgoId = OrderFilters.ClientOrderId(call, "clientAlgoId") ?? makeUpId(),
            Market = market,
            Kind = kind,
            Side = side,
            PositionSide = OrderRequest.ReadPositionSide(call),
            TimeInForce = timeInForce,
            Price = isLimit && match == PriceMatch.None ? ReadPrice(call, market, "price", isRequired: true) : default,
            PriceMatch = match,
            Quantity = closes ? default : OrderRequest.ReadQuantity(call, market.Contract, orderKind),
            Trigger = isTrailing ? RefuseTrigger(call) : ReadPrice(call, market, "triggerPrice", isRequired: true),
            FollowsMark = ReadWorkingType(call),
            IsPriceProtected = call.Flag("priceProtect"),
            ClosesPosition = closes,
            IsReduceOnly = closes || call.Flag("reduceOnly"),
            SelfTrade = OrderRequest.ReadSelfTrade(call),
            GoodTill = OrderRequest.ReadGoodTill(call, timeInForce, floor.Now),
            Activation = isTrailing ? ReadActivation(call, market) : default,
            CallbackRate = isTrailing ? ReadCallbackRate(call) : 0m,
            CreatedAt = floor.Now,
            UpdatedAt = floor.Now,
        };
        _ = OrderRequest.ReadResponseType(call);
        if (call.Error is null && RefuseByFilters(algo) is { } refusal) call.Fail(refusal);
        return call.Error is null ? algo : null;
    }

    /// <remarks>
    /// The mark price will be near the trigger when the order is released: the filters take the trigger for it. They
    /// look again then.
    /// </remarks>
    private static ApiError? RefuseByFilters(AlgoOrder algo)
    {
        var rules = algo.Market.Contract.Rules;
        var expected = algo.Trigger.Ticks > 0 ? rules.ToDecimal(algo.Trigger) : algo.Market.MarkPrice;
        if (algo.Price.Ticks > 0
            && OrderFilters.OutOfBand(algo.Market.Contract, algo.Side, algo.Price, expected) is { } outside)
        {
            return outside;
        }

        if (algo.IsReduceOnly || OpeningRules.Closes(algo.PositionSide, algo.Side)) return null;
        var each = algo.Price.Ticks > 0 ? rules.ToDecimal(algo.Price) : expected;
        return each * rules.ToDecimal(algo.Quantity) < rules.MinNotional ? ApiError.Notional(rules.MinNotional) : null;
    }

    private static AlgoKind ReadKind(ApiCall call)
    {
        var kind = call.RequiredText("type") switch
        {
            "STOP" => AlgoKind.Stop,
            "STOP_MARKET" => AlgoKind.StopMarket,
            "TAKE_PROFIT" => AlgoKind.TakeProfit,
            "TAKE_PROFIT_MARKET" => AlgoKind.TakeProfitMarket,
            "TRAILING_STOP_MARKET" => AlgoKind.TrailingStopMarket,
            _ => default,
        };
        if (kind == default) call.Fail(ApiError.Filter(-1116, "Invalid orderType."));
        return kind;
    }

    private static bool ReadClosePosition(ApiCall call, AlgoKind kind)
    {
        if (!call.Flag("closePosition")) return false;
        if (kind is not (AlgoKind.StopMarket or AlgoKind.TakeProfitMarket))
        {
            call.Fail(ApiError.NotValid("closePosition"));
        }

        if (call.Has("quantity")) call.Fail(OrderError.QuantityOfClosing);
        if (call.Has("reduceOnly")) call.Fail(OrderError.NotRequired("reduceonly"));
        return true;
    }

    private static bool ReadWorkingType(ApiCall call)
    {
        var type = call.Text("workingType");
        if (type is not (null or "CONTRACT_PRICE" or "MARK_PRICE"))
        {
            call.Fail(ApiError.Filter(-4031, $"Invalid parameter working type: {type}"));
        }

        return type == "MARK_PRICE";
    }

    private static Price ReadPrice(ApiCall call, SymbolMarket market, string name, bool isRequired)
    {
        if (isRequired) _ = call.RequiredText(name);
        return call.Number(name) is { } number && call.Error is null
            ? OrderFilters.OnGrid(call, market.Contract, number)
            : default;
    }

    private static Price RefuseTrigger(ApiCall call)
    {
        if (call.Has("triggerPrice")) call.Fail(OrderError.WouldTrigger);
        return default;
    }

    /// <remarks>Clients use both spellings; the documentation's is <c>activatePrice</c>.</remarks>
    private static Price ReadActivation(ApiCall call, SymbolMarket market) =>
        ReadPrice(call, market, call.Has("activatePrice") ? "activatePrice" : "activationPrice", isRequired: false);

    private static decimal ReadCallbackRate(ApiCall call)
    {
        _ = call.RequiredText("callbackRate");
        var rate = call.Number("callbackRate") ?? LeastCallbackRate;
        if (rate < LeastCallbackRate || rate > MostCallbackRate || decimal.Round(rate, 1) != rate)
        {
            call.Fail(ApiError.NotValid("callbackRate"));
        }

        return rate;
    }
}
