using System.Collections.Immutable;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Symbols;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Recording;

/// <summary>
/// The bounded ring: what was read from the tapes, the newest of it kept, the oldest told to the replicas that walk
/// behind. Owned by the recorder.
/// </summary>
internal sealed class TapeShelf(FlightRecorder recorder, PhoenixSettings settings, RecorderSettings bounds)
{
    private readonly List<Reel> _reels = [];

    /// <summary>What is held, by estimate.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the oldest has to go, however young it is.</summary>
    public bool IsFull => Bytes > bounds.Size;

    /// <summary>Entries read since the start.</summary>
    public long Entries { get; private set; }

    /// <summary>Inputs at which a replica decided otherwise: 0, or the core is not deterministic.</summary>
    public long Differences { get; private set; }

    /// <summary>Takes over what the machines left since the last time.</summary>
    public void Collect()
    {
        while (recorder.TryTake(out var tape))
        {
            _reels.Add(new Reel(tape, Replica.Create(tape.Kind, tape.Seed, settings)));
        }

        foreach (var reel in _reels)
        {
            reel.IsDone = reel.Tape.HasEnded; // looked at first: what it ends with is read below
            while (reel.Tape.TryRead(out var entry))
            {
                reel.Held.Enqueue(entry.Value);
                Bytes += Weigh(entry.Value.Payload);
                Entries++;
            }
        }
    }

    /// <summary>Lets go of what is older, and of more while it is too much; the replicas catch up with it.</summary>
    public void Trim(Instant keepFrom)
    {
        var limit = keepFrom;
        while (true)
        {
            foreach (var reel in _reels)
            {
                while (reel.Held.TryPeek(out var oldest) && oldest.At < limit)
                {
                    Advance(reel);
                }
            }

            if (!IsFull || _reels.TrueForAll(reel => reel.Held.Count == 0))
            {
                break;
            }

            limit += TimeSpan.FromSeconds(1);
        }

        _reels.RemoveAll(reel => reel.IsDone && reel.Held.Count == 0);
    }

    /// <summary>All that is held, with the states to start from.</summary>
    public ImmutableArray<RecordedTape> Copy() =>
    [
        .. _reels
            .Where(reel => reel.Held.Count > 0)
            .OrderBy(reel => reel.Tape.Kind)
            .ThenBy(reel => reel.Tape.Component, StringComparer.Ordinal)
            .Select(reel => new RecordedTape(
                reel.Tape.Component,
                reel.Tape.Kind,
                reel.Seed,
                reel.Replica.Save(),
                [.. reel.Held],
                reel.Flaw)),
    ];

    private void Advance(Reel reel)
    {
        var input = reel.Held.Dequeue();
        if (input.Payload is DeskTerms terms)
        {
            reel.Seed = (DeskSeed)reel.Seed! with { Terms = terms };
        }

        Bytes -= Weigh(input.Payload);
        var decided = reel.Replica.Feed(input.Payload, input.At);
        var place = 0;
        var same = true;
        while (reel.Held.TryPeek(out var next) && next.Kind == EntryKind.Effect)
        {
            reel.Held.Dequeue();
            Bytes -= Weigh(next.Payload);
            same = same && place < decided.Length && Decisions.FirstDifference([next.Payload], [decided[place]]) < 0;
            place++;
        }

        if (!same || place != decided.Length)
        {
            Differences++;
        }
    }

    /// <summary>A frame by its levels, everything else by a mean.</summary>
    private static long Weigh(object payload) => payload switch
    {
        MarketDataProtocol.Depth depth => 200 + (16L * (depth.Diff.Bids.Length + depth.Diff.Asks.Length)),
        DeskInputs.SnapshotFetched { Reply: VenueReply<BookSnapshot>.Ok(var book) } =>
            200 + (16L * (book.Bids.Length + book.Asks.Length)),
        _ => 100,
    };

    private sealed class Reel(Tape tape, Replica replica)
    {
        public Tape Tape { get; } = tape;

        public Replica Replica { get; } = replica;

        /// <summary>With what the machine was told anew since it was created.</summary>
        public object? Seed { get; set; } = tape.Seed;

        /// <summary>Nothing more will come, and nothing is left on the tape.</summary>
        public bool IsDone { get; set; }

        public Queue<TapeEntry> Held { get; } = new();

        public string? Flaw => Tape.IsOverrun ? "its tape overran, what follows is missing" : null;
    }
}
