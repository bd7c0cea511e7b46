using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>A well-formed order request, on the grid; whether the account may have it is not decided yet.</summary>
internal sealed record OrderRequest
{
    private static readonly HashSet<string> Conditional = new(StringComparer.Ordinal)
    {
        "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET",
    };

    internal required SymbolMarket Market { get; init; }

    internal required Side Side { get; init; }

    internal required OrderKind Kind { get; init; }

    internal required TimeInForce TimeInForce { get; init; }

    internal required Price Price { get; init; }

    internal required Quantity Quantity { get; init; }

    internal required bool IsReduceOnly { get; init; }

    internal required PositionSide PositionSide { get; init; }

    internal required SelfTradePrevention SelfTrade { get; init; }

    internal required string? ClientOrderId { get; init; }

    /// <summary>Whether the reply tells the outcome instead of the mere acceptance.</summary>
    internal required bool WantsResult { get; init; }

    /// <summary>Null when a parameter is bad; the call then carries the error.</summary>
    internal static OrderRequest? Read(ApiCall call, VenueFloor floor)
    {
        if (call.Market(floor) is not { } market) return null;
        var side = ReadSide(call);
        var kind = ReadKind(call);
        var timeInForce = kind == OrderKind.Limit ? ReadTimeInForce(call) : TimeInForce.GoodTillCanceled;
        var positionSide = ReadPositionSide(call);
        if (call.Text("priceMatch") is not (null or "NONE")) call.Fail(ApiError.NotValid("priceMatch"));
        var selfTrade = Words.SelfTrade(call.Text("selfTradePreventionMode"));
        if (selfTrade is null) call.Fail(ApiError.NotValid("selfTradePreventionMode"));
        var quantity = ReadQuantity(call, market.Contract, kind);
        var price = kind == OrderKind.Limit ? ReadPrice(call, market, side) : default;
        var request = new OrderRequest
        {
            Market = market,
            Side = side,
            Kind = kind,
            TimeInForce = timeInForce,
            Price = price,
            Quantity = quantity,
            IsReduceOnly = call.Flag("reduceOnly"),
            PositionSide = positionSide,
            SelfTrade = selfTrade ?? SelfTradePrevention.None,
            ClientOrderId = ReadClientOrderId(call),
            WantsResult = call.Text("newOrderRespType") == "RESULT",
        };
        request.CheckNotional(call);
        return call.Error is null ? request : null;
    }

    private static Side ReadSide(ApiCall call)
    {
        var text = call.RequiredText("side");
        if (text is not ("BUY" or "SELL")) call.Fail(ApiError.Filter(-1117, "Invalid side."));
        return text == "SELL" ? Side.Sell : Side.Buy;
    }

    private static OrderKind ReadKind(ApiCall call)
    {
        var text = call.RequiredText("type");
        if (Conditional.Contains(text)) call.Fail(ApiError.ConditionalOrder);
        if (text is not ("LIMIT" or "MARKET")) call.Fail(ApiError.Filter(-1116, "Invalid orderType."));
        return text == "MARKET" ? OrderKind.Market : OrderKind.Limit;
    }

    private static TimeInForce ReadTimeInForce(ApiCall call)
    {
        var timeInForce = Words.TimeInForceOf(call.RequiredText("timeInForce"));
        if (timeInForce is null) call.Fail(ApiError.Filter(-1115, "Invalid timeInForce."));
        return timeInForce ?? TimeInForce.GoodTillCanceled;
    }

    private static PositionSide ReadPositionSide(ApiCall call)
    {
        var side = Words.PositionSideOf(call.Text("positionSide"));
        if (side is null) call.Fail(ApiError.Filter(-4060, "Invalid position side."));
        return side ?? PositionSide.Both;
    }

    private static Quantity ReadQuantity(ApiCall call, Contract contract, OrderKind kind)
    {
        _ = call.RequiredText("quantity");
        if (call.Number("quantity") is not { } number || call.Error is not null) return default;
        if (number <= 0)
        {
            call.Fail(ApiError.Filter(-4003, "Quantity less than or equal to zero."));
            return default;
        }

        if (!contract.Rules.TryQuantity(number, out var quantity)) call.Fail(ApiError.Precision);
        if (quantity < contract.Rules.MinQuantity)
        {
            call.Fail(ApiError.Filter(-4004, "Quantity less than min quantity."));
        }

        var most = kind == OrderKind.Market ? contract.MaxMarketQuantity : contract.Rules.MaxQuantity;
        if (quantity > most) call.Fail(ApiError.Filter(-4005, "Quantity greater than max quantity."));
        return quantity;
    }

    private static Price ReadPrice(ApiCall call, SymbolMarket market, Side side)
    {
        _ = call.RequiredText("price");
        if (call.Number("price") is not { } number || call.Error is not null) return default;
        var contract = market.Contract;
        if (number <= 0)
        {
            call.Fail(ApiError.Filter(-4001, "Price less than 0."));
            return default;
        }

        if (decimal.Round(number, contract.PriceDecimals) != number) call.Fail(ApiError.Precision);
        if (!contract.Rules.TryPrice(number, out var price))
        {
            call.Fail(ApiError.Filter(-4014, "Price not increased by tick size."));
        }

        if (price > contract.MaxPrice) call.Fail(ApiError.Filter(-4002, "Price greater than max price."));
        if (price < contract.MinPrice) call.Fail(ApiError.Filter(-4013, "Price less than min price."));
        var cap = market.MarkPrice * contract.Rules.PriceBandUp;
        var floor = market.MarkPrice * contract.Rules.PriceBandDown;
        if (side == Side.Buy && number > cap)
        {
            call.Fail(ApiError.Filter(-4016, $"Limit price can't be higher than {cap:F2}."));
        }

        if (side == Side.Sell && number < floor)
        {
            call.Fail(ApiError.Filter(-4024, $"Limit price can't be lower than {floor:F2}."));
        }

        return price;
    }

    private static string? ReadClientOrderId(ApiCall call)
    {
        var id = call.Text("newClientOrderId");
        if (id is null) return null;
        if (id.Length > 36)
        {
            call.Fail(ApiError.Filter(-4015, "Client order id length should not be more than 36 chars"));
        }

        foreach (var letter in id)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '/' or '_' or '-') continue;
            const string Legal = @"^[\.A-Z\:/a-z0-9_-]{1,36}$";
            const string Text =
                "Illegal characters found in parameter 'newClientOrderId'; legal range is '" + Legal + "'.";
            call.Fail(ApiError.Filter(-1100, Text));
        }

        return id;
    }

    private void CheckNotional(ApiCall call)
    {
        if (call.Error is not null || IsReduceOnly) return;
        var rules = Market.Contract.Rules;
        var price = Kind == OrderKind.Limit ? rules.ToDecimal(Price) : Market.MarkPrice;
        if (price * rules.ToDecimal(Quantity) < rules.MinNotional) call.Fail(ApiError.Notional(rules.MinNotional));
    }
}
