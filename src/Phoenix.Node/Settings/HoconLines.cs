using System.Text.RegularExpressions;

namespace Phoenix.Node.Settings;

/// <summary>
/// Finds the place of a key in HOCON text, for messages only: the parser does not tell. Follows braces, dotted keys,
/// strings, comments and includes.
/// </summary>
internal sealed partial class HoconLines
{
    private readonly Dictionary<string, ConfigPlace> _places = new(StringComparer.Ordinal);
    private readonly ConfigText _source;
    private readonly Func<string, HoconLines?> _included;

    private HoconLines(ConfigText source, Func<string, HoconLines?> included) =>
        (_source, _included) = (source, included);

    /// <param name="source">The text.</param>
    /// <param name="included">Gives the places of an included text by its name; null for an unknown one.</param>
    public static HoconLines Of(ConfigText source, Func<string, HoconLines?> included)
    {
        var found = new HoconLines(source, included);
        var stack = new Stack<string>();
        var number = 0;
        foreach (var line in source.Text.Split('\n'))
        {
            number++;
            found.Read(WithoutComment(line), number, stack);
        }

        return found;
    }

    /// <summary>The line, counted from 1, that includes the file; 0 when it cannot be told.</summary>
    public static int LineOfInclude(string text, string file) => 1 + Array.FindIndex(
        text.Split('\n'),
        line => Include().Matches(WithoutComment(line)).Any(match => match.Groups["file"].Value == file));

    /// <summary>Where the key stands, or the nearest block around it; the text alone when neither is found.</summary>
    public ConfigPlace Find(string path)
    {
        for (var key = path; key.Length > 0; key = key.Contains('.') ? key[..key.LastIndexOf('.')] : "")
        {
            if (_places.TryGetValue(key, out var place))
            {
                return place;
            }
        }

        return new ConfigPlace(_source, 0);
    }

    private void Read(string line, int number, Stack<string> stack)
    {
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == start && Include().Match(line, start) is { Success: true } include && include.Index == start)
            {
                Embed(include.Groups["file"].Value, stack.TryPeek(out var block) ? block : "");
                i = start = include.Index + include.Length;
            }

            var c = i < line.Length ? line[i] : ',';
            if (c is '{' or '=' or ':' or '}' or ',')
            {
                var key = Path(stack, line[start..Math.Min(i, line.Length)]);
                switch (c)
                {
                    case '{':
                        Note(key, number);
                        stack.Push(key.Length > 0 || stack.Count == 0 ? key : stack.Peek());
                        break;
                    case '}' when stack.Count > 0:
                        stack.Pop();
                        break;
                    case '=' or ':':
                        Note(key, number);
                        i = EndOfValue(line, i + 1) - 1;
                        if (i + 1 < line.Length && line[i + 1] == '{')
                        {
                            stack.Push(key);
                            i++;
                        }

                        break;
                }

                start = i + 1;
            }
        }
    }

    private void Embed(string file, string block)
    {
        foreach (var (key, place) in _included(file)?._places ?? [])
        {
            _places[block.Length == 0 ? key : $"{block}.{key}"] = place;
        }
    }

    private void Note(string key, int number)
    {
        if (key.Length > 0)
        {
            _places[key] = new ConfigPlace(_source, number);
        }
    }

    private static string Path(Stack<string> stack, string key)
    {
        var name = key.Trim().Trim('"').TrimEnd('+').Trim();
        return name.Length == 0 ? "" : stack.TryPeek(out var parent) && parent.Length > 0 ? $"{parent}.{name}" : name;
    }

    /// <summary>Where the value ends: at a comma or brace outside of quotes and brackets, or with the line.</summary>
    private static int EndOfValue(string line, int from)
    {
        var (quoted, depth) = (false, 0);
        for (var i = from; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '[' when !quoted:
                    depth++;
                    break;
                case ']' when !quoted:
                    depth--;
                    break;
                case ',' or '}' or '{' when !quoted && depth == 0:
                    return i;
            }
        }

        return line.Length;
    }

    private static string WithoutComment(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (line[i] == '#' || (line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/')))
            {
                return line[..i];
            }
        }

        return line;
    }

    [GeneratedRegex(
        """\s*include\s+(required\()?(file\()?"(?<file>[^"]*)"\)*""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Include();
}
