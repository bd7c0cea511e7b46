using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Risk;

/// <summary>The stops for a loss that are in force, of which each lasts until it is pardoned.</summary>
public sealed record LossStops
{
    public static LossStops None { get; } = new();

    /// <summary>Of every symbol; null while the account as a whole is not stopped.</summary>
    public LossVerdict.Stop? Account { get; init; }

    /// <summary>Of single symbols.</summary>
    public ImmutableSortedDictionary<Symbol, LossVerdict.Stop> Symbols { get; init; } =
        ImmutableSortedDictionary<Symbol, LossVerdict.Stop>.Empty;

    public bool IsEmpty => Account is null && Symbols.IsEmpty;

    /// <summary>The stop that holds for a symbol; the account's goes first.</summary>
    public LossVerdict.Stop? Of(Symbol symbol) => Account ?? Symbols.GetValueOrDefault(symbol);
}
