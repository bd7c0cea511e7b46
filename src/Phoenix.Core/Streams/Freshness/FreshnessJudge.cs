using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Freshness;

/// <summary>How far a stream is to be trusted, by the age of its last good event.</summary>
public enum Freshness
{
    /// <summary>Nothing good has arrived in this epoch yet.</summary>
    Waiting = 1,

    Live,

    /// <summary>Too old to quote on.</summary>
    Stale,

    /// <summary>So old that its connection must be replaced.</summary>
    Dead,
}

/// <summary>A change of a stream's freshness.</summary>
/// <param name="Age">Since the last good event, or since the stream was expected.</param>
/// <param name="CountsAsDeath">
/// Whether this verdict asks for a new connection; false while the debounce absorbs it.
/// </param>
public readonly record struct FreshnessVerdict(
    StreamId Stream, SlotId Slot, Epoch Epoch, Freshness Freshness, TimeSpan Age, bool CountsAsDeath);

/// <summary>
/// The judge of freshness: knows when each stream last delivered good data and says when that is too long ago. Age is
/// earned only by good data of that very stream in its newest epoch; pings, acknowledgements and other streams do
/// not count. Mutated in place by its one owner.
/// </summary>
public sealed class FreshnessJudge(StreamSettings settings)
{
    private readonly SortedDictionary<StreamId, Entry> _streams = [];
    private readonly SortedDictionary<SlotId, Instant> _lastDeath = [];
    private Instant? _lastCheck;

    /// <summary>A new incarnation of the stream is expected to deliver from now on.</summary>
    public void Expect(StreamId stream, SlotId slot, Epoch epoch, Instant now) =>
        _streams[stream] = new Entry(slot, epoch, now, Freshness.Waiting, Condemned: false);

    /// <summary>The connection of the epoch is gone; its streams are not judged until the next incarnation.</summary>
    public void Forget(Epoch epoch)
    {
        foreach (var (stream, entry) in _streams.ToArray())
        {
            if (entry.Epoch == epoch)
            {
                _streams.Remove(stream);
            }
        }
    }

    /// <summary>Good data arrived. Returns the verdict when that makes a stale stream live, else null.</summary>
    public FreshnessVerdict? Seen(StreamId stream, Epoch epoch, Instant receivedAt)
    {
        if (!_streams.TryGetValue(stream, out var entry) || entry.Epoch != epoch)
        {
            return null;
        }

        var newest = receivedAt > entry.LastGood ? receivedAt : entry.LastGood;
        _streams[stream] = new Entry(entry.Slot, epoch, newest, Freshness.Live, Condemned: false);
        return entry.Freshness == Freshness.Live
            ? null
            : new FreshnessVerdict(stream, entry.Slot, epoch, Freshness.Live, TimeSpan.Zero, CountsAsDeath: false);
    }

    public TimeSpan? AgeOf(StreamId stream, Instant now) =>
        _streams.TryGetValue(stream, out var entry) ? now - entry.LastGood : null;

    /// <summary>
    /// Judges all streams and appends what changed. After a pause of our own (this check came late) streams may turn
    /// stale but not dead: frames that wait in our queues have not been read yet.
    /// </summary>
    public void Check(Instant now, List<FreshnessVerdict> into)
    {
        var paused = _lastCheck is { } last && now - last > 5 * settings.CheckInterval;
        _lastCheck = now;
        foreach (var (stream, entry) in _streams.ToArray())
        {
            if (Judge(stream, entry, now, paused) is { } verdict)
            {
                into.Add(verdict);
            }
        }
    }

    private FreshnessVerdict? Judge(StreamId stream, Entry entry, Instant now, bool paused)
    {
        var age = now - entry.LastGood;
        if (entry.Freshness == Freshness.Waiting)
        {
            return null; // the connection's own deadline for first data covers it
        }

        if (age >= settings.DeadAfter && !paused && !entry.Condemned)
        {
            return Condemn(stream, entry, now, age);
        }

        if (age >= settings.HaltAfter && entry.Freshness == Freshness.Live)
        {
            _streams[stream] = entry with { Freshness = Freshness.Stale };
            return new FreshnessVerdict(stream, entry.Slot, entry.Epoch, Freshness.Stale, age, CountsAsDeath: false);
        }

        return null;
    }

    private FreshnessVerdict? Condemn(StreamId stream, Entry entry, Instant now, TimeSpan age)
    {
        var mayReplace = !_lastDeath.TryGetValue(entry.Slot, out var last) || now - last >= settings.DeathDebounce;
        if (!mayReplace && entry.Freshness == Freshness.Dead)
        {
            return null; // said already; the debounce will pass
        }

        if (mayReplace)
        {
            _lastDeath[entry.Slot] = now;
        }

        _streams[stream] = entry with { Freshness = Freshness.Dead, Condemned = mayReplace };
        return new FreshnessVerdict(stream, entry.Slot, entry.Epoch, Freshness.Dead, age, CountsAsDeath: mayReplace);
    }

    private readonly record struct Entry(
        SlotId Slot, Epoch Epoch, Instant LastGood, Freshness Freshness, bool Condemned);
}
