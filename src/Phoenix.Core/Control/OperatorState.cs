using System.Collections.Immutable;
using Phoenix.Core.Primitives;

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
        OperatorCommand.Resume { AfterKill: true } => Free,
        { Target: { } symbol } => this with { Named = Named.SetItem(symbol, command.Stance) },
        _ => Free with { Everywhere = command.Stance },
    };
}
