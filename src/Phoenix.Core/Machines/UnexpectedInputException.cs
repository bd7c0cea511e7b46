namespace Phoenix.Core.Machines;

/// <summary>
/// A state machine was given an input that its state cannot have: a bug, which the supervisor answers with a restart.
/// </summary>
public sealed class UnexpectedInputException(object state, object input)
    : Exception($"{input.GetType().Name} cannot happen in {state.GetType().Name}.");
