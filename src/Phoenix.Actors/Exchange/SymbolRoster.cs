using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// The symbols that are wanted now, with their settings: at first those of the configuration. It outlives every actor,
/// so a part that starts over trades what was traded before. Only the exchange changes it.
/// </summary>
internal sealed class SymbolRoster(ImmutableArray<SymbolSettings> symbols)
{
    public ImmutableArray<SymbolSettings> All { get; private set; } = symbols;

    public SymbolSettings? Find(Symbol symbol) => All.FirstOrDefault(known => known.Symbol == symbol);

    public void Put(SymbolSettings settings) =>
        All = [.. All.Where(known => known.Symbol != settings.Symbol), settings];

    public void Remove(Symbol symbol) => All = All.RemoveAll(known => known.Symbol == symbol);
}
