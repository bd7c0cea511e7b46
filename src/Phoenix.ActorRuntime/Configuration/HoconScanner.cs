using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Characters of a text, with the place for error messages.</summary>
internal sealed class HoconScanner(string text)
{
    private int _position;

    internal bool AtEnd => _position >= text.Length;

    internal char Current => AtEnd ? '\0' : text[_position];

    internal bool StartsWith(string token) =>
        string.CompareOrdinal(text, _position, token, 0, token.Length) == 0;

    internal void Skip(int count = 1) => _position += count;

    internal bool TrySkip(string token)
    {
        if (!StartsWith(token)) return false;
        _position += token.Length;
        return true;
    }

    internal bool AtComment() => Current == '#' || StartsWith("//");

    internal bool AtBlank() => !AtEnd && Current != '\n' && (char.IsWhiteSpace(Current) || Current == '\uFEFF');

    /// <summary>Skips blanks within the line.</summary>
    internal string SkipBlanks()
    {
        var start = _position;
        while (AtBlank()) _position++;
        return text[start.._position];
    }

    /// <summary>Skips blanks, line ends and comments.</summary>
    /// <returns>True if a line end was among them.</returns>
    internal bool SkipLines()
    {
        var newLine = false;
        while (!AtEnd)
        {
            if (Current == '\n')
            {
                newLine = true;
                _position++;
            }
            else if (AtBlank())
            {
                _position++;
            }
            else if (AtComment())
            {
                while (!AtEnd && Current != '\n') _position++;
            }
            else
            {
                break;
            }
        }

        return newLine;
    }

    /// <summary>Reads unquoted text up to a character that cannot be part of it.</summary>
    internal string ReadUnquoted(bool key)
    {
        var start = _position;
        while (!AtEnd && !HoconPath.IsReserved(Current) && !char.IsWhiteSpace(Current) && !AtComment() &&
               !(key && Current == '.'))
        {
            _position++;
        }

        return text[start.._position];
    }

    /// <summary>Reads a quoted or triple-quoted string that begins here.</summary>
    internal string ReadQuoted() => TrySkip("\"\"\"") ? ReadTripleQuoted() : ReadSimplyQuoted();

    /// <summary>Reads up to <paramref name="end"/>, which is skipped.</summary>
    internal string ReadTo(char end, string what)
    {
        var start = _position;
        while (!AtEnd && Current != end && Current != '\n') _position++;
        if (Current != end) throw Error($"{what} is not closed with '{end}'");
        return text[start.._position++];
    }

    internal ConfigurationException Error(string message) => ErrorAt(_position, message);

    internal int Mark() => _position;

    internal ConfigurationException ErrorAt(int position, string message)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < Math.Min(position, text.Length); i++)
        {
            if (text[i] == '\n') (line, column) = (line + 1, 1);
            else column++;
        }

        return new ConfigurationException($"{message} at line {line}, column {column}.");
    }

    private string ReadTripleQuoted()
    {
        var start = _position;
        var end = text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0) throw ErrorAt(start - 3, "A triple-quoted string is not closed");
        // Quotes right before the closing three belong to the string.
        while (end + 3 < text.Length && text[end + 3] == '"') end++;
        _position = end + 3;
        return text[start..end];
    }

    private string ReadSimplyQuoted()
    {
        var start = _position++;
        var result = new StringBuilder();
        while (true)
        {
            if (AtEnd || Current == '\n') throw ErrorAt(start, "A quoted string is not closed");
            var c = text[_position++];
            if (c == '"') return result.ToString();
            result.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    private char ReadEscape()
    {
        var c = Current;
        _position++;
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' when _position + 4 <= text.Length && ushort.TryParse(
                text.AsSpan(_position, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            default: throw ErrorAt(_position - 2, "Unknown escape in a quoted string");
        }
    }
}
