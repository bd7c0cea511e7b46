using System.Collections.Immutable;
using Phoenix.Core.Control;

namespace Phoenix.Actors.Control;

/// <summary>What the operator may say, and when it counts as done; told to the root.</summary>
public static class ControlProtocol
{
    /// <summary>Marks what control may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what control tells.</summary>
    public interface IEvent;

    /// <summary>
    /// Carry it out. Answered with <see cref="Answered"/> when the venue's state confirms it, or when that has not
    /// come about within the patience; the command goes on then all the same.
    /// </summary>
    public sealed record Carry(OperatorCommand Command, TimeSpan Patience) : ICommand;

    /// <summary>What is in force? Answered with <see cref="InForce"/>.</summary>
    public sealed record GetInForce : ICommand
    {
        public static GetInForce Instance { get; } = new();
    }

    /// <summary>What became of a command.</summary>
    /// <param name="Detail">Why it is refused, or what is not confirmed or left; else empty.</param>
    /// <param name="Desks">How the symbols stand that were meant, as far as they have answered.</param>
    public sealed record Answered(OperatorOutcome Outcome, string Detail, ImmutableArray<DeskStanding> Desks) : IEvent;

    /// <summary>What the operator has said and not taken back.</summary>
    /// <param name="Problem">Why it is in doubt whether the kill switch is engaged; null if it is not.</param>
    public sealed record InForce(OperatorState State, string? Problem) : IEvent;
}
