using System.Collections.Immutable;

namespace Phoenix.Node.Settings;

/// <summary>Settings with what they were read from.</summary>
/// <param name="File">What the user wrote, with all it includes.</param>
/// <param name="Reference">What holds where the user wrote nothing.</param>
internal sealed record WrittenSettings(NodeSettings Settings, ConfigLayer File, ConfigLayer Reference)
{
    private const string Defaults = "phoenix.symbol-defaults.";
    private const string OfSymbol = "phoenix.symbol.";

    /// <summary>
    /// Every value that counts, by its key; what all symbols fall back to stands there for each symbol.
    /// </summary>
    public ImmutableSortedDictionary<string, ConfigLeaf> Effective()
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ConfigLeaf>(StringComparer.Ordinal);
        values.AddRange(Reference.Leaves.Where(leaf => !IsOfSymbols(leaf.Key)));
        foreach (var (key, leaf) in File.Leaves.Where(leaf => !IsOfSymbols(leaf.Key)))
        {
            values[key] = leaf;
        }

        foreach (var symbol in Settings.Phoenix.Symbols.Select(symbol => symbol.Symbol.Name))
        {
            foreach (var (key, leaf) in Reference.Leaves.Where(leaf => IsDefault(leaf.Key)))
            {
                var own = $"{OfSymbol}{symbol}.{key[Defaults.Length..]}";
                values[own] = File.Leaves.GetValueOrDefault(own) ?? File.Leaves.GetValueOrDefault(key) ?? leaf;
            }
        }

        return values.ToImmutable();
    }

    /// <summary>
    /// The name in a key of one symbol's block; null for any other key, that of all symbols' defaults too.
    /// </summary>
    public static string? SymbolOf(string key) =>
        key.StartsWith(OfSymbol, StringComparison.Ordinal) ? key[OfSymbol.Length..].Split('.')[0] : null;

    public bool Trades(string symbol) => Settings.Phoenix.Symbols.Any(traded => traded.Symbol.Name == symbol);

    private static bool IsOfSymbols(string key) =>
        IsDefault(key) || key.StartsWith(OfSymbol, StringComparison.Ordinal);

    private static bool IsDefault(string key) => key.StartsWith(Defaults, StringComparison.Ordinal);
}
