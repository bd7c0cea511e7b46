using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads the account's executions (<c>userTrades</c>), oldest first.</summary>
public static class TradeListDecoder
{
    public static Decoded<ImmutableArray<Fill>> Decode(ReadOnlySpan<byte> body, InstrumentTable instruments)
    {
        var json = new JsonScanner(body);
        var fills = new List<Fill>();
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (Read(ref json, instruments) is { } fill)
            {
                fills.Add(fill);
            }
        }

        return json.Fault is { } fault
            ? new([], fault)
            : new([.. fills.OrderBy(fill => fill.TradeId)], null);
    }

    private static Fill? Read(ref JsonScanner json, InstrumentTable instruments)
    {
        if (!json.FindInstrument("symbol"u8, instruments, out var grid))
        {
            return null;
        }

        long tradeId = 0, orderId = 0;
        Side side = default;
        Price price = default;
        Quantity quantity = default;
        decimal commission = 0, realized = 0;
        string? asset = null;
        var isMaker = false;
        VenueTime time = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("id"u8) ? json.ReadInteger(out tradeId)
                : name.SequenceEqual("orderId"u8) ? json.ReadInteger(out orderId)
                : name.SequenceEqual("side"u8) ? json.ReadSide(out side)
                : name.SequenceEqual("price"u8) ? json.ReadPrice(grid, out price)
                : name.SequenceEqual("qty"u8) ? json.ReadQuantity(grid, out quantity)
                : name.SequenceEqual("commission"u8) ? json.ReadDecimal(out commission)
                : name.SequenceEqual("commissionAsset"u8) ? (asset = json.ReadString()) is not null
                : name.SequenceEqual("realizedPnl"u8) ? json.ReadDecimal(out realized)
                : name.SequenceEqual("maker"u8) ? json.ReadFlag(out isMaker)
                : name.SequenceEqual("time"u8) ? json.ReadTime(out time)
                : json.SkipValue();
        }

        if (json.Fault is not null || tradeId == 0 || orderId == 0 || side == default || quantity.IsZero)
        {
            json.Fail("an execution lacks id, orderId, side or qty");
            return null;
        }

        return new Fill
        {
            Symbol = grid.Symbol,
            TradeId = new TradeId(tradeId),
            OrderId = new OrderId(orderId),
            Side = side,
            Price = price,
            Quantity = quantity,
            Commission = commission,
            CommissionAsset = asset ?? grid.Instrument.MarginAsset,
            RealizedPnl = realized,
            IsMaker = isMaker,
            Time = time,
        };
    }
}
