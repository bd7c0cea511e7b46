using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Control;

/// <summary>All that the operator has said and not taken back; symbols that come later obey it too.</summary>
public sealed record OperatorState
{
    public static OperatorState Free { get; } = new();

    /// <summary>Goes before everything else.</summary>
    public bool IsKilled { get; init; }

    /// <summary>For every symbol that <see cref="Named"/> does not hold.</summary>
    public OperatorStance Everywhere { get; init; } = OperatorStance.Free;

    public ImmutableSortedDictionary<Symbol, OperatorStance> Named { get; init; } =
        ImmutableSortedDictionary<Symbol, OperatorStance>.Empty;

    /// <summary>For every symbol that <see cref="Strategies"/> does not hold; null for that of the settings.</summary>
    public StrategyKind? StrategyEverywhere { get; init; }

    public ImmutableSortedDictionary<Symbol, StrategyKind> Strategies { get; init; } =
        ImmutableSortedDictionary<Symbol, StrategyKind>.Empty;

    /// <summary>The strategy that was chosen for the symbol; null if that of the settings stands.</summary>
    public StrategyKind? StrategyOf(Symbol symbol) =>
        Strategies.TryGetValue(symbol, out var named) ? named : StrategyEverywhere;

    public OperatorStance Of(Symbol symbol) =>
        IsKilled ? OperatorStance.Killed : Named.GetValueOrDefault(symbol, Everywhere);

    /// <summary>Why the command is not carried out; null if it is.</summary>
    public string? Refuse(OperatorCommand command) => command switch
    {
        OperatorCommand.Kill => null,
        OperatorCommand.Resume { AfterKill: true, Symbol: not null } =>
            "a kill is of all symbols, and so is its end: resume --after-kill takes no symbol",
        OperatorCommand.Resume { AfterKill: true } => null,
        _ when IsKilled => "everything is killed: only resume --after-kill ends that",
        _ => null,
    };

    /// <summary>How it is after a command that is not refused.</summary>
    public OperatorState After(OperatorCommand command) => command switch
    {
        OperatorCommand.Kill => this with { IsKilled = true },
        OperatorCommand.Choose { Symbol: { } symbol, Strategy: var chosen } =>
            this with { Strategies = Strategies.SetItem(symbol, chosen) },
        OperatorCommand.Choose { Strategy: var chosen } =>
            this with { StrategyEverywhere = chosen, Strategies = Strategies.Clear() },
        OperatorCommand.Resume { AfterKill: true } => Standing(OperatorStance.Free),
        { Target: { } symbol, Stance: { } stance } => this with { Named = Named.SetItem(symbol, stance) },
        { Stance: { } stance } => Standing(stance),
        _ => this,
    };

    /// <summary>Every symbol does the same; what trades it stays.</summary>
    private OperatorState Standing(OperatorStance stance) =>
        this with { IsKilled = false, Everywhere = stance, Named = Named.Clear() };
}
