using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Recording;

/// <summary>What the recorder held at one moment: enough to run every machine again and compare.</summary>
public sealed record FlightRecording
{
    /// <summary>Version of the program that wrote it.</summary>
    public required string Program { get; init; }

    /// <summary>What it was written for, in one line.</summary>
    public required string Occasion { get; init; }

    /// <summary>The calendar time of <see cref="Instant"/> 0; to show times, never to decide.</summary>
    public required DateTimeOffset ClockZero { get; init; }

    public required PhoenixSettings Settings { get; init; }

    public required ImmutableArray<RecordedTape> Tapes { get; init; }
}

/// <summary>One machine: how it stood, and what it was told from then on.</summary>
/// <param name="State">The machine before the first entry, as <see cref="GraphWriter"/> writes it.</param>
/// <param name="Flaw">Why it cannot be replayed; null when it can.</param>
public sealed record RecordedTape(
    string Component,
    TapeKind Kind,
    object? Seed,
    string State,
    ImmutableArray<TapeEntry> Entries,
    string? Flaw);
