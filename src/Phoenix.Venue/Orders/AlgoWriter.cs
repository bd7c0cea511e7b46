using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;

namespace Phoenix.Venue.Orders;

/// <summary>Writes conditional orders as replies and as events of the user data stream.</summary>
/// <remarks>
/// Events with the keys recorded on the mainnet on 2025-12-11 (a STOP_MARKET order triggered and filled), the others
/// as documented. What a released order has done is told from TRIGGERED on.
/// </remarks>
internal static class AlgoWriter
{
    internal static byte[] Update(JsonText json, AlgoOrder algo, VenueTime now)
    {
        var rules = algo.Market.Contract.Rules;
        json.Clear().BeginObject()
            .Member("e"u8, "ALGO_UPDATE"u8)
            .Member("T"u8, now.Milliseconds)
            .Member("E"u8, now.Milliseconds)
            .Name("o"u8).BeginObject()
            .Member("caid"u8, algo.ClientAlgoId)
            .Member("aid"u8, algo.AlgoId)
            .Member("at"u8, "CONDITIONAL"u8)
            .Member("o"u8, Words.Of(algo.Kind))
            .Member("s"u8, rules.Symbol.Name)
            .Member("S"u8, Words.Of(algo.Side))
            .Member("ps"u8, Words.Of(algo.PositionSide))
            .Member("f"u8, Words.Of(algo.TimeInForce))
            .Member("q"u8, rules.ToDecimal(algo.Quantity))
            .Member("X"u8, Words.Of(algo.Status))
            .Member("ai"u8, ActualId(algo));
        if (algo.Status is not (AlgoStatus.New or AlgoStatus.Triggering)) WriteOutcome(json, algo);
        json.Member("tp"u8, rules.ToDecimal(algo.Trigger))
            .Member("p"u8, rules.ToDecimal(algo.Price))
            .Member("V"u8, Words.Of(algo.SelfTrade))
            .Member("wt"u8, Words.WorkingType(algo.FollowsMark))
            .Member("pm"u8, Words.Of(algo.PriceMatch))
            .Member("cp"u8, algo.ClosesPosition)
            .Member("pP"u8, algo.IsPriceProtected)
            .Member("R"u8, algo.IsReduceOnly)
            .Member("tt"u8, algo.TriggeredAt.Milliseconds)
            .Member("gtd"u8, algo.GoodTill.Milliseconds);
        if (algo.Status is AlgoStatus.Canceled or AlgoStatus.Rejected or AlgoStatus.Expired)
        {
            json.Member("rm"u8, algo.RejectReason);
        }

        return json.EndObject().EndObject().ToArray();
    }

    /// <summary>The reply to a placement.</summary>
    internal static void WritePlaced(JsonText json, AlgoOrder algo)
    {
        var contract = algo.Market.Contract;
        WriteHead(json, algo);
        json.Member("triggerPrice"u8, contract, algo.Trigger)
            .Member("price"u8, contract, algo.Price)
            .Name("icebergQuantity"u8).Raw("null"u8);
        WriteTerms(json, algo);
        var isTrailing = algo.Kind == AlgoKind.TrailingStopMarket;
        var rate = isTrailing ? algo.CallbackRate.ToString(CultureInfo.InvariantCulture) : string.Empty;
        json.Name("activatePrice"u8);
        if (isTrailing)
        {
            json.Value(contract, algo.Activation);
        }
        else
        {
            json.Value(""u8);
        }

        json.Member("callbackRate"u8, rate);
        WriteTimes(json, algo);
    }

    /// <summary>The reply to a query.</summary>
    internal static void WriteQueried(JsonText json, AlgoOrder algo)
    {
        var contract = algo.Market.Contract;
        WriteHead(json, algo);
        json.Member("actualOrderId"u8, ActualId(algo))
            .Member("actualPrice"u8, algo.Actual?.AveragePrice ?? 0m, 5)
            .Member("triggerPrice"u8, contract, algo.Trigger)
            .Member("price"u8, contract, algo.Price)
            .Name("icebergQuantity"u8).Raw("null"u8)
            .Member("tpTriggerPrice"u8, 0m, contract.PriceDecimals)
            .Member("tpPrice"u8, 0m, contract.PriceDecimals)
            .Member("slTriggerPrice"u8, 0m, contract.PriceDecimals)
            .Member("slPrice"u8, 0m, contract.PriceDecimals)
            .Member("tpOrderType"u8, ""u8);
        WriteTerms(json, algo);
        if (algo.Kind == AlgoKind.TrailingStopMarket)
        {
            json.Member("activatePrice"u8, contract, algo.Activation)
                .Member("callbackRate"u8, algo.CallbackRate);
        }

        WriteTimes(json, algo);
    }

    private static string ActualId(AlgoOrder algo) =>
        algo.Actual?.OrderId.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static void WriteOutcome(JsonText json, AlgoOrder algo)
    {
        var rules = algo.Market.Contract.Rules;
        var done = algo.Status == AlgoStatus.Finished ? algo.Actual : null;
        json.Member("ap"u8, decimal.Round(done?.AveragePrice ?? 0m, 8))
            .Member("aq"u8, done is null ? 0m : rules.ToDecimal(done.Executed))
            .Member("act"u8, algo.Actual is { } actual ? Words.Of(actual.Kind) : "0"u8);
    }

    private static void WriteHead(JsonText json, AlgoOrder algo)
    {
        var contract = algo.Market.Contract;
        json.BeginObject()
            .Member("algoId"u8, algo.AlgoId)
            .Member("clientAlgoId"u8, algo.ClientAlgoId)
            .Member("algoType"u8, "CONDITIONAL"u8)
            .Member("orderType"u8, Words.Of(algo.Kind))
            .Member("symbol"u8, contract.Symbol.Name)
            .Member("side"u8, Words.Of(algo.Side))
            .Member("positionSide"u8, Words.Of(algo.PositionSide))
            .Member("timeInForce"u8, Words.Of(algo.TimeInForce))
            .Member("quantity"u8, contract, algo.Quantity)
            .Member("algoStatus"u8, Words.Of(algo.Status));
    }

    private static void WriteTerms(JsonText json, AlgoOrder algo) => json
        .Member("selfTradePreventionMode"u8, Words.Of(algo.SelfTrade))
        .Member("workingType"u8, Words.WorkingType(algo.FollowsMark))
        .Member("priceMatch"u8, Words.Of(algo.PriceMatch))
        .Member("closePosition"u8, algo.ClosesPosition)
        .Member("priceProtect"u8, algo.IsPriceProtected)
        .Member("reduceOnly"u8, algo.IsReduceOnly);

    private static void WriteTimes(JsonText json, AlgoOrder algo) => json
        .Member("createTime"u8, algo.CreatedAt.Milliseconds)
        .Member("updateTime"u8, algo.UpdatedAt.Milliseconds)
        .Member("triggerTime"u8, algo.TriggeredAt.Milliseconds)
        .Member("goodTillDate"u8, algo.GoodTill.Milliseconds)
        .EndObject();
}
