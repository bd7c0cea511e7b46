namespace Phoenix.Simulation.Invariants;

/// <summary>An invariant does not hold; the message says which, when and how to repeat the run.</summary>
public sealed class InvariantViolation(string invariant, string detail) : Exception($"{invariant}: {detail}")
{
    public string Invariant { get; } = invariant;
}
