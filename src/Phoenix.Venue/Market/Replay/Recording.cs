using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market.Replay;

/// <summary>What one line of a recording is.</summary>
public enum RecordedKind
{
    /// <summary>Something changed hands; exact time, price, quantity and taker's side.</summary>
    Trade = 1,

    /// <summary>Both best prices with their quantities.</summary>
    Ticker,

    /// <summary>Levels that changed, with their new quantities.</summary>
    Depth,
}

/// <summary>A level of a recorded message; a quantity of 0 takes it out.</summary>
public readonly record struct RecordedLevel(Side Side, long Ticks, long Lots);

/// <summary>One message, in the order in which the exchange made it.</summary>
/// <param name="AtMs">The exchange's time <c>T</c>.</param>
/// <param name="FinalId">Update id <c>u</c>; 0 for a trade.</param>
/// <param name="First">Index of its first level; of a trade, its one level carries the taker's side.</param>
/// <param name="Count">How many levels it has.</param>
public readonly record struct RecordedEvent(RecordedKind Kind, long AtMs, long FinalId, int First, int Count);

/// <summary>
/// One market as it was recorded: a snapshot of its book, and what happened after it, sorted by the exchange's time;
/// of the same millisecond, trades come before the levels they changed.
/// </summary>
public sealed record Recording
{
    internal Recording(
        ImmutableArray<RecordedLevel> snapshot, long startMs, RecordedEvent[] events, RecordedLevel[] levels, int gaps)
    {
        (Snapshot, StartMs, Events, Levels, Gaps) = (snapshot, startMs, events, levels, gaps);
    }

    /// <summary>The book at the start.</summary>
    public ImmutableArray<RecordedLevel> Snapshot { get; }

    /// <summary>When the snapshot was taken, by the exchange's clock.</summary>
    public long StartMs { get; }

    /// <summary>When the last message was made.</summary>
    public long EndMs => Events.Length == 0 ? StartMs : Events[^1].AtMs;

    /// <summary>How often a depth message did not follow on the one before: changes were lost there.</summary>
    public int Gaps { get; }

    internal RecordedEvent[] Events { get; }

    internal RecordedLevel[] Levels { get; }

    internal ReadOnlySpan<RecordedLevel> LevelsOf(in RecordedEvent recorded) =>
        Levels.AsSpan(recorded.First, recorded.Count);
}

/// <summary>A recording cannot be read; the message says where and why.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
