using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Characters of a text, with the place for error messages.</summary>
/// <param name="text">The text.</param>
/// <param name="file">Its name in messages; null if it has none.</param>
internal sealed class HoconScanner(string text, string? file = null)
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

    internal bool AtBlank() => !AtEnd && Current != '\n' && IsBlank(Current);

    /// <summary>Skips the word <c>include</c> where a key would begin.</summary>
    internal bool TrySkipInclude()
    {
        const string Word = "include";
        if (!StartsWith(Word)) return false;
        var next = _position + Word.Length;
        if (next < text.Length && text[next] is not ('.' or '/') && !EndsText(text[next])) return false;
        _position = next;
        return true;
    }

    /// <summary>Skips a name and the parenthesis it opens.</summary>
    internal bool TrySkipCall(string name)
    {
        if (!TrySkip(name + "(")) return false;
        SkipBlanks();
        return true;
    }

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
        while (!AtEnd && (!EndsText(Current) || AtPlusInText()) && !AtComment() && !(key && Current == '.'))
        {
            _position++;
        }

        return text[start.._position];
    }

    /// <summary>Reads a quoted or triple-quoted string that begins here.</summary>
    internal string ReadQuoted() => TrySkip("\"\"\"") ? ReadTripleQuoted() : ReadSimplyQuoted();

    internal ConfigurationException Error(string message) => ErrorAt(_position, message);

    internal int Mark() => _position;

    internal ConfigurationException ErrorAt(int position, string message, Exception? cause = null) =>
        ErrorAt(position, message, file, cause);

    /// <param name="position">Of what is wrong.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="name">The name of the text; null if it has none.</param>
    /// <param name="cause">What the mistake was noticed by.</param>
    internal ConfigurationException ErrorAt(int position, string message, string? name, Exception? cause = null)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < Math.Min(position, text.Length); i++)
        {
            if (text[i] == '\n') (line, column) = (line + 1, 1);
            else column++;
        }

        var where = name is null ? string.Empty : $" of \"{name}\"";
        var whole = $"{message} at line {line}, column {column}{where}.";
        return cause is null ? new ConfigurationException(whole) : new ConfigurationException(whole, cause);
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or (>= '\u001C' and <= '\u001F');

    private static bool EndsText(char c) => HoconPath.IsReserved(c) || IsBlank(c);

    // The specification keeps '+' for itself but has no use for it other than '+='; Akka.NET takes it as text.
    private bool AtPlusInText() => Current == '+' && !StartsWith("+=");

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
                text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            default: throw ErrorAt(_position - 2, "Unknown escape in a quoted string");
        }
    }
}
