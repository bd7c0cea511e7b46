using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Orders;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// Writes the events of the user data stream, keys and number formats as recorded on the mainnet in April 2026:
/// padded in TRADE_LITE, trimmed in the others.
/// </summary>
internal static class UserEventWriter
{
    internal static byte[] OrderUpdate(
        JsonText json,
        AccountOrder order,
        ExecutionType execution,
        AccountTrade? trade,
        string expiryReason,
        VenueTime now,
        long? modifyId = null)
    {
        var rules = order.Market.Contract.Rules;
        json.Clear().BeginObject()
            .Member("e"u8, "ORDER_TRADE_UPDATE"u8)
            .Member("T"u8, now.Milliseconds)
            .Member("E"u8, now.Milliseconds)
            .Name("o"u8).BeginObject()
            .Member("s"u8, rules.Symbol.Name)
            .Member("c"u8, order.ClientOrderId)
            .Member("S"u8, Words.Of(order.Side))
            .Member("o"u8, Words.Of(order.Kind))
            .Member("f"u8, Words.Of(order.TimeInForce))
            .Member("q"u8, rules.ToDecimal(order.Original))
            .Member("p"u8, rules.ToDecimal(order.Price))
            .Member("ap"u8, decimal.Round(order.AveragePrice, 8))
            .Member("sp"u8, order.Algo is { } algo ? rules.ToDecimal(algo.Trigger) : 0m)
            .Member("x"u8, Words.Of(execution))
            .Member("X"u8, Words.Of(execution == ExecutionType.New ? OrderStatus.New : order.Status))
            .Member("i"u8, order.OrderId);
        if (execution == ExecutionType.Amendment && modifyId is { } id) json.Member("M"u8, id);
        json.Member("l"u8, trade is null ? 0m : rules.ToDecimal(trade.Quantity))
            .Member("z"u8, rules.ToDecimal(order.Executed))
            .Member("L"u8, trade is null ? 0m : rules.ToDecimal(trade.Price))
            .Member("n"u8, trade?.Commission ?? 0m)
            .Member("N"u8, rules.MarginAsset)
            .Member("T"u8, now.Milliseconds)
            .Member("t"u8, trade?.Id.Value ?? 0);
        WriteTail(json, order, trade, expiryReason);
        return json.EndObject().EndObject().ToArray();
    }

    internal static byte[] TradeLite(
        JsonText json, AccountOrder order, in MatchEvent trade, bool isMaker, VenueTime now)
    {
        var contract = order.Market.Contract;
        return json.Clear().BeginObject()
            .Member("e"u8, "TRADE_LITE"u8)
            .Member("E"u8, now.Milliseconds)
            .Member("T"u8, now.Milliseconds)
            .Member("s"u8, contract.Symbol.Name)
            .Member("q"u8, contract, order.Original)
            .Member("p"u8, contract, order.Price)
            .Member("m"u8, isMaker)
            .Member("c"u8, order.ClientOrderId)
            .Member("S"u8, Words.Of(order.Side))
            .Member("L"u8, contract, trade.Price)
            .Member("l"u8, contract, trade.Quantity)
            .Member("t"u8, trade.TradeId.Value)
            .Member("i"u8, order.OrderId)
            .EndObject().ToArray();
    }

    internal static byte[] AccountUpdate(JsonText json, VenueAccount account, AccountOrder order, VenueTime now)
    {
        var contract = account.Contracts[order.Market.Index];
        var change = new AccountChange(
            "ORDER",
            [new BalanceChange(account.Wallet(contract.Asset), 0m)],
            [new PositionChange(contract, contract.Ledger(order.PositionSide))]);
        return BalanceEventWriter.AccountUpdate(json, change, now);
    }

    internal static byte[] ListenKeyExpired(JsonText json, string listenKey, VenueTime now) => json.Clear()
        .BeginObject()
        .Member("e"u8, "listenKeyExpired"u8)
        .Member("E"u8, now.Milliseconds)
        .Member("listenKey"u8, listenKey)
        .EndObject().ToArray();

    private static void WriteTail(JsonText json, AccountOrder order, AccountTrade? trade, string expiryReason)
    {
        var (bids, asks) = OpenNotional(order);
        json.Member("b"u8, bids)
            .Member("a"u8, asks)
            .Member("m"u8, trade?.IsMaker ?? false)
            .Member("R"u8, order.IsReduceOnly)
            .Member("wt"u8, order.WorkingType)
            .Member("ot"u8, order.OriginalType)
            .Member("ps"u8, Words.Of(order.PositionSide))
            .Member("cp"u8, order.Algo?.ClosesPosition ?? false);
        if (order.Algo is { Kind: AlgoKind.TrailingStopMarket } trailing)
        {
            json.Member("AP"u8, order.Market.Contract.Rules.ToDecimal(trailing.Activation))
                .Member("cr"u8, trailing.CallbackRate);
        }

        json.Member("rp"u8, trade?.RealizedPnl ?? 0m)
            .Member("pP"u8, order.Algo?.IsPriceProtected ?? false)
            .Member("si"u8, 0)
            .Member("ss"u8, 0)
            .Member("V"u8, Words.Of(order.SelfTrade))
            .Member("pm"u8, Words.Of(order.PriceMatch))
            .Member("gtd"u8, order.GoodTill.Milliseconds)
            .Member("er"u8, expiryReason);
    }

    /// <summary>The value of the account's resting orders in the market, per side.</summary>
    private static (decimal Bids, decimal Asks) OpenNotional(AccountOrder order)
    {
        var (bids, asks) = (0L, 0L);
        foreach (var open in order.Owner.Open(order.Market.Index))
        {
            if (!open.IsOpen) continue;
            var tickLots = open.Price.Ticks * open.Remaining.Lots;
            if (open.Side == Side.Buy)
            {
                bids += tickLots;
            }
            else
            {
                asks += tickLots;
            }
        }

        var rules = order.Market.Contract.Rules;
        return (bids * rules.TickSize * rules.LotSize, asks * rules.TickSize * rules.LotSize);
    }
}
