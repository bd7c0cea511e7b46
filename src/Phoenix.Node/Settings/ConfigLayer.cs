using System.Collections.Immutable;
using System.Text.Json;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Phoenix.Node.Settings;

/// <summary>One HOCON file, flattened to its leaves, which know where they stand.</summary>
internal sealed class ConfigLayer
{
    private readonly string _name;
    private readonly HoconLines _lines;

    private ConfigLayer(string name, HoconLines lines, ImmutableSortedDictionary<string, ConfigLeaf> leaves) =>
        (_name, _lines, Leaves) = (name, lines, leaves);

    /// <summary>Says nothing.</summary>
    public static ConfigLayer Empty { get; } =
        new("", HoconLines.Of(""), ImmutableSortedDictionary.Create<string, ConfigLeaf>(StringComparer.Ordinal));

    /// <summary>By full path, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, ConfigLeaf> Leaves { get; }

    /// <param name="name">For messages: the file as the user named it.</param>
    /// <param name="text">HOCON.</param>
    /// <param name="read">Gives the text of an included file; null when nothing may be included.</param>
    /// <exception cref="BadInputException">The text is not HOCON.</exception>
    public static ConfigLayer Parse(string name, string text, Func<string, string>? read = null)
    {
        HoconRoot Include(string file) => Parser.Parse(read?.Invoke(file) ?? "", Include);

        HoconValue root;
        try
        {
            root = ConfigurationFactory.ParseString(text, Include).Root;
        }
        catch (Exception failure)
        {
            var reason = failure.Message.ReplaceLineEndings(" ");
            throw new BadInputException(new SettingsProblem(
                name, $"not readable: {reason}", "expected HOCON", "look for an unclosed brace or quote"));
        }

        var leaves = ImmutableSortedDictionary.CreateBuilder<string, ConfigLeaf>(StringComparer.Ordinal);
        Flatten("", root, leaves);
        return new ConfigLayer(name, HoconLines.Of(text), leaves.ToImmutable());
    }

    /// <summary>The file, with the line if it can be told.</summary>
    public string PlaceOf(string path) => _lines.Find(path) is { } line ? $"{_name}:{line}" : _name;

    private static void Flatten(
        string path, HoconValue value, ImmutableSortedDictionary<string, ConfigLeaf>.Builder leaves)
    {
        if (value.IsObject())
        {
            foreach (var (key, child) in value.GetObject().Items)
            {
                Flatten(path.Length == 0 ? key : $"{path}.{key}", child, leaves);
            }
        }
        else if (path.Length > 0)
        {
            leaves[path] = value.IsArray()
                ? new ConfigLeaf("", [.. value.GetArray().Select(item => item.GetString() ?? "")])
                : new ConfigLeaf(value.GetString() ?? "", null);
        }
    }
}

/// <summary>A value as written.</summary>
/// <param name="Text">A scalar's text.</param>
/// <param name="Items">A list's items; null for a scalar.</param>
internal sealed record ConfigLeaf(string Text, ImmutableArray<string>? Items)
{
    /// <summary>The value as text that can be read back.</summary>
    public string ToHocon() => Items is { } items ? $"[{string.Join(", ", items.Select(Quote))}]" : Quote(Text);

    public override string ToString() => Items is { } items ? $"[{string.Join(", ", items)}]" : Text;

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
