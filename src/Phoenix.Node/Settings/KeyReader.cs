using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.Primitives;

namespace Phoenix.Node.Settings;

/// <summary>
/// Reads typed values of one block and collects what is wrong with them instead of stopping at the first. A key that
/// is missing in the block is looked up in the block it falls back to.
/// </summary>
internal sealed class KeyReader
{
    private static readonly ImmutableArray<string> SwitchedOn = ["on", "true", "yes", "1"];
    private static readonly ImmutableArray<string> SwitchedOff = ["off", "false", "no", "0"];

    private readonly ConfigSource _source;
    private readonly ImmutableArray<string> _blocks;

    /// <param name="source">The layers, and the problems found so far.</param>
    /// <param name="blocks">The block's path, then the paths it falls back to.</param>
    public KeyReader(ConfigSource source, params ImmutableArray<string> blocks) =>
        (_source, _blocks) = (source, blocks);

    public KeyReader Block(string name) => new(_source, [.. _blocks.Select(block => $"{block}.{name}")]);

    /// <summary>Whether the block, or one it falls back to, has the key; asking does not make it known.</summary>
    public bool Has(string key) => _blocks.Any(block => _source.Find($"{block}.{key}") is not null);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, inclusive.</summary>
    public int Count(string key, int least, int most) => (int)Long(key, least, most);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, inclusive.</summary>
    public long Long(string key, long least, long most)
    {
        var (path, leaf) = Find(key);
        if (long.TryParse(leaf.Text, NumberStyles.AllowLeadingSign, Invariant, out var value)
            && value >= least
            && value <= most)
        {
            return value;
        }

        var range = most == long.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
        return Refuse(path, leaf, $"expected a whole number {range}", least);
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, inclusive.</summary>
    public decimal Number(string key, decimal least, decimal most)
    {
        var (path, leaf) = Find(key);
        return decimal.TryParse(leaf.Text, Decimals, Invariant, out var value)
            && value >= least
            && value <= most
                ? value
                : Refuse(path, leaf, $"expected a number from {Show(least)} to {Show(most)}", least);
    }

    /// <summary>Greater than 0, up to <paramref name="most"/>.</summary>
    public decimal Positive(string key, decimal most)
    {
        var (path, leaf) = Find(key);
        return decimal.TryParse(leaf.Text, Decimals, Invariant, out var value)
            && value > 0
            && value <= most
                ? value
                : Refuse(path, leaf, $"expected a number greater than 0, up to {Show(most)}", most);
    }

    /// <summary>A quantity greater than 0 and a multiple of <paramref name="lot"/>.</summary>
    public Quantity Lots(string key, decimal lot)
    {
        var lots = Positive(key, 100_000_000m) / lot;
        Demand(
            lots >= 1 && decimal.Truncate(lots) == lots,
            key,
            Has("lot") ? "lot" : key,
            $"expected a multiple of the lot {lot}",
            "make them go together");
        return new Quantity(Math.Max(1, (long)lots));
    }

    /// <summary>From <paramref name="least"/> to a day, inclusive.</summary>
    public TimeSpan Duration(string key, TimeSpan least)
    {
        var (path, leaf) = Find(key);
        if (!DurationText.TryParse(leaf.Text, out var value))
        {
            return Refuse(path, leaf, DurationText.Expected, least);
        }

        return value >= least && value <= TimeSpan.FromDays(1)
            ? value
            : Refuse(path, leaf, $"expected a duration from {DurationText.Format(least)} to 24h", least);
    }

    /// <summary>Bytes, both bounds inclusive.</summary>
    public long Size(string key, long least, long most)
    {
        var (path, leaf) = Find(key);
        if (!SizeText.TryParse(leaf.Text, out var value))
        {
            return Refuse(path, leaf, SizeText.Expected, least);
        }

        return value >= least && value <= most
            ? value
            : Refuse(path, leaf, $"expected {SizeText.Format(least)} to {SizeText.Format(most)}", least);
    }

    public string Text(string key, Func<string, bool> allowed, string expected)
    {
        var (path, leaf) = Find(key);
        return leaf.Items is null && allowed(leaf.Text) ? leaf.Text : Refuse(path, leaf, expected, "");
    }

    public T Choice<T>(string key, params (string Name, T Value)[] choices)
        where T : struct
    {
        var (path, leaf) = Find(key);
        foreach (var (name, value) in choices)
        {
            if (leaf.Items is null && name == leaf.Text)
            {
                return value;
            }
        }

        var names = choices.Select(choice => choice.Name).ToList();
        var remedy = names.Find(name => SameSwitch(name, leaf.Text)) is { } word ? $"write {word}"
            : NearestName.Of(leaf.Text, names) is { } meant ? $"did you mean {meant}?"
            : "choose one of them";
        return Refuse(path, leaf, $"expected one of {string.Join(", ", names)}", default(T), remedy);
    }

    private static bool SameSwitch(string name, string text) =>
        (SwitchedOn.Contains(name) && SwitchedOn.Contains(text))
        || (SwitchedOff.Contains(name) && SwitchedOff.Contains(text));

    /// <summary>A list; an empty text is one too, for that is how Akka.NET's HOCON reads an empty list.</summary>
    public ImmutableArray<string> List(string key, string expected, string remedy)
    {
        var (path, leaf) = Find(key);
        if (leaf is { Items: null, Text: "" }) return [];
        return leaf.Items ?? Refuse(path, leaf, expected, ImmutableArray<string>.Empty, remedy);
    }

    /// <summary>Reports a value that is fine by itself but not together with another.</summary>
    /// <param name="holds">Whether the two go together.</param>
    /// <param name="key">The key that is reported.</param>
    /// <param name="other">The key it does not go with: the user may have written only this one.</param>
    /// <param name="expected">What is allowed.</param>
    /// <param name="remedy">What to do.</param>
    public void Demand(bool holds, string key, string other, string expected, string remedy) =>
        Demand(holds, [key, other], expected, remedy);

    /// <inheritdoc cref="ConfigSource.Demand"/>
    /// <param name="keys">All keys it depends on; the first is reported.</param>
    public void Demand(bool holds, ImmutableArray<string> keys, string expected, string remedy) =>
        _source.Demand(holds, [.. keys.Select(PathOf)], expected, remedy);

    /// <summary>The full path of the key whose value counts.</summary>
    public string PathOf(string key) => Find(key).Path;

    /// <summary>Reports a duration that is shorter than another one of the same block.</summary>
    public void DemandAtLeast(TimeSpan value, string key, TimeSpan least, string leastKey) =>
        Demand(
            value >= least,
            key,
            leastKey,
            $"expected at least {leastKey} ({DurationText.Format(least)})",
            $"raise it, or lower {leastKey}");

    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static string Show(decimal value) => value.ToString("0.##########", Invariant);

    private (string Path, ConfigLeaf Leaf) Find(string key)
    {
        var paths = _blocks.Select(block => $"{block}.{key}").ToList();
        foreach (var path in paths)
        {
            _source.MarkKnown(path);
        }

        var found = paths.Find(path => _source.Find(path) is not null);
        return found is null
            ? throw new InvalidOperationException($"{paths[^1]} has no default in reference.conf.")
            : (found, _source.Find(found)!);
    }

    private string Remedy(string path, ConfigLeaf leaf)
    {
        if (leaf.Text.EndsWith('%') && decimal.TryParse(leaf.Text[..^1], Decimals, Invariant, out var percent))
        {
            return $"write it as a fraction: {Show(percent / 100)}";
        }

        var standard = _source.DefaultOf($"{_blocks[^1]}.{path[(path.LastIndexOf('.') + 1)..]}");
        return standard.Length == 0 ? "write one" : $"correct it, or remove the key to get the default {standard}";
    }

    private T Refuse<T>(string path, ConfigLeaf leaf, string expected, T instead, string? remedy = null)
    {
        _source.Refuse(path, leaf, expected, remedy ?? Remedy(path, leaf));
        return instead;
    }
}
