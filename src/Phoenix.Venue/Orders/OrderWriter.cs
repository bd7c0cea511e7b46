using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Orders;

/// <summary>Writes orders and executions as replies show them.</summary>
internal static class OrderWriter
{
    /// <summary>The reply to a placement or a cancellation.</summary>
    /// <param name="asAccepted">Whether fills are left out, as the mere acknowledgement does.</param>
    internal static void WriteReply(JsonText json, AccountOrder order, bool asAccepted)
    {
        var contract = order.Market.Contract;
        var executed = asAccepted ? default : order.Executed;
        var average = asAccepted ? 0m : order.AveragePrice;
        var notional = asAccepted ? 0m : order.ExecutedNotional;
        json.BeginObject()
            .Member("orderId"u8, order.OrderId)
            .Member("symbol"u8, contract.Symbol.Name)
            .Member("status"u8, Words.Of(asAccepted ? OrderStatus.New : order.Status))
            .Member("clientOrderId"u8, order.ClientOrderId)
            .Member("price"u8, contract, order.Price)
            .Member("avgPrice"u8, average, Decimals(average, contract))
            .Member("origQty"u8, contract, order.Original)
            .Member("executedQty"u8, contract, executed)
            .Member("cumQty"u8, contract, executed)
            .Member("cumQuote"u8, notional, 5);
        WriteTerms(json, order);
        json.Member("updateTime"u8, order.UpdatedAt.Milliseconds).EndObject();
    }

    /// <summary>The reply to a query.</summary>
    internal static void WriteQueried(JsonText json, AccountOrder order)
    {
        var contract = order.Market.Contract;
        json.BeginObject()
            .Member("orderId"u8, order.OrderId)
            .Member("symbol"u8, contract.Symbol.Name)
            .Member("status"u8, Words.Of(order.Status))
            .Member("clientOrderId"u8, order.ClientOrderId)
            .Member("price"u8, contract, order.Price)
            .Member("avgPrice"u8, order.AveragePrice, Decimals(order.AveragePrice, contract))
            .Member("origQty"u8, contract, order.Original)
            .Member("executedQty"u8, contract, order.Executed)
            .Member("cumQuote"u8, order.ExecutedNotional, 5);
        WriteTerms(json, order);
        json.Member("time"u8, order.CreatedAt.Milliseconds)
            .Member("updateTime"u8, order.UpdatedAt.Milliseconds)
            .EndObject();
    }

    internal static void WriteTrade(JsonText json, AccountTrade trade)
    {
        var order = trade.Order;
        var contract = order.Market.Contract;
        json.BeginObject()
            .Member("symbol"u8, contract.Symbol.Name)
            .Member("id"u8, trade.Id.Value)
            .Member("orderId"u8, order.OrderId)
            .Member("side"u8, Words.Of(order.Side))
            .Member("price"u8, contract, trade.Price)
            .Member("qty"u8, contract, trade.Quantity)
            .Member("realizedPnl"u8, trade.RealizedPnl, 8)
            .Member("quoteQty"u8, contract.Rules.Notional(trade.Price, trade.Quantity), 5)
            .Member("commission"u8, trade.Commission, 8)
            .Member("commissionAsset"u8, contract.Rules.MarginAsset)
            .Member("time"u8, trade.At.Milliseconds)
            .Member("positionSide"u8, Words.Of(order.PositionSide))
            .Member("buyer"u8, order.Side == Side.Buy)
            .Member("maker"u8, trade.IsMaker)
            .EndObject();
    }

    /// <param name="index">Among those that are kept.</param>
    internal static void WriteAmendment(JsonText json, AccountOrder order, int index)
    {
        var rules = order.Market.Contract.Rules;
        var change = order.Amendments[index];
        json.BeginObject()
            .Member("amendmentId"u8, change.Id)
            .Member("symbol"u8, rules.Symbol.Name)
            .Member("pair"u8, rules.Symbol.Name)
            .Member("orderId"u8, order.OrderId)
            .Member("clientOrderId"u8, order.ClientOrderId)
            .Member("time"u8, change.At.Milliseconds)
            .Name("amendment"u8).BeginObject()
            .Name("price"u8).BeginObject()
            .Member("before"u8, rules.ToDecimal(change.PriceBefore))
            .Member("after"u8, rules.ToDecimal(change.PriceAfter))
            .EndObject()
            .Name("origQty"u8).BeginObject()
            .Member("before"u8, rules.ToDecimal(change.QuantityBefore))
            .Member("after"u8, rules.ToDecimal(change.QuantityAfter))
            .EndObject()
            .Member("count"u8, order.AmendmentCount - order.Amendments.Count + index + 1)
            .EndObject().EndObject();
    }

    private static void WriteTerms(JsonText json, AccountOrder order)
    {
        json.Member("timeInForce"u8, Words.Of(order.TimeInForce))
            .Member("type"u8, Words.Of(order.Kind))
            .Member("reduceOnly"u8, order.IsReduceOnly)
            .Member("closePosition"u8, order.Algo?.ClosesPosition ?? false)
            .Member("side"u8, Words.Of(order.Side))
            .Member("positionSide"u8, Words.Of(order.PositionSide))
            .Member("stopPrice"u8, order.Market.Contract, order.Algo?.Trigger ?? default)
            .Member("workingType"u8, order.WorkingType)
            .Member("priceProtect"u8, order.Algo?.IsPriceProtected ?? false)
            .Member("origType"u8, order.OriginalType);
        if (order.Algo is { Kind: AlgoKind.TrailingStopMarket } trailing)
        {
            json.Member("activatePrice"u8, order.Market.Contract, trailing.Activation)
                .Member("priceRate"u8, trailing.CallbackRate);
        }

        json.Member("priceMatch"u8, Words.Of(order.PriceMatch))
            .Member("selfTradePreventionMode"u8, Words.Of(order.SelfTrade))
            .Member("goodTillDate"u8, order.GoodTill.Milliseconds);
    }

    /// <summary>An average lies between the ticks; recorded replies print it with five decimals at least.</summary>
    private static int Decimals(decimal average, Contract contract) =>
        average == 0 ? contract.PriceDecimals : Math.Max(5, contract.PriceDecimals + 2);
}
