using Akka.Actor;
using Phoenix.Actors.Control;
using Phoenix.Actors.Exchange;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Symbols;

/// <summary>What a symbol's desk is made of, and whom it works with.</summary>
internal sealed record DeskSetup(
    Instrument Instrument,
    SymbolSettings Symbol,
    PhoenixSettings Settings,
    EpochSource Epochs,
    SymbolRoster Roster,
    OperatorWill Will,
    IActorRef Exchange,
    IActorRef Trading,
    IActorRef Account,
    IActorRef Monitor,
    IActorRef Risk);

/// <summary>With the settings, all that a desk is created from.</summary>
/// <param name="Symbol">
/// Null when read from a file, which refers to settings and does not hold them; then they come from the configuration.
/// </param>
/// <param name="Stance">What the operator wanted of it at that moment.</param>
internal sealed record DeskSeed(
    Instrument Instrument, long Run, SymbolSettings? Symbol, OperatorStance Stance = OperatorStance.Free)
{
    /// <summary>What it was told since the start, and goes before; null if nothing.</summary>
    public DeskTerms? Terms { get; init; }
}
