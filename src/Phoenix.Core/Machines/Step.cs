using System.Collections.Immutable;

namespace Phoenix.Core.Machines;

/// <summary>
/// One step of a pure state machine: where it stands now and what the shell has to do, in this order.
/// </summary>
public readonly record struct Step<TState, TEffect>(TState State, ImmutableArray<TEffect> Effects);

/// <summary>Shorthands to write transitions as one line.</summary>
public static class Step
{
    public static Step<TState, TEffect> To<TState, TEffect>(TState state, params ReadOnlySpan<TEffect> effects) =>
        new(state, [.. effects]);
}
