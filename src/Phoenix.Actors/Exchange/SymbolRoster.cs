using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// The symbols that are wanted now, with their settings: at first those of the configuration. It outlives every actor,
/// so a part that starts over trades what was traded before, and as it was told last. Only the exchange adds and
/// removes, only the symbols change.
/// </summary>
internal sealed class SymbolRoster(ImmutableArray<SymbolSettings> symbols)
{
    private ImmutableArray<SymbolSettings> _all = symbols;

    public ImmutableArray<SymbolSettings> All => _all;

    public SymbolSettings? Find(Symbol symbol) => All.FirstOrDefault(known => known.Symbol == symbol);

    public void Put(SymbolSettings settings) => ImmutableInterlocked.Update(
        ref _all, all => [.. all.Where(known => known.Symbol != settings.Symbol), settings]);

    public void Remove(Symbol symbol) =>
        ImmutableInterlocked.Update(ref _all, all => all.RemoveAll(known => known.Symbol == symbol));

    /// <summary>Other settings for a symbol that is wanted; nothing for one that is not.</summary>
    public void Change(SymbolSettings settings) => ImmutableInterlocked.Update(
        ref _all, all => [.. all.Select(known => known.Symbol == settings.Symbol ? settings : known)]);
}
