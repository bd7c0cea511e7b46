using System.Globalization;
using System.Text;

namespace Phoenix.Node.Settings;

/// <summary>
/// Finds the lines of keys and list items in HOCON text, for messages only: the parser does not tell. What was included
/// or substituted is not found.
/// </summary>
internal sealed class ScriptLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly Stack<Block> _open = new([new Block("", IsList: false)]);
    private readonly StringBuilder _word = new();
    private readonly string _text;
    private int _line = 1;
    private int _at;

    private ScriptLines(string text) => _text = text;

    public static ScriptLines Of(string text)
    {
        var lines = new ScriptLines(text);
        while (lines._at < text.Length) lines.Step();
        return lines;
    }

    /// <summary>Of the path, for example <c>script[0].do.verb</c>, or of the nearest block around it.</summary>
    public int? Find(string path)
    {
        for (var key = path; key.Length > 0; key = key[..Math.Max(0, key.LastIndexOfAny(['.', '[']))])
        {
            if (_lines.TryGetValue(key, out var line)) return line;
        }

        return null;
    }

    private void Step()
    {
        var c = _text[_at++];
        switch (c)
        {
            case '\n':
                EndValue();
                _line++;
                break;
            case ',':
                EndValue();
                break;
            case '#':
            case '/' when Peek('/'):
                SkipTo('\n');
                break;
            case '$' when Peek('{'):
                SkipTo('}');
                break;
            case '"':
                ReadText();
                break;
            case '{' or '[':
                _open.Push(new Block(Begin(), c == '['));
                break;
            case '}' or ']' when _open.Count > 1:
                _open.Pop();
                _word.Clear();
                break;
            case '=' or ':' when !_open.Peek().IsList && _open.Peek().Key is null:
                _open.Peek().Key = Begin();
                break;
            default:
                if (_open.Peek().IsList && !char.IsWhiteSpace(c)) Begin();
                _word.Append(c);
                break;
        }
    }

    /// <summary>Notes where the key or item stands, and gives its path.</summary>
    private string Begin()
    {
        var block = _open.Peek();
        string path;
        if (block.IsList)
        {
            if (!block.IsWithinItem) block.Item++;
            block.IsWithinItem = true;
            path = string.Create(CultureInfo.InvariantCulture, $"{block.Path}[{block.Item}]");
        }
        else
        {
            var name = _word.ToString().Trim().TrimEnd('+').TrimEnd();
            var dot = block.Path.Length == 0 || name.Length == 0 ? "" : ".";
            path = block.Key ?? $"{block.Path}{dot}{name}";
        }

        _word.Clear();
        for (var key = path; key.Length > block.Path.Length; key = key[..Math.Max(0, key.LastIndexOfAny(['.', '[']))])
        {
            _lines.TryAdd(key, _line);
        }

        return path;
    }

    private void EndValue()
    {
        _word.Clear();
        _open.Peek().Key = null;
        _open.Peek().IsWithinItem = false;
    }

    private void ReadText()
    {
        if (_open.Peek().IsList) Begin();
        var isLong = string.CompareOrdinal(_text, _at - 1, "\"\"\"", 0, 3) == 0;
        var (from, quote) = isLong ? (_at + 2, "\"\"\"") : (_at, "\"");
        var end = from;
        while (end < _text.Length && string.CompareOrdinal(_text, end, quote, 0, quote.Length) != 0)
        {
            end += !isLong && _text[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, _text.Length);
        _word.Append(_text, from, end - from);
        _line += _text.AsSpan(from, end - from).Count('\n');
        _at = end + quote.Length;
    }

    private bool Peek(char next) => _at < _text.Length && _text[_at] == next;

    /// <summary>To a line's end, which is still to be seen, or past a brace.</summary>
    private void SkipTo(char end)
    {
        var found = _text.IndexOf(end, _at);
        _at = found < 0 ? _text.Length : end == '\n' ? found : found + 1;
    }

    private sealed record Block(string Path, bool IsList)
    {
        /// <summary>The path of the key whose value is being read.</summary>
        public string? Key { get; set; }

        public int Item { get; set; } = -1;

        public bool IsWithinItem { get; set; }
    }
}
