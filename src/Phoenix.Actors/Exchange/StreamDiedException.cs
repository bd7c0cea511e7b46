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
/// Replacing connections again and again did not help; thrown by a part of the exchange that is told to start over,
/// so that its supervisor does it.
/// </summary>
public sealed class PartRecreatedException(DeathCause cause)
    : Exception($"incarnations in a row without good data, last cause {cause}")
{
    public DeathCause DeathCause { get; } = cause;
}
