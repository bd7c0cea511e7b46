namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text.</summary>
public class Parser
{
    private readonly HoconScanner _source;
    private readonly Func<string, HoconRoot>? _include;

    private Parser(string text, Func<string, HoconRoot>? include) =>
        (_source, _include) = (new HoconScanner(text), include);

    /// <param name="text">The text.</param>
    /// <param name="includeCallback">Gives the content of an included file; null if includes are an error.</param>
    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback) =>
        new(new Parser(text, includeCallback).ParseRoot());

    private HoconValue ParseRoot()
    {
        var root = new HoconField().OpenObject();
        _source.SkipLines();
        var braces = _source.TrySkip("{");
        ParseFields(root, braces ? '}' : '\0');
        _source.SkipLines();
        if (!_source.AtEnd) throw _source.Error($"Unexpected '{_source.Current}'");
        return new HoconResolver(root, _source).Resolve();
    }

    /// <summary>Reads fields up to <paramref name="end"/>, which is skipped; up to the end of the text for 0.</summary>
    private void ParseFields(HoconNode.Fields target, char end)
    {
        var opened = _source.Mark();
        while (true)
        {
            _source.SkipLines();
            if (_source.AtEnd)
            {
                if (end != '\0') throw _source.ErrorAt(Math.Max(0, opened - 1), "'{' is not closed");
                return;
            }

            if (end != '\0' && _source.Current == end)
            {
                _source.Skip();
                return;
            }

            if (_source.Current is '}' or ']') throw _source.Error($"Unexpected '{_source.Current}'");
            if (AtInclude()) ParseInclude(target);
            else ParseField(target);
            ExpectSeparator(end);
        }
    }

    private void ExpectSeparator(char end)
    {
        var newLine = _source.SkipLines();
        if (_source.TrySkip(",")) return;
        if (newLine || _source.AtEnd || _source.Current == end) return;
        if (_source.Current is '}' or ']') throw _source.Error($"Unexpected '{_source.Current}'");
        if (HoconPath.IsReserved(_source.Current))
        {
            throw _source.Error($"'{_source.Current}' is not possible here; does it want quotes?");
        }

        throw _source.Error("Expected a comma or a new line");
    }

    private bool AtInclude()
    {
        const string Keyword = "include";
        if (!_source.StartsWith(Keyword)) return false;
        var start = _source.Mark();
        _source.Skip(Keyword.Length);
        _source.SkipBlanks();
        if (_source.Current is '"' || _source.StartsWith("file(") || _source.StartsWith("required(")) return true;
        _source.Skip(start - _source.Mark());
        return false;
    }

    private void ParseInclude(HoconNode.Fields target)
    {
        var start = _source.Mark();
        var closing = 0;
        while (_source.TrySkip("required(") || _source.TrySkip("file(")) closing++;
        if (_source.Current != '"') throw _source.Error("Expected the quoted name of a file to include");
        var name = _source.ReadQuoted();
        for (; closing > 0; closing--)
        {
            if (!_source.TrySkip(")")) throw _source.Error("Expected ')'");
        }

        if (_include is null)
        {
            throw _source.ErrorAt(start, $"Nothing is known about where to find \"{name}\"; it is included");
        }

        Merge(target, _include(name).Value.GetObject());
    }

    private static void Merge(HoconNode.Fields target, HoconObject included)
    {
        foreach (var (key, value) in included.Items)
        {
            var field = target.Field(key);
            if (value.IsObject()) Merge(field.OpenObject(), value.GetObject());
            else field.Assignments.Add(new HoconNode.Ready(value));
        }
    }

    private void ParseField(HoconNode.Fields target)
    {
        var path = ParseKeyPath();
        var field = target.Field(path[0]);
        for (var i = 1; i < path.Count; i++) field = field.OpenObject().Field(path[i]);

        _source.SkipLines();
        if (_source.Current == '{')
        {
            _source.Skip();
            ParseFields(field.OpenObject(), '}');
            return;
        }

        if (_source.TrySkip("+="))
        {
            Append(field);
            return;
        }

        if (!_source.TrySkip("=") && !_source.TrySkip(":"))
        {
            throw _source.Error($"Expected '=', ':' or '{{' after the key {string.Join('.', path)}");
        }

        _source.SkipLines();
        if (_source.Current == '{' && !IsConcatenatedObject())
        {
            _source.Skip();
            ParseFields(field.OpenObject(), '}');
            return;
        }

        field.Assignments.Add(ParseValue($"after the key {string.Join('.', path)}"));
    }

    // Looks ahead for something after the closing brace on the same line; the common case is parsed in place, so that
    // later fields of the same object merge into it.
    private bool IsConcatenatedObject()
    {
        var start = _source.Mark();
        var scratch = new HoconField().OpenObject();
        _source.Skip();
        ParseFields(scratch, '}');
        _source.SkipBlanks();
        var more = !_source.AtEnd && !_source.AtComment() && _source.Current is not ('\n' or ',' or '}' or ']');
        _source.Skip(start - _source.Mark());
        return more;
    }

    private void Append(HoconField field)
    {
        var start = _source.Mark();
        _source.SkipLines();
        var item = new HoconNode.List([ParseValue("after '+='")]);
        if (field.Assignments.Count == 0) field.Assignments.Add(item);
        else field.Assignments[^1] = new HoconNode.Concatenation([field.Assignments[^1], item], start);
    }

    private List<string> ParseKeyPath()
    {
        var path = new List<string>();
        do
        {
            _source.SkipBlanks();
            path.Add(ParseKey());
            _source.SkipBlanks();
        }
        while (_source.TrySkip("."));
        return path;
    }

    private string ParseKey()
    {
        if (_source.Current == '"') return _source.ReadQuoted();
        var key = _source.ReadUnquoted(key: true);
        if (key.Length > 0) return key;
        throw _source.Error(_source.AtEnd ? "Expected a key" : $"'{Shown(_source.Current)}' cannot begin a key");
    }

    private HoconNode ParseValue(string where)
    {
        var start = _source.Mark();
        var pieces = new List<HoconNode>();
        while (true)
        {
            var blanks = _source.SkipBlanks();
            if (_source.AtEnd || _source.AtComment() || _source.Current is '\n' or ',' or '}' or ']') break;
            if (blanks.Length > 0 && pieces.Count > 0) pieces.Add(new HoconNode.Text(blanks, Quoted: false));
            pieces.Add(ParsePiece());
        }

        return pieces.Count switch
        {
            0 => throw _source.ErrorAt(start, $"Expected a value {where}"),
            1 => pieces[0],
            _ => new HoconNode.Concatenation(pieces, start),
        };
    }

    private HoconNode ParsePiece()
    {
        switch (_source.Current)
        {
            case '{':
                _source.Skip();
                var fields = new HoconField().OpenObject();
                ParseFields(fields, '}');
                return fields;
            case '[':
                return ParseArray();
            case '"':
                return new HoconNode.Text(_source.ReadQuoted(), Quoted: true);
            case '$':
                return ParseSubstitution();
            default:
                var text = _source.ReadUnquoted(key: false);
                if (text.Length > 0) return new HoconNode.Text(text, Quoted: false);
                throw _source.Error($"'{Shown(_source.Current)}' must be quoted in a value");
        }
    }

    private HoconNode.List ParseArray()
    {
        var start = _source.Mark();
        _source.Skip();
        var items = new List<HoconNode>();
        while (true)
        {
            _source.SkipLines();
            if (_source.AtEnd) throw _source.ErrorAt(start, "'[' is not closed");
            if (_source.TrySkip("]")) return new HoconNode.List(items);
            items.Add(ParseValue("in the array"));
            ExpectSeparator(']');
        }
    }

    private HoconNode.Substitution ParseSubstitution()
    {
        var start = _source.Mark();
        if (!_source.TrySkip("${")) throw _source.Error("'$' must be quoted, or begin a substitution ${…}");
        var optional = _source.TrySkip("?");
        var path = _source.ReadTo('}', "A substitution").Trim();
        if (path.Length == 0) throw _source.ErrorAt(start, "A substitution needs a path");
        return new HoconNode.Substitution(path, optional, start);
    }

    private static string Shown(char c) => c is '\n' ? "new line" : c.ToString();
}
