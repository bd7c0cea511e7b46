using System.Buffers.Text;

namespace Phoenix.Binance.Wire;

/// <summary>What was wrong with the text of a number.</summary>
public enum NumberFault
{
    None,

    /// <summary>Not a plain decimal number.</summary>
    NotANumber,

    /// <summary>A number that is not a whole multiple of the grid's unit.</summary>
    OffGrid,

    /// <summary>More units than 64 bits hold.</summary>
    TooLarge,
}

/// <summary>
/// The multiples of one unit (a tick, a lot) and the way between their decimal text and their count, in integers
/// alone. A unit is <c>step × 10^-decimals</c>: 0.01 is 1 × 10^-2, 0.5 is 5 × 10^-1.
/// </summary>
public readonly struct NumberGrid
{
    /// <summary>
    /// Room for the longest text <see cref="Write"/> makes: sign, 19 digits, a leading zero and the point.
    /// </summary>
    public const int MaxTextLength = 24;

    private const int MaxDecimals = 18;
    private const long LastBeforeTenfold = (long.MaxValue - 9) / 10;

    private readonly int _decimals;
    private readonly long _step;

    private NumberGrid(int decimals, long step) => (_decimals, _step) = (decimals, step);

    private static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>The grid of a unit greater than 0 with at most 18 decimals; false for any other unit.</summary>
    public static bool TryCreate(decimal unit, out NumberGrid grid)
    {
        grid = default;
        var decimals = 0;
        while (unit > 0 && decimals <= MaxDecimals && decimal.Truncate(unit) != unit)
        {
            unit *= 10;
            decimals++;
        }

        if (unit <= 0 || decimals > MaxDecimals || unit > long.MaxValue)
        {
            return false;
        }

        grid = new NumberGrid(decimals, (long)unit);
        return true;
    }

    /// <summary>Counts the units in a whole text; never throws.</summary>
    public NumberFault TryRead(ReadOnlySpan<byte> text, out long units)
    {
        var at = 0;
        var fault = Scan(text, ref at, out units);
        if (fault is NumberFault.None && at == text.Length)
        {
            return NumberFault.None;
        }

        units = 0;
        return fault is NumberFault.None ? NumberFault.NotANumber : fault;
    }

    /// <summary>
    /// Reads one number beginning at <paramref name="at"/> and moves behind it. Zeros beyond the grid's decimals are
    /// accepted, since the venue prints the same value with and without them.
    /// </summary>
    internal NumberFault Scan(ReadOnlySpan<byte> text, ref int at, out long units)
    {
        units = 0;
        var negative = at < text.Length && text[at] == '-';
        var next = negative ? at + 1 : at;
        var start = next;
        long value = 0;
        uint digit;
        for (; next < text.Length && (digit = text[next] - (uint)'0') <= 9; next++)
        {
            if (value > LastBeforeTenfold)
            {
                return NumberFault.TooLarge;
            }

            value = (value * 10) + digit;
        }

        if (next == start)
        {
            return NumberFault.NotANumber;
        }

        var missing = _decimals;
        if (next < text.Length && text[next] == '.')
        {
            var point = next++;
            for (; next < text.Length && (digit = text[next] - (uint)'0') <= 9; next++)
            {
                if (missing == 0)
                {
                    if (digit != 0)
                    {
                        return NumberFault.OffGrid;
                    }

                    continue;
                }

                if (value > LastBeforeTenfold)
                {
                    return NumberFault.TooLarge;
                }

                value = (value * 10) + digit;
                missing--;
            }

            if (next == point + 1)
            {
                return NumberFault.NotANumber;
            }
        }

        at = next;
        return ToUnits(value, missing, negative, out units);
    }

    /// <summary>Prints <paramref name="units"/> as a decimal with exactly the grid's decimals.</summary>
    /// <param name="destination">At least <see cref="MaxTextLength"/> long.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="OverflowException">The value does not fit in 64 bits.</exception>
    public int Write(long units, Span<byte> destination)
    {
        var value = checked(units * _step);
        var at = 0;
        if (value < 0)
        {
            destination[at++] = (byte)'-';
            value = checked(-value);
        }

        var power = PowersOfTen[_decimals];
        Utf8Formatter.TryFormat(value / power, destination[at..], out var written);
        at += written;
        if (_decimals == 0)
        {
            return at;
        }

        destination[at++] = (byte)'.';
        var fraction = value % power;
        for (var place = _decimals - 1; place >= 0; place--)
        {
            destination[at + place] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        return at + _decimals;
    }

    private NumberFault ToUnits(long value, int missing, bool negative, out long units)
    {
        units = 0;
        if (missing > 0)
        {
            var power = PowersOfTen[missing];
            if (value > long.MaxValue / power)
            {
                return NumberFault.TooLarge;
            }

            value *= power;
        }

        if (_step != 1)
        {
            (value, var rest) = Math.DivRem(value, _step);
            if (rest != 0)
            {
                return NumberFault.OffGrid;
            }
        }

        units = negative ? -value : value;
        return NumberFault.None;
    }
}
