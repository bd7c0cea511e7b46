namespace Phoenix.Node.Settings;

/// <summary>
/// Finds the line of a key in HOCON text, for messages only: the parser does not tell. Follows braces, dotted keys,
/// strings and comments; a key inside an included file has no line here.
/// </summary>
internal sealed class HoconLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private HoconLines()
    {
    }

    public static HoconLines Of(string text)
    {
        var found = new HoconLines();
        var stack = new Stack<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            found.Read(WithoutComment(line), number, stack);
        }

        return found;
    }

    /// <summary>The line, counted from 1, of the key or of the nearest block around it.</summary>
    public int? Find(string path)
    {
        for (var key = path; key.Length > 0; key = key.Contains('.') ? key[..key.LastIndexOf('.')] : "")
        {
            if (_lines.TryGetValue(key, out var line))
            {
                return line;
            }
        }

        return null;
    }

    private void Read(string line, int number, Stack<string> stack)
    {
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : ',';
            if (c is '{' or '=' or ':' or '}' or ',')
            {
                var key = Path(stack, line[start..i]);
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

    private void Note(string key, int number)
    {
        if (key.Length > 0)
        {
            _lines[key] = number;
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
}
