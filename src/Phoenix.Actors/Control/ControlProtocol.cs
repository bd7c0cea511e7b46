using System.Collections.Immutable;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

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

    /// <summary>
    /// Other settings for symbols that are traded, for all of them or for none. Answered with <see cref="Resettled"/>.
    /// </summary>
    /// <param name="Settings">Those of the symbols that are meant.</param>
    /// <param name="NewStrategies">
    /// Symbols whose strategy is another one than before; what the operator chose for them counts no more.
    /// </param>
    public sealed record Resettle(
        ImmutableArray<SymbolSettings> Settings, ImmutableArray<Symbol> NewStrategies) : ICommand;

    /// <summary>What is in force? Answered with <see cref="InForce"/>.</summary>
    public sealed record GetInForce : ICommand
    {
        public static GetInForce Instance { get; } = new();
    }

    /// <summary>What became of a command.</summary>
    /// <param name="Detail">Why it is refused, or what is not confirmed or left; else empty.</param>
    /// <param name="Desks">How the symbols stand that were meant, as far as they have answered.</param>
    public sealed record Answered(OperatorOutcome Outcome, string Detail, ImmutableArray<DeskStanding> Desks) : IEvent;

    /// <summary>Every desk that is meant takes the settings before whatever else it is told from now on.</summary>
    /// <param name="Problem">Why everything stays as it was; null if nothing does.</param>
    public sealed record Resettled(string? Problem) : IEvent;

    /// <summary>What the operator has said and not taken back.</summary>
    /// <param name="Problem">Why it is in doubt whether the kill switch is engaged; null if it is not.</param>
    public sealed record InForce(OperatorState State, string? Problem) : IEvent;
}
