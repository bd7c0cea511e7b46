using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Orders;

/// <summary>The filters the venue publishes, each with the exchange's code for breaking it.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/common-definition (read 2026-05-28).
/// PERCENT_PRICE binds one side each: buys from above, sells from below.
/// </remarks>
internal static class OrderFilters
{
    /// <summary>PRICE_FILTER and PERCENT_PRICE.</summary>
    internal static Price Price(ApiCall call, SymbolMarket market, Side side, decimal number)
    {
        var contract = market.Contract;
        var price = OnGrid(call, contract, number);
        if (call.Error is not null) return default;
        if (OutOfBand(contract, side, price, market.MarkPrice) is { } refusal) call.Fail(refusal);
        return price;
    }

    /// <summary>PERCENT_PRICE around <paramref name="center"/>; null when the price is within.</summary>
    internal static ApiError? OutOfBand(Contract contract, Side side, Price price, decimal center)
    {
        var number = contract.Rules.ToDecimal(price);
        var cap = center * contract.Rules.PriceBandUp;
        var floor = center * contract.Rules.PriceBandDown;
        return side == Side.Buy && number > cap
            ? ApiError.Filter(-4016, $"Limit price can't be higher than {cap:F2}.")
            : side == Side.Sell && number < floor
            ? ApiError.Filter(-4024, $"Limit price can't be lower than {floor:F2}.")
            : null;
    }

    /// <summary>PRICE_FILTER alone, as for trigger prices.</summary>
    internal static Price OnGrid(ApiCall call, Contract contract, decimal number)
    {
        if (number <= 0)
        {
            call.Fail(ApiError.Filter(-4001, "Price less than 0."));
            return default;
        }

        if (number > contract.Rules.ToDecimal(contract.MaxPrice))
        {
            call.Fail(ApiError.Filter(-4002, "Price greater than max price."));
            return default;
        }

        if (decimal.Round(number, contract.PriceDecimals) != number) call.Fail(ApiError.Precision);
        if (!contract.Rules.TryPrice(number, out var price))
        {
            call.Fail(ApiError.Filter(-4014, "Price not increased by tick size."));
        }

        if (price < contract.MinPrice) call.Fail(ApiError.Filter(-4013, "Price less than min price."));
        return price;
    }

    /// <summary>LOT_SIZE, or MARKET_LOT_SIZE.</summary>
    internal static Quantity Quantity(ApiCall call, Contract contract, OrderKind kind, decimal number)
    {
        if (number <= 0)
        {
            call.Fail(ApiError.Filter(-4003, "Quantity less than or equal to zero."));
            return default;
        }

        var most = kind == OrderKind.Market ? contract.MaxMarketQuantity : contract.Rules.MaxQuantity;
        if (number > contract.Rules.ToDecimal(most))
        {
            call.Fail(ApiError.Filter(-4005, "Quantity greater than max quantity."));
            return default;
        }

        if (decimal.Round(number, contract.QuantityDecimals) != number) call.Fail(ApiError.Precision);
        if (!contract.Rules.TryQuantity(number, out var quantity))
        {
            call.Fail(ApiError.Filter(-4023, "Qty not increased by step size."));
        }

        if (quantity < contract.Rules.MinQuantity)
        {
            call.Fail(ApiError.Filter(-4004, "Quantity less than min quantity."));
        }

        return quantity;
    }

    /// <summary>MIN_NOTIONAL; a market order is valued at the mark price.</summary>
    internal static bool IsTooSmall(SymbolMarket market, OrderKind kind, Price price, Quantity quantity)
    {
        var rules = market.Contract.Rules;
        var each = kind == OrderKind.Limit ? rules.ToDecimal(price) : market.MarkPrice;
        return each * rules.ToDecimal(quantity) < rules.MinNotional;
    }

    internal static string? ClientOrderId(ApiCall call, string parameter)
    {
        if (call.Text(parameter) is not { } id) return null;
        if (id.Length > 36)
        {
            call.Fail(ApiError.Filter(-4015, "Client order id length should not be more than 36 chars"));
        }

        foreach (var letter in id)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '/' or '_' or '-') continue;
            const string Legal = @"^[\.A-Z\:/a-z0-9_-]{1,36}$";
            call.Fail(ApiError.Filter(
                -1100, $"Illegal characters found in parameter '{parameter}'; legal range is '{Legal}'."));
        }

        return id;
    }
}
