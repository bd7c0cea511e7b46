using System.Collections.Immutable;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Phoenix.Node.Settings;

/// <summary>One HOCON file with what it includes, flattened to its leaves, which know where they stand.</summary>
internal sealed class ConfigLayer
{
    private readonly HoconLines _lines;

    private ConfigLayer(HoconLines lines, ImmutableSortedDictionary<string, ConfigLeaf> leaves) =>
        (_lines, Leaves) = (lines, leaves);

    /// <summary>By full path, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, ConfigLeaf> Leaves { get; }

    /// <exception cref="BadInputException">The text, or one it includes, is not HOCON.</exception>
    public static ConfigLayer Parse(ConfigText source)
    {
        var leaves = ImmutableSortedDictionary.CreateBuilder<string, ConfigLeaf>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(source.Text))
        {
            return new ConfigLayer(HoconLines.Of(source, _ => null), leaves.ToImmutable());
        }

        var (root, lines) = ConfigParser.Parse(source);
        Flatten("", root, leaves);
        return new ConfigLayer(lines, leaves.ToImmutable());
    }

    /// <summary>The file, with the line if it can be told.</summary>
    public ConfigPlace PlaceOf(string path) => _lines.Find(path);

    /// <summary>Other values at the places of this file.</summary>
    public ConfigLayer With(ImmutableSortedDictionary<string, ConfigLeaf> leaves) => new(_lines, leaves);

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
                ? new ConfigLeaf("", [.. value.GetArray().Select(Item)])
                : new ConfigLeaf(value.GetString() ?? "", null);
        }
    }

    /// <summary>No setting is a list of lists or blocks, so no reader takes what stands for one here.</summary>
    private static string Item(HoconValue item) =>
        item.IsArray() ? "[…]" : item.IsObject() ? "{…}" : item.GetString() ?? "";
}

/// <summary>A value as written.</summary>
/// <param name="Text">A scalar's text.</param>
/// <param name="Items">A list's items; null for a scalar.</param>
internal sealed record ConfigLeaf(string Text, ImmutableArray<string>? Items)
{
    /// <summary>The value as text that can be read back.</summary>
    public string ToHocon() => Items is { } items ? $"[{string.Join(", ", items.Select(Quote))}]" : Quote(Text);

    public override string ToString() => this switch
    {
        { Items: { } items } => $"[{string.Join(", ", items)}]",
        { Text: "" } => "\"\"",
        _ => Text,
    };

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
