using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Control;

/// <summary>Whether a command is done, judged from what the desks say of themselves.</summary>
/// <param name="IsDone">Every symbol that is meant has confirmed it.</param>
/// <param name="IsOvertaken">Another command has come in between, so it will never be done.</param>
/// <param name="Missing">What is not confirmed yet, symbol by symbol; empty when all is.</param>
/// <param name="Desks">The symbols that are meant, as far as they have answered.</param>
public sealed record Confirmation(
    bool IsDone, bool IsOvertaken, string Missing, ImmutableArray<DeskStanding> Desks)
{
    /// <summary>Whether every symbol that is meant does as it was told, confirmed or not.</summary>
    public bool IsObeyed { get; init; }

    /// <param name="command">What was asked for.</param>
    /// <param name="state">What the operator wants by now.</param>
    /// <param name="desks">The symbols that have a desk; null while nobody has said.</param>
    /// <param name="standings">What desks have answered since the command.</param>
    public static Confirmation Judge(
        OperatorCommand command,
        OperatorState state,
        ImmutableArray<Symbol>? desks,
        IReadOnlyDictionary<Symbol, DeskStanding> standings)
    {
        var meant = command.Target is { } target ? [target] : desks ?? [];
        var isOvertaken = state.IsKilled != (command.Stance == OperatorStance.Killed)
            || meant.Any(symbol => command is OperatorCommand.Choose { Strategy: var chosen }
                ? state.StrategyOf(symbol) != chosen
                : state.Of(symbol) != command.Stance);
        var answers = meant.Where(standings.ContainsKey).Select(symbol => standings[symbol]).ToImmutableArray();
        var isObeyed = !meant.IsEmpty && answers.Length == meant.Length
            && answers.All(answer => IsObeying(answer, command));
        var missing = meant.IsEmpty
            ? ["no symbol is traded yet: the exchange has not told its rules"]
            : meant.Select(symbol => MissingOf(symbol, command, standings.GetValueOrDefault(symbol)))
                .Where(text => text.Length > 0);
        return new Confirmation(
            isObeyed && answers.All(answer => command is OperatorCommand.Choose || answer.IsConfirmed),
            isOvertaken,
            string.Join("; ", missing),
            answers)
        {
            IsObeyed = isObeyed,
        };
    }

    /// <summary>A choice is carried out by being taken: nothing at the venue could confirm it.</summary>
    private static bool IsObeying(DeskStanding answer, OperatorCommand command) =>
        command is OperatorCommand.Choose { Strategy: var chosen }
            ? answer.Strategy == chosen
            : answer.Stance == command.Stance;

    private static string MissingOf(Symbol symbol, OperatorCommand command, DeskStanding? answer) =>
        answer is null ? $"{symbol} has not answered"
        : !IsObeying(answer, command) ? $"{symbol} has not begun"
        : command is OperatorCommand.Choose || answer.IsConfirmed ? ""
        : $"{symbol} {answer.Missing}";
}
