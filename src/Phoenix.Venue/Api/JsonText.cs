using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Api;

/// <summary>
/// Writes JSON as the exchange prints it: keys in a given order, decimals as strings with a given number of digits,
/// straight from scaled integers. One growing buffer, reused from message to message.
/// </summary>
internal sealed class JsonText
{
    private byte[] _bytes = new byte[4096];
    private int _length;
    private bool _comma;

    /// <summary>Whether a blank follows each comma.</summary>
    internal bool IsSpaced { get; set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    internal byte[] ToArray() => Written.ToArray();

    internal JsonText Clear()
    {
        (_length, _comma) = (0, false);
        return this;
    }

    internal JsonText BeginObject() => Open((byte)'{');

    internal JsonText EndObject() => Close((byte)'}');

    internal JsonText BeginArray() => Open((byte)'[');

    internal JsonText EndArray() => Close((byte)']');

    internal JsonText Name(ReadOnlySpan<byte> name)
    {
        Separate();
        var room = Reserve(name.Length + 3);
        room[0] = (byte)'"';
        name.CopyTo(room[1..]);
        room[name.Length + 1] = (byte)'"';
        room[name.Length + 2] = (byte)':';
        _length += name.Length + 3;
        _comma = false;
        return this;
    }

    /// <summary>A string that needs no escaping.</summary>
    internal JsonText Value(ReadOnlySpan<byte> plain)
    {
        Separate();
        var room = Reserve(plain.Length + 2);
        room[0] = (byte)'"';
        plain.CopyTo(room[1..]);
        room[plain.Length + 1] = (byte)'"';
        return Advance(plain.Length + 2);
    }

    internal JsonText Value(string? text)
    {
        if (text is null) return Raw("null"u8);
        Separate();
        var escaped = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
        var room = Reserve((escaped.Length * 3) + 2);
        room[0] = (byte)'"';
        var length = Encoding.UTF8.GetBytes(escaped, room[1..]);
        room[length + 1] = (byte)'"';
        return Advance(length + 2);
    }

    internal JsonText Value(long number)
    {
        Separate();
        Utf8Formatter.TryFormat(number, Reserve(20), out var length);
        return Advance(length);
    }

    internal JsonText Value(bool truth) => Raw(truth ? "true"u8 : "false"u8);

    /// <summary>A decimal as a string, without trailing zeros.</summary>
    internal JsonText Value(decimal number) =>
        Value(number.ToString("0.##################", CultureInfo.InvariantCulture));

    /// <summary>A decimal as a JSON number, without trailing zeros.</summary>
    internal JsonText Plain(decimal number)
    {
        Separate();
        var text = number.ToString("0.##################", CultureInfo.InvariantCulture);
        return Advance(Encoding.UTF8.GetBytes(text, Reserve(text.Length)));
    }

    /// <summary>A decimal as a string with exactly <paramref name="decimals"/> digits after the point.</summary>
    internal JsonText Value(decimal number, int decimals) =>
        Value(number.ToString("F" + decimals, CultureInfo.InvariantCulture));

    internal JsonText Value(Contract contract, Price price) =>
        Scaled(price.Ticks * contract.UnitsPerTick, contract.PriceDecimals);

    internal JsonText Value(Contract contract, Quantity quantity) => Scaled(quantity.Lots, contract.QuantityDecimals);

    /// <summary>Ticks times lots, with all its decimals.</summary>
    internal JsonText Quote(Contract contract, long ticksTimesLots) =>
        Scaled(ticksTimesLots * contract.UnitsPerTick, contract.PriceDecimals + contract.QuantityDecimals);

    /// <summary>Ticks times lots, cut to the decimals of a price.</summary>
    internal JsonText QuoteCut(Contract contract, long ticksTimesLots) =>
        Scaled(ticksTimesLots * contract.UnitsPerTick / Power(contract.QuantityDecimals), contract.PriceDecimals);

    /// <summary>A scaled integer as a decimal string.</summary>
    internal JsonText Units(long units, int decimals) => Scaled(units, decimals);

    /// <summary>A value that is JSON already.</summary>
    internal JsonText Raw(ReadOnlySpan<byte> json)
    {
        Separate();
        json.CopyTo(Reserve(json.Length));
        return Advance(json.Length);
    }

    internal JsonText Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> plain) => Name(name).Value(plain);

    internal JsonText Member(ReadOnlySpan<byte> name, string? text) => Name(name).Value(text);

    internal JsonText Member(ReadOnlySpan<byte> name, long number) => Name(name).Value(number);

    internal JsonText Member(ReadOnlySpan<byte> name, bool truth) => Name(name).Value(truth);

    internal JsonText Member(ReadOnlySpan<byte> name, decimal number) => Name(name).Value(number);

    internal JsonText Member(ReadOnlySpan<byte> name, decimal number, int decimals) =>
        Name(name).Value(number, decimals);

    internal JsonText Member(ReadOnlySpan<byte> name, Contract contract, Price price) =>
        Name(name).Value(contract, price);

    internal JsonText Member(ReadOnlySpan<byte> name, Contract contract, Quantity quantity) =>
        Name(name).Value(contract, quantity);

    private static long Power(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private JsonText Scaled(long units, int decimals)
    {
        Separate();
        Span<byte> digits = stackalloc byte[24];
        var at = digits.Length;
        var left = decimals;
        var isNegative = units < 0;
        units = Math.Abs(units);
        do
        {
            digits[--at] = (byte)('0' + (units % 10));
            units /= 10;
            if (--left == 0) digits[--at] = (byte)'.';
        }
        while (units > 0 || left >= 0);

        if (isNegative) digits[--at] = (byte)'-';
        var text = digits[at..];
        var room = Reserve(text.Length + 2);
        room[0] = (byte)'"';
        text.CopyTo(room[1..]);
        room[text.Length + 1] = (byte)'"';
        return Advance(text.Length + 2);
    }

    private JsonText Open(byte bracket)
    {
        Separate();
        Reserve(1)[0] = bracket;
        _length++;
        _comma = false;
        return this;
    }

    private JsonText Close(byte bracket)
    {
        Reserve(1)[0] = bracket;
        return Advance(1);
    }

    private void Separate()
    {
        if (!_comma) return;
        var room = Reserve(2);
        room[0] = (byte)',';
        room[1] = (byte)' ';
        _length += IsSpaced ? 2 : 1;
    }

    private JsonText Advance(int count)
    {
        _length += count;
        _comma = true;
        return this;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        return _bytes.AsSpan(_length);
    }
}
