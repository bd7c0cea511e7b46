using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Control;

/// <summary>How far a desk is with what the operator wants of it.</summary>
/// <param name="Symbol">The desk's.</param>
/// <param name="Stance">What it was told last.</param>
/// <param name="IsConfirmed">The venue has shown it, in answer to a question asked after it was told.</param>
/// <param name="Halts">Why nothing is quoted.</param>
/// <param name="Mode">What would be quoted.</param>
/// <param name="Position">By our fills, in base currency.</param>
/// <param name="OpenOrders">Orders of ours that may still execute.</param>
/// <param name="Missing">What is not confirmed yet, in words; empty when all is.</param>
public sealed record DeskStanding(
    Symbol Symbol,
    OperatorStance Stance,
    bool IsConfirmed,
    HaltCauses Halts,
    QuoteMode Mode,
    decimal Position,
    int OpenOrders,
    string Missing)
{
    /// <summary>What makes the prices.</summary>
    public StrategyKind Strategy { get; init; } = StrategyKind.Grid;
}
