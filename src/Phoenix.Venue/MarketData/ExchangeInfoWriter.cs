using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>Writes the trading rules document, in the shape of the mainnet's reply of September 2026.</summary>
internal static class ExchangeInfoWriter
{
    internal static void Write(JsonText json, VenueFloor floor)
    {
        json.BeginObject()
            .Member("timezone"u8, "UTC"u8)
            .Member("serverTime"u8, floor.Now.Milliseconds)
            .Member("futuresType"u8, "U_MARGINED"u8)
            .Name("rateLimits"u8).BeginArray();
        WriteLimit(json, "REQUEST_WEIGHT"u8, "MINUTE"u8, 1, floor.Limits.WeightPerMinute);
        WriteLimit(json, "ORDERS"u8, "MINUTE"u8, 1, 1200);
        WriteLimit(json, "ORDERS"u8, "SECOND"u8, 10, 300);
        json.EndArray()
            .Name("exchangeFilters"u8).BeginArray().EndArray()
            .Name("assets"u8).BeginArray();
        WriteAssets(json, floor);
        json.EndArray()
            .Name("symbols"u8).BeginArray();
        foreach (var market in floor.Markets)
        {
            WriteSymbol(json, market);
        }

        json.EndArray().EndObject();
    }

    /// <summary>The margin assets, with values of the documented example.</summary>
    private static void WriteAssets(JsonText json, VenueFloor floor)
    {
        foreach (var asset in floor.Markets.Select(market => market.Contract.Rules.MarginAsset).Distinct())
        {
            json.BeginObject()
                .Member("asset"u8, asset)
                .Member("marginAvailable"u8, truth: true)
                .Member("autoAssetExchange"u8, "-10000"u8)
                .EndObject();
        }
    }

    internal static void WriteLimit(
        JsonText json, ReadOnlySpan<byte> type, ReadOnlySpan<byte> interval, int number, int limit, int? count = null)
    {
        json.BeginObject()
            .Member("rateLimitType"u8, type)
            .Member("interval"u8, interval)
            .Member("intervalNum"u8, number)
            .Member("limit"u8, limit);
        if (count is { } used) json.Member("count"u8, used);
        json.EndObject();
    }

    private static void WriteSymbol(JsonText json, SymbolMarket market)
    {
        var contract = market.Contract;
        json.BeginObject()
            .Member("symbol"u8, contract.Symbol.Name)
            .Member("pair"u8, contract.Symbol.Name)
            .Member("contractType"u8, "PERPETUAL"u8)
            .Member("deliveryDate"u8, 4133404800000)
            .Member("onboardDate"u8, contract.OnboardDate)
            .Member("status"u8, Words.Of(market.Status))
            .Member("maintMarginPercent"u8, "2.5000"u8)
            .Member("requiredMarginPercent"u8, "5.0000"u8)
            .Member("baseAsset"u8, contract.BaseAsset)
            .Member("quoteAsset"u8, contract.QuoteAsset)
            .Member("marginAsset"u8, contract.Rules.MarginAsset)
            .Member("pricePrecision"u8, contract.PriceDecimals)
            .Member("quantityPrecision"u8, contract.QuantityDecimals)
            .Member("baseAssetPrecision"u8, 8)
            .Member("quotePrecision"u8, 8)
            .Member("underlyingType"u8, "COIN"u8)
            .Name("underlyingSubType"u8).BeginArray().Value(contract.UnderlyingSubType).Value("Crypto"u8).EndArray()
            .Member("triggerProtect"u8, "0.0500"u8)
            .Member("liquidationFee"u8, "0.012500"u8)
            .Member("marketTakeBound"u8, contract.MarketTakeBound)
            .Member("maxMoveOrderLimit"u8, contract.MaxAmendments);
        WriteFilters(json, contract);
        json.Name("orderTypes"u8).BeginArray()
            .Value("LIMIT"u8).Value("MARKET"u8).Value("STOP"u8).Value("STOP_MARKET"u8).Value("TAKE_PROFIT"u8)
            .Value("TAKE_PROFIT_MARKET"u8).Value("TRAILING_STOP_MARKET"u8).EndArray()
            .Name("timeInForce"u8).BeginArray()
            .Value("GTC"u8).Value("IOC"u8).Value("FOK"u8).Value("GTX"u8).Value("GTD"u8).EndArray()
            .EndObject();
    }

    private static void WriteFilters(JsonText json, Contract contract)
    {
        var rules = contract.Rules;
        json.Name("filters"u8).BeginArray()
            .BeginObject()
            .Member("maxPrice"u8, rules.ToDecimal(contract.MaxPrice))
            .Member("filterType"u8, "PRICE_FILTER"u8)
            .Member("minPrice"u8, rules.ToDecimal(contract.MinPrice), contract.PriceDecimals)
            .Member("tickSize"u8, rules.TickSize, contract.PriceDecimals)
            .EndObject()
            .BeginObject()
            .Member("stepSize"u8, rules.LotSize)
            .Member("filterType"u8, "LOT_SIZE"u8)
            .Member("maxQty"u8, rules.ToDecimal(rules.MaxQuantity))
            .Member("minQty"u8, rules.ToDecimal(rules.MinQuantity))
            .EndObject()
            .BeginObject()
            .Member("minQty"u8, rules.ToDecimal(rules.MinQuantity))
            .Member("maxQty"u8, rules.ToDecimal(contract.MaxMarketQuantity))
            .Member("stepSize"u8, rules.LotSize)
            .Member("filterType"u8, "MARKET_LOT_SIZE"u8)
            .EndObject()
            .BeginObject().Member("filterType"u8, "MAX_NUM_ORDERS"u8).Member("limit"u8, rules.MaxOpenOrders).EndObject()
            .BeginObject().Member("filterType"u8, "MIN_NOTIONAL"u8).Member("notional"u8, rules.MinNotional).EndObject()
            .BeginObject()
            .Member("filterType"u8, "PERCENT_PRICE"u8)
            .Member("multiplierUp"u8, rules.PriceBandUp, 4)
            .Member("multiplierDown"u8, rules.PriceBandDown, 4)
            .Member("multiplierDecimal"u8, "4"u8)
            .EndObject()
            .BeginObject()
            .Member("filterType"u8, "POSITION_RISK_CONTROL"u8)
            .Member("positionControlSide"u8, "NONE"u8)
            .EndObject()
            .EndArray();
    }
}
