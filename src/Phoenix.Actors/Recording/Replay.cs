using System.Collections.Immutable;
using Phoenix.Actors.Symbols;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Recording;

/// <summary>
/// Runs the machines of a recording again, on the times it holds, and compares every decision with the recorded one.
/// No actor, clock or chance takes part.
/// </summary>
public static class Replay
{
    /// <param name="recording">What was recorded.</param>
    /// <param name="settings">In place of the recorded ones; null for those.</param>
    /// <param name="tell">Told what share of the recording is done, from 0 to 1; null where nobody waits.</param>
    /// <exception cref="FormatException">A state in it is not one of this build.</exception>
    public static ReplayResult Run(
        FlightRecording recording, PhoenixSettings? settings = null, Action<double>? tell = null)
    {
        var runs = new List<TapeRun>();
        var (done, all) = (0L, recording.Tapes.Sum(tape => (long)tape.Entries.Length));
        foreach (var tape in recording.Tapes)
        {
            runs.Add(settings is null ? Run(tape, recording.Settings) : Run(Untold(tape), settings));
            done += tape.Entries.Length;
            tell?.Invoke(all == 0 ? 1 : (double)done / all);
        }

        return new ReplayResult(
            runs.Sum(run => run.Inputs),
            runs.Sum(run => run.Decisions),
            [.. runs.SelectMany(run => run.Headlines).OrderBy(line => line.At)],
            [.. runs.Select(run => run.Difference).OfType<ReplayDifference>().OrderBy(found => found.At)],
            [.. recording.Tapes.Where(tape => tape.Flaw is not null).Select(tape => $"{tape.Component}: {tape.Flaw}")]);
    }

    /// <summary>Without the settings that the machine was told while it ran: others are to hold all the time.</summary>
    private static RecordedTape Untold(RecordedTape tape) => tape.Seed is DeskSeed desk
        ? tape with
        {
            Seed = desk with { Terms = null },
            Entries = [.. tape.Entries.Where(entry => entry.Payload is not DeskTerms)],
        }
        : tape;

    private static TapeRun Run(RecordedTape tape, PhoenixSettings settings)
    {
        var run = new TapeRun();
        if (tape.Flaw is not null)
        {
            return run;
        }

        var replica = Replica.Restore(tape, settings);
        foreach (var (input, recorded) in Decisions.Groups(tape.Entries))
        {
            var decided = replica.Feed(input.Payload, input.At);
            run.Inputs++;
            run.Decisions += decided.Length;
            run.Headlines.AddRange(decided
                .Select(Decisions.Headline)
                .OfType<string>()
                .Select(text => new ReplayLine(input.At, tape.Component, text)));
            if (Decisions.FirstDifference(recorded.AsSpan(), decided.AsSpan()) is var place and >= 0)
            {
                run.Difference = new ReplayDifference(
                    input.At, tape.Component, Decisions.Text(input.Payload), At(recorded, place), At(decided, place));
                break; // from here on its state is another one
            }
        }

        return run;
    }

    private static string? At(ImmutableArray<object> effects, int place) =>
        place < effects.Length ? Decisions.Text(effects[place]) : null;

    private sealed class TapeRun
    {
        public int Inputs { get; set; }

        public int Decisions { get; set; }

        public List<ReplayLine> Headlines { get; } = [];

        public ReplayDifference? Difference { get; set; }
    }
}

/// <summary>How a replay went.</summary>
/// <param name="Timeline">The decisions that matter, as replayed, in the order of time.</param>
/// <param name="Differences">The first one of each machine that decided otherwise, in the order of time.</param>
/// <param name="Flaws">Machines that could not be replayed, and why.</param>
public sealed record ReplayResult(
    int Inputs,
    int Decisions,
    ImmutableArray<ReplayLine> Timeline,
    ImmutableArray<ReplayDifference> Differences,
    ImmutableArray<string> Flaws);

/// <summary>One decision that matters.</summary>
public sealed record ReplayLine(Instant At, string Component, string Text);

/// <summary>Where a machine decided otherwise than recorded.</summary>
/// <param name="Input">What it was told.</param>
/// <param name="Recorded">Null when the recording has no further decision here.</param>
/// <param name="Replayed">Null when the replay has none.</param>
public sealed record ReplayDifference(
    Instant At, string Component, string Input, string? Recorded, string? Replayed);
