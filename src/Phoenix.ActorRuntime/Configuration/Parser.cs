using System.Collections.Immutable;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text.</summary>
public class Parser
{
    /// <param name="text">The text.</param>
    /// <param name="includeCallback">Gives the content of an included file, null if there is none; null itself if
    /// includes are an error.</param>
    /// <remarks>What the text takes from elsewhere in it is found when the value of the root is asked for: until
    /// then an including text can define it.</remarks>
    public static HoconRoot Parse(string text, Func<string, HoconRoot?>? includeCallback) =>
        Parse(text, includeCallback, null);

    /// <param name="file">The name of the text in messages.</param>
    internal static HoconRoot Parse(string text, Func<string, HoconRoot?>? includeCallback, string? file)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new HoconReader(text, includeCallback, file).ReadRoot();
    }
}

/// <summary>Reads one text of HOCON.</summary>
internal sealed class HoconReader(string text, Func<string, HoconRoot?>? include, string? file)
{
    /// <summary>Braces and brackets inside one another.</summary>
    internal const int DeepestNesting = 200;

    private readonly HoconScanner _source = new(text, file);
    private int _depth;

    internal HoconRoot ReadRoot()
    {
        _source.SkipLines();
        if (_source.Current == '[')
        {
            var place = new HoconPlace(_source, _source.Mark(), file);
            var array = ReadArray(HoconScope.Everything);
            ExpectEnd();
            return new HoconRoot(array, place);
        }

        var root = new HoconNode.Fields();
        var braces = _source.TrySkip("{");
        ReadFields(root, HoconScope.Everything, braces ? '}' : '\0');
        ExpectEnd();
        return new HoconRoot(root);
    }

    private void ExpectEnd()
    {
        _source.SkipLines();
        if (!_source.AtEnd) throw _source.Error($"Unexpected '{_source.Current}'");
    }

    /// <summary>Reads fields up to <paramref name="end"/>, which is skipped; up to the end of the text for 0.</summary>
    private void ReadFields(HoconNode.Fields target, HoconScope scope, char end)
    {
        var opened = _source.Mark();
        Deepen();
        while (true)
        {
            _source.SkipLines();
            if (_source.AtEnd)
            {
                if (end != '\0') throw _source.ErrorAt(Math.Max(0, opened - 1), "'{' is not closed");
                break;
            }

            if (end != '\0' && _source.Current == end)
            {
                _source.Skip();
                break;
            }

            if (_source.Current is '}' or ']') throw _source.Error($"Unexpected '{_source.Current}'");
            if (_source.TrySkipInclude()) ReadInclude(target, scope);
            else ReadField(target, scope);
            ExpectSeparator(end);
        }

        _depth--;
    }

    private void Deepen()
    {
        if (++_depth > DeepestNesting) throw _source.Error($"Nested deeper than {DeepestNesting}");
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

    private void ReadInclude(HoconNode.Fields target, HoconScope scope)
    {
        _source.SkipLines();
        var start = _source.Mark();
        var isRequired = _source.TrySkipCall("required");
        var isFile = _source.TrySkipCall("file");
        if (_source.Current != '"')
        {
            throw _source.Error(
                "Expected the quoted name of a file to include (a key that begins with include is quoted)");
        }

        var name = _source.ReadQuoted();
        if (isFile) ExpectClosingParenthesis();
        if (isRequired) ExpectClosingParenthesis();
        if (include is null)
        {
            throw _source.ErrorAt(start, $"Nothing is known about where to find \"{name}\"; it is included");
        }

        if (Included(name, start) is { } root)
        {
            new HoconGraft(name, scope).Copy(root.Tree(start, _source), target);
        }
        else if (isRequired)
        {
            throw _source.ErrorAt(start, $"\"{name}\" is required and does not exist; it is included");
        }
    }

    private HoconRoot? Included(string name, int start)
    {
        try
        {
            return include!(name);
        }
        catch (ConfigurationException wrong) when (wrong.GetType() == typeof(ConfigurationException))
        {
            throw _source.ErrorAt(start, $"{wrong.Message.TrimEnd('.')} (\"{name}\"); it is included", wrong);
        }
    }

    private void ExpectClosingParenthesis()
    {
        _source.SkipBlanks();
        if (!_source.TrySkip(")")) throw _source.Error("Expected ')'");
    }

    private void ReadField(HoconNode.Fields target, HoconScope scope)
    {
        var path = ReadPath();
        var field = target.Field(path[0]);
        for (var i = 1; i < path.Count; i++) field = field.OpenObject().Field(path[i]);
        var own = scope.Below(path);
        var after = $"the key {string.Join('.', path)}";

        _source.SkipLines();
        var start = _source.Mark();
        if (_source.TrySkip("+="))
        {
            _source.SkipLines();
            var place = new HoconPlace(_source, start, file);
            var before = new HoconNode.Substitution(own.Path, [own with { Path = [] }], true, true, place);
            var item = new HoconNode.List([ReadValue("after '+='", own)]);
            field.Assignments.Add(new HoconNode.Concatenation([before, item], place));
            return;
        }

        if (_source.Current != '{' && !_source.TrySkip("=") && !_source.TrySkip(":"))
        {
            throw _source.Error($"Expected '=', ':' or '{{' after {after}");
        }

        _source.SkipLines();
        field.Assignments.Add(ReadValue("after " + after, own));
    }

    /// <summary>Reads keys joined by dots: each is quoted and unquoted text and the blanks between.</summary>
    private ImmutableList<string> ReadPath()
    {
        var path = ImmutableList.CreateBuilder<string>();
        string? key = null;
        while (true)
        {
            var blanks = _source.SkipBlanks();
            if (_source.Current == '.')
            {
                path.Add(key ?? throw _source.Error(path.Count == 0
                    ? "'.' cannot begin a key"
                    : "A key between dots is missing (an empty one is written \"\")"));
                key = null;
                _source.Skip();
                continue;
            }

            var isQuoted = _source.Current == '"';
            var piece = isQuoted ? _source.ReadQuoted() : _source.ReadUnquoted(key: true);
            if (piece.Length == 0 && !isQuoted) break;
            key = key is null ? piece : key + blanks + piece;
        }

        if (key is not null)
        {
            path.Add(key);
            return path.ToImmutable();
        }

        throw _source.Error(path.Count > 0 ? "A key cannot end with '.'"
            : _source.AtEnd ? "Expected a key"
            : $"'{Shown(_source.Current)}' cannot begin a key");
    }

    private HoconNode ReadValue(string where, HoconScope scope)
    {
        var start = _source.Mark();
        var pieces = new List<HoconNode>();
        while (true)
        {
            var blanks = _source.SkipBlanks();
            if (_source.AtEnd || _source.AtComment() || _source.Current is '\n' or ',' or '}' or ']') break;
            if (blanks.Length > 0 && pieces.Count > 0) pieces.Add(new HoconNode.Text(blanks, Quoted: false));
            pieces.Add(ReadPiece(scope));
        }

        return pieces.Count switch
        {
            0 => throw _source.ErrorAt(start, $"Expected a value {where}"),
            1 => pieces[0],
            _ => new HoconNode.Concatenation(pieces, new HoconPlace(_source, start, file)),
        };
    }

    private HoconNode ReadPiece(HoconScope scope)
    {
        switch (_source.Current)
        {
            case '{':
                _source.Skip();
                var fields = new HoconNode.Fields();
                // What stands in an array cannot be named by a path from the root.
                ReadFields(fields, scope.Path.IsEmpty ? new HoconScope(fields, []) : scope, '}');
                return fields;
            case '[':
                return ReadArray(scope);
            case '"':
                return new HoconNode.Text(_source.ReadQuoted(), Quoted: true);
            case '$':
                return ReadSubstitution();
            default:
                var word = _source.ReadUnquoted(key: false);
                if (word.Length > 0) return new HoconNode.Text(word, Quoted: false);
                throw _source.Error($"'{Shown(_source.Current)}' must be quoted in a value");
        }
    }

    private HoconNode.List ReadArray(HoconScope scope)
    {
        var start = _source.Mark();
        Deepen();
        _source.Skip();
        var items = new List<HoconNode>();
        while (true)
        {
            _source.SkipLines();
            if (_source.AtEnd) throw _source.ErrorAt(start, "'[' is not closed");
            if (_source.TrySkip("]")) break;
            items.Add(ReadValue("in the array", scope with { Path = [] }));
            ExpectSeparator(']');
        }

        _depth--;
        return new HoconNode.List(items);
    }

    private HoconNode.Substitution ReadSubstitution()
    {
        var start = _source.Mark();
        if (!_source.TrySkip("${")) throw _source.Error("'$' must be quoted, or begin a substitution ${…}");
        var optional = _source.TrySkip("?");
        _source.SkipBlanks();
        if (_source.Current == '}') throw _source.ErrorAt(start, "A substitution needs a path");
        if (_source.AtEnd || _source.Current == '\n') throw _source.Error("A substitution is not closed with '}'");
        var path = ReadPath();
        if (!_source.TrySkip("}")) throw _source.Error("A substitution is not closed with '}'");
        return new HoconNode.Substitution(
            path, [HoconScope.Everything], optional, false, new HoconPlace(_source, start, file));
    }

    private static string Shown(char c) => c is '\n' ? "new line" : c.ToString();
}
