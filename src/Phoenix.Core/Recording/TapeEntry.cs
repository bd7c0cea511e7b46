using Phoenix.Core.Primitives;

namespace Phoenix.Core.Recording;

/// <summary>Which machine a tape belongs to.</summary>
public enum TapeKind
{
    Desk = 1,
    Judge,
    Reconnect,
    Connection,
    Link,
    ListenKey,
    Succession,
    Handover,
    Subscriptions,
}

/// <summary>What an entry of a tape is.</summary>
public enum EntryKind : byte
{
    /// <summary>Something the machine was told; the effects behind it are what followed from it.</summary>
    Input = 1,

    Effect,
}

/// <summary>One entry of a tape.</summary>
/// <param name="At">The time the machine was told.</param>
/// <param name="Payload">An immutable message; the tape keeps the reference and copies nothing.</param>
public readonly record struct TapeEntry(Instant At, EntryKind Kind, object Payload);

/// <summary>In place of effects: the machine threw.</summary>
/// <param name="Type">Name of the exception's type.</param>
public sealed record MachineFailed(string Type);
