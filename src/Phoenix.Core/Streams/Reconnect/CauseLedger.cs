using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Reconnect;

/// <summary>How often one cause ended the connections of a slot.</summary>
/// <param name="Recent">Within the last five minutes.</param>
public readonly record struct CauseCount(DeathCause Cause, long Total, int Recent);

/// <summary>
/// One counter and one window per cause of death of a slot: none can trip, reset or hide another's. Verdicts that rest
/// on a judgement and may be repeated are debounced, each cause by itself; facts, such as a closed socket, never are.
/// Mutated in place by its one owner.
/// </summary>
public sealed class CauseLedger
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Moments remembered per cause; more often than this in five minutes is no more news.</summary>
    private const int Remembered = 1000;

    private readonly SortedDictionary<DeathCause, Entry> _entries = [];

    /// <summary>
    /// How long a verdict of this cause keeps the next of its kind away. Silence and a sibling's lead are debounced
    /// by who judges them.
    /// </summary>
    public static TimeSpan DebounceOf(DeathCause cause) => cause switch
    {
        DeathCause.EchoMissing or DeathCause.ReconcileMismatch => TimeSpan.FromSeconds(5),
        DeathCause.ListenKeyExpired => TimeSpan.FromSeconds(2),
        _ => TimeSpan.Zero,
    };

    public void NoteDeath(DeathCause cause, Instant now)
    {
        var entry = Of(cause);
        entry.Total++;
        entry.Moments.Enqueue(now);
        Forget(entry, now);
    }

    /// <summary>Whether a verdict of this cause may end a connection now; counts it if so.</summary>
    /// <param name="until">When not: from when on it may. Whoever asked must come back then.</param>
    public bool MayCondemn(DeathCause cause, Instant now, out Instant until)
    {
        var entry = Of(cause);
        until = entry.CondemnedAt + DebounceOf(cause) ?? now;
        if (now < until)
        {
            return false;
        }

        entry.CondemnedAt = now;
        return true;
    }

    /// <summary>The counts of every cause that ever came, in the order of causes.</summary>
    public ImmutableArray<CauseCount> Counts(Instant now)
    {
        foreach (var entry in _entries.Values)
        {
            Forget(entry, now);
        }

        return
        [
            .. _entries.Where(pair => pair.Value.Total > 0)
                .Select(pair => new CauseCount(pair.Key, pair.Value.Total, pair.Value.Moments.Count)),
        ];
    }

    private static void Forget(Entry entry, Instant now)
    {
        while (entry.Moments.Count > Remembered || (entry.Moments.TryPeek(out var at) && now - at >= Window))
        {
            entry.Moments.Dequeue();
        }
    }

    private Entry Of(DeathCause cause)
    {
        if (!_entries.TryGetValue(cause, out var entry))
        {
            _entries[cause] = entry = new Entry();
        }

        return entry;
    }

    private sealed class Entry
    {
        public long Total { get; set; }

        public Queue<Instant> Moments { get; } = new();

        public Instant? CondemnedAt { get; set; }
    }
}
