using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads an order as REST and trading API print it in their replies.</summary>
/// <remarks>
/// Average price and cumulative quote are not read: the venue dropped them from its specification in 2026.
/// </remarks>
public static class OrderReportDecoder
{
    public static Decoded<OrderReport> Decode(ReadOnlySpan<byte> body, InstrumentTable instruments)
    {
        var json = new JsonScanner(body);
        var report = Read(ref json, instruments);
        return json.Fault is { } fault ? new(null, fault) : new(report, null);
    }

    public static Decoded<ImmutableArray<OrderReport>> DecodeList(ReadOnlySpan<byte> body, InstrumentTable instruments)
    {
        var json = new JsonScanner(body);
        var reports = ImmutableArray.CreateBuilder<OrderReport>();
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (Read(ref json, instruments) is { } report)
            {
                reports.Add(report);
            }
        }

        return json.Fault is { } fault ? new([], fault) : new(reports.ToImmutable(), null);
    }

    /// <summary>Null after a fault.</summary>
    internal static OrderReport? Read(ref JsonScanner json, InstrumentTable instruments)
    {
        if (!json.FindInstrument("symbol"u8, instruments, out var grid))
        {
            return null;
        }

        ClientOrderId clientOrderId = default;
        long orderId = 0;
        Side side = default;
        Price price = default;
        Quantity original = default, executed = default;
        OrderStatus status = default;
        VenueTime time = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("clientOrderId"u8) ? json.ReadClientOrderId(out clientOrderId)
                : name.SequenceEqual("orderId"u8) ? json.ReadInteger(out orderId)
                : name.SequenceEqual("side"u8) ? json.ReadSide(out side)
                : name.SequenceEqual("price"u8) ? json.ReadPrice(grid, out price)
                : name.SequenceEqual("origQty"u8) ? json.ReadQuantity(grid, out original)
                : name.SequenceEqual("executedQty"u8) ? json.ReadQuantity(grid, out executed)
                : name.SequenceEqual("status"u8) ? json.ReadStatus(out status)
                : name.SequenceEqual("updateTime"u8) ? json.ReadTime(out time)
                : json.SkipValue();
        }

        if (json.Fault is not null || clientOrderId == default || orderId == 0 || side == default || status == default)
        {
            json.Fail("an order lacks clientOrderId, orderId, side or status");
            return null;
        }

        return new OrderReport
        {
            Symbol = grid.Symbol,
            ClientOrderId = clientOrderId,
            OrderId = new OrderId(orderId),
            Side = side,
            Price = price,
            Original = original,
            Executed = executed,
            Status = status,
            UpdateTime = time,
        };
    }
}
