using Phoenix.Core.Streams;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// A connection died; thrown by the actor that carries it, so that its supervisor decides what follows.
/// </summary>
public sealed class StreamDiedException(DeathCause cause, string detail) : Exception($"{cause}: {detail}")
{
    public DeathCause DeathCause { get; } = cause;

    public string Detail { get; } = detail;
}

/// <summary>
/// Replacing a connection again and again did not help; thrown by its slot, so that the level above re-creates more.
/// </summary>
public sealed class SlotExhaustedException(string slot, DeathCause cause, int failures)
    : Exception($"{slot}: {failures} incarnations in a row without good data, last cause {cause}")
{
    public DeathCause DeathCause { get; } = cause;
}
