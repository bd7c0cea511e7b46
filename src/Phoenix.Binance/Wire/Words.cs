using System.Diagnostics.CodeAnalysis;
using System.Text;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>The venue's words and ours.</summary>
internal static class Words
{
    public static OrderStatus ToStatus(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("NEW"u8) ? OrderStatus.New
        : word.SequenceEqual("PARTIALLY_FILLED"u8) ? OrderStatus.PartiallyFilled
        : word.SequenceEqual("FILLED"u8) ? OrderStatus.Filled
        : word.SequenceEqual("CANCELED"u8) ? OrderStatus.Canceled
        : word.SequenceEqual("EXPIRED"u8) ? OrderStatus.Expired
        : word.SequenceEqual("EXPIRED_IN_MATCH"u8) ? OrderStatus.ExpiredInMatch
        : OrderStatus.Unrecognized;

    public static ExecutionType ToExecution(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("NEW"u8) ? ExecutionType.New
        : word.SequenceEqual("TRADE"u8) ? ExecutionType.Trade
        : word.SequenceEqual("CANCELED"u8) ? ExecutionType.Canceled
        : word.SequenceEqual("EXPIRED"u8) ? ExecutionType.Expired
        : word.SequenceEqual("AMENDMENT"u8) ? ExecutionType.Amendment
        : word.SequenceEqual("CALCULATED"u8) ? ExecutionType.Calculated
        : ExecutionType.Unrecognized;

    public static bool TrySide(ReadOnlySpan<byte> word, out Side side)
    {
        side = word.SequenceEqual("BUY"u8) ? Side.Buy : Side.Sell;
        return side == Side.Buy || word.SequenceEqual("SELL"u8);
    }

    public static ReadOnlySpan<byte> Of(Side side) => side == Side.Buy ? "BUY"u8 : "SELL"u8;

    public static ReadOnlySpan<byte> Of(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.PostOnly => "GTX"u8,
        TimeInForce.ImmediateOrCancel => "IOC"u8,
        TimeInForce.FillOrKill => "FOK"u8,
        _ => "GTC"u8,
    };

    /// <summary>Reads the name of an order, which must fit our type.</summary>
    public static bool ReadClientOrderId(ref this JsonScanner json, out ClientOrderId id)
    {
        id = default;
        if (json.ReadString() is not { } text)
        {
            return false;
        }

        if (text.Length is 0 or > 64)
        {
            return json.Fail("a client order id has 1 to 64 characters");
        }

        id = new ClientOrderId(text);
        return true;
    }

    public static bool ReadSide(ref this JsonScanner json, out Side side)
    {
        side = default;
        return json.ReadText(out var word) && (TrySide(word, out side) || json.Fail("a side is BUY or SELL"));
    }

    public static bool ReadStatus(ref this JsonScanner json, out OrderStatus status)
    {
        var read = json.ReadText(out var word);
        status = ToStatus(word);
        return read;
    }

    /// <summary>Beyond the year 2100 it is another unit, and nothing can be measured by it.</summary>
    public static bool ReadTime(ref this JsonScanner json, out VenueTime time)
    {
        var read = json.ReadInteger(out var milliseconds);
        time = new VenueTime(milliseconds);
        return read && (milliseconds is >= 0 and < 4_102_444_800_000
            || json.Fail("a time is milliseconds since 1970, before the year 2100"));
    }

    public static bool ReadPrice(ref this JsonScanner json, InstrumentGrid grid, out Price price)
    {
        var read = json.ReadUnits(grid.Prices, out var ticks);
        price = new Price(ticks);
        return read;
    }

    public static bool ReadQuantity(ref this JsonScanner json, InstrumentGrid grid, out Quantity quantity)
    {
        quantity = default;
        if (!json.ReadUnits(grid.Quantities, out var lots))
        {
            return false;
        }

        if (lots < 0)
        {
            return json.Fail("a quantity is never negative");
        }

        quantity = new Quantity(lots);
        return true;
    }

    /// <summary>
    /// Finds the instrument that an object names under <paramref name="key"/>, wherever in the object that is: the
    /// numbers beside it cannot be read without its grid. The scanner itself does not move.
    /// </summary>
    public static bool FindInstrument(
        ref this JsonScanner json,
        ReadOnlySpan<byte> key,
        InstrumentTable instruments,
        [NotNullWhen(true)] out InstrumentGrid? grid)
    {
        grid = null;
        var ahead = json;
        for (var more = ahead.EnterObject(); more && ahead.NextProperty(out var name);)
        {
            if (!name.SequenceEqual(key))
            {
                ahead.SkipValue();
                continue;
            }

            return ahead.ReadText(out var symbol)
                ? instruments.TryFind(symbol, out grid)
                    || json.Fail($"unknown symbol {Encoding.UTF8.GetString(symbol)}")
                : json.Fail(ahead.Fault!);
        }

        return json.Fail(ahead.Fault ?? "a symbol is missing");
    }
}
