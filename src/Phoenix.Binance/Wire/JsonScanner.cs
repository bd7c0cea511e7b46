using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Walks JSON text once, forwards, without allocating. It never throws: the first thing that is not as asked for
/// sets <see cref="Fault"/>, after which every call does nothing and answers false, so that a decoder may read on
/// and ask once at the end. Copying it is cheap and gives a second reader at the same place.
/// </summary>
/// <remarks>
/// Strings come as they stand in the text, escapes included: the words of the protocol have none. What is skipped is
/// checked for closed strings and matching brackets only.
/// </remarks>
internal ref struct JsonScanner
{
    private const int MaxDepth = 64;
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private bool _fresh;

    public JsonScanner(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _at == _text.Length;
        }
    }

    /// <summary>The next byte that is not a blank, or 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        var at = _at;
        return (uint)at < (uint)_text.Length && _text[at] > ' ' ? _text[at] : PeekBehindBlanks();
    }

    /// <summary>Records the first fault; later ones are consequences of it.</summary>
    /// <returns>False, so that a caller may return it.</returns>
    public bool Fail(string reason)
    {
        Fault ??= reason;
        return false;
    }

    public bool EnterObject() => Enter((byte)'{', "an object was expected");

    public bool EnterArray() => Enter((byte)'[', "an array was expected");

    /// <summary>Moves to the value of the object's next property; false at the object's end.</summary>
    public bool NextProperty(out ReadOnlySpan<byte> name)
    {
        if (ReadCompactName(out name))
        {
            return true;
        }

        if (!Advance((byte)'}') || !ReadText(out name))
        {
            return false;
        }

        return Peek() == ':' ? Consume() : Fail("a colon was expected");
    }

    /// <summary>Moves to the array's next element; false at the array's end.</summary>
    public bool NextElement() => Advance((byte)']');

    public bool ReadText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Fault is not null)
        {
            return false;
        }

        if (Peek() != '"')
        {
            return Fail("a string was expected");
        }

        var start = ++_at;
        if (!SkipString())
        {
            return false;
        }

        text = _text.Slice(start, _at - 1 - start);
        return true;
    }

    /// <summary>The string as text, or null on a fault.</summary>
    public string? ReadString() => ReadText(out var text) ? Encoding.UTF8.GetString(text) : null;

    /// <summary>A whole number, bare or in quotes.</summary>
    public bool ReadInteger(out long value)
    {
        value = 0;
        return ReadBareInteger(ref value)
            || (ReadScalar(out var text)
                && ((Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
                    || Fail("a whole number was expected")));
    }

    /// <summary>A number on <paramref name="grid"/>, bare or in quotes, as a count of units.</summary>
    public bool ReadUnits(in NumberGrid grid, out long units)
    {
        units = 0;
        if (Fault is not null)
        {
            return false;
        }

        var quoted = Peek() == '"';
        var at = quoted ? _at + 1 : _at;
        if (grid.Scan(_text, ref at, out units) is var fault and not NumberFault.None)
        {
            return Fail(Describe(fault));
        }

        if (quoted && (at >= _text.Length || _text[at++] != '"'))
        {
            return Fail(Describe(NumberFault.NotANumber));
        }

        _at = at;
        return true;
    }

    /// <summary>One <c>["price","quantity"]</c> pair of a book, neither of them negative.</summary>
    public bool ReadLevel(InstrumentGrid grid, out long ticks, out long lots)
    {
        if (ReadCompactLevel(grid, out ticks, out lots))
        {
            return true;
        }

        if (!EnterArray() || !NextElement() || !ReadUnits(grid.Prices, out ticks)
            || !NextElement() || !ReadUnits(grid.Quantities, out lots))
        {
            return Fail("a level has a price and a quantity");
        }

        while (NextElement())
        {
            SkipValue();
        }

        return Fault is null && (ticks < 0 || lots < 0 ? Fail("a level is never negative") : true);
    }

    /// <summary>A decimal number, bare or in quotes.</summary>
    public bool ReadDecimal(out decimal value)
    {
        value = 0;
        return ReadScalar(out var text)
            && ((Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
                || Fail("a decimal number was expected"));
    }

    public bool ReadFlag(out bool value)
    {
        value = false;
        return ReadScalar(out var text)
            && ((Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
                || Fail("true or false was expected"));
    }

    /// <summary>Moves behind the next value, whatever it is.</summary>
    public bool SkipValue()
    {
        if (Fault is not null)
        {
            return false;
        }

        return Peek() switch
        {
            (byte)'{' or (byte)'[' => SkipNested(),
            _ => ReadScalar(out _),
        };
    }

    private static string Describe(NumberFault fault) => fault switch
    {
        NumberFault.OffGrid => "a number lies between two steps of the grid",
        NumberFault.TooLarge => "a number is too large",
        _ => "a number was expected",
    };

    private bool Enter(byte bracket, string otherwise)
    {
        if (Fault is not null || Peek() != bracket)
        {
            return Fail(otherwise);
        }

        _fresh = true;
        return Consume();
    }

    private bool Consume()
    {
        _at++;
        return true;
    }

    private bool Advance(byte end)
    {
        if (Fault is not null)
        {
            return false;
        }

        var next = Peek();
        if (next == end)
        {
            _fresh = false;
            _at++;
            return false;
        }

        if (_fresh)
        {
            _fresh = false;
            return next != 0 || Fail("the text ends too early");
        }

        return next == ',' ? Consume() : Fail("a comma was expected");
    }

    private bool ReadScalar(out ReadOnlySpan<byte> text)
    {
        if (Peek() == '"')
        {
            return ReadText(out text);
        }

        text = default;
        if (Fault is not null)
        {
            return false;
        }

        var start = _at;
        while (_at < _text.Length
            && _text[_at] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z')
                or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'E')
        {
            _at++;
        }

        text = _text[start.._at];
        return !text.IsEmpty || Fail("a value was expected");
    }

    /// <summary>Moves behind the closing quote of a string whose opening quote is behind us already.</summary>
    /// <remarks>Byte by byte: the strings of this protocol are so short that a vectorised search costs more.</remarks>
    private bool SkipString()
    {
        var text = _text;
        var at = _at;
        while ((uint)at < (uint)text.Length)
        {
            var letter = text[at++];
            if (letter == '"')
            {
                _at = at;
                return true;
            }

            at += letter == '\\' ? 1 : 0;
        }

        return Fail("a string does not end");
    }

    /// <summary>
    /// The form names always have, <c>,"e":</c> without blanks; false, without moving, for any other.
    /// </summary>
    private bool ReadCompactName(out ReadOnlySpan<byte> name)
    {
        name = default;
        var text = _text;
        var at = _at;
        if (!_fresh)
        {
            if ((uint)at >= (uint)text.Length || text[at] != ',')
            {
                return false;
            }

            at++;
        }

        if (Fault is not null || (uint)at >= (uint)text.Length || text[at] != '"')
        {
            return false;
        }

        var start = ++at;
        while ((uint)at < (uint)text.Length && text[at] is not ((byte)'"' or (byte)'\\'))
        {
            at++;
        }

        if ((uint)(at + 1) >= (uint)text.Length || text[at] != '"' || text[at + 1] != ':')
        {
            return false;
        }

        name = text.Slice(start, at - start);
        _at = at + 2;
        _fresh = false;
        return true;
    }

    /// <summary>The common form of a whole number; false, without moving, for any other.</summary>
    private bool ReadBareInteger(ref long value)
    {
        const int SafeDigits = 18;
        if (Fault is not null || Peek() is < (byte)'0' or > (byte)'9')
        {
            return false;
        }

        var text = _text;
        var at = _at;
        var end = Math.Min(text.Length, at + SafeDigits);
        long number = 0;
        uint digit;
        for (; at < end && (digit = text[at] - (uint)'0') <= 9; at++)
        {
            number = (number * 10) + digit;
        }

        if (at >= text.Length || text[at] is not ((byte)',' or (byte)'}'))
        {
            return false;
        }

        (_at, value) = (at, number);
        return true;
    }

    /// <summary>
    /// The form levels always have, <c>["1.5","2"]</c> without blanks; false, without moving, for any other.
    /// </summary>
    private bool ReadCompactLevel(InstrumentGrid grid, out long ticks, out long lots)
    {
        var text = _text;
        var at = _at + 2;
        (ticks, lots) = (0, 0);
        if (Fault is not null || at >= text.Length || text[at - 2] != '[' || text[at - 1] != '"'
            || grid.Prices.Scan(text, ref at, out ticks) != NumberFault.None
            || at + 3 > text.Length || text[at] != '"' || text[at + 1] != ',' || text[at + 2] != '"')
        {
            return false;
        }

        at += 3;
        if (grid.Quantities.Scan(text, ref at, out lots) != NumberFault.None
            || at + 2 > text.Length || text[at] != '"' || text[at + 1] != ']' || ticks < 0 || lots < 0)
        {
            return false;
        }

        _at = at + 2;
        return true;
    }

    private bool SkipNested()
    {
        ulong arrays = 0;
        var depth = 0;
        do
        {
            var found = _text[_at..].IndexOfAny(Structure);
            if (found < 0)
            {
                return Fail("the text ends too early");
            }

            var token = _text[_at += found];
            _at++;
            switch (token)
            {
                case (byte)'"':
                    if (!SkipString())
                    {
                        return false;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    if (depth == MaxDepth)
                    {
                        return Fail("the text is nested too deeply");
                    }

                    arrays = (arrays << 1) | (token == '[' ? 1UL : 0UL);
                    depth++;
                    break;
                default:
                    if (token == ']' != ((arrays & 1) == 1))
                    {
                        return Fail("brackets do not match");
                    }

                    arrays >>= 1;
                    depth--;
                    break;
            }
        }
        while (depth > 0);
        return true;
    }

    private byte PeekBehindBlanks()
    {
        SkipBlanks();
        return _at < _text.Length ? _text[_at] : (byte)0;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }
}
