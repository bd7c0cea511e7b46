using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Freshness;

/// <summary>How far a stream of one connection is to be trusted.</summary>
public enum Freshness
{
    /// <summary>Nothing good has arrived in this epoch yet.</summary>
    Waiting = 1,

    Live,

    /// <summary>Silent, and the venue's own book shows that there is nothing to tell.</summary>
    Quiet,

    /// <summary>A sibling is ahead for longer than this feed usually lags.</summary>
    Suspect,

    /// <summary>Too old to quote on.</summary>
    Stale,

    /// <summary>So old, or so far behind a sibling, that its connection must be replaced.</summary>
    Dead,
}

/// <summary>A change of a stream's freshness on one connection.</summary>
/// <param name="Age">
/// Since the last good event, or since the stream was expected; of a stream that fell behind its sibling, since the
/// sibling was first ahead.
/// </param>
/// <param name="Cause">Of a death, silence or a sibling that moved on; null otherwise.</param>
/// <param name="CountsAsDeath">
/// Whether this verdict asks for a new connection; false while the debounce absorbs it.
/// </param>
/// <param name="Evidence">What spoke against the stream besides its age; null otherwise.</param>
public readonly record struct FreshnessVerdict(
    StreamId Stream,
    SlotId Slot,
    Epoch Epoch,
    Freshness Freshness,
    TimeSpan Age,
    DeathCause? Cause,
    bool CountsAsDeath,
    string? Evidence = null);

/// <summary>How a stream of one connection stands.</summary>
/// <param name="Age">Since its last good data, or since it was expected.</param>
/// <param name="Lag">How far behind the first arrival it usually is; null while that is not known.</param>
public readonly record struct StreamStanding(
    StreamId Stream, SlotId Slot, Epoch Epoch, Freshness Freshness, TimeSpan Age, TimeSpan? Lag = null);

/// <summary>
/// The judge of freshness: knows when each stream last delivered good data over each connection, and says when that is
/// too long ago, by the clock or by the evidence of a sibling that has moved on. Age is earned only by good data of
/// that very stream in the newest epoch of its connection; pings, acknowledgements and other streams do not count. A
/// comparison with the venue's own data does not make a stream live, it only proves for a while that it has missed
/// nothing.
/// Mutated in place by its one owner.
/// </summary>
public sealed partial class FreshnessJudge(StreamSettings settings)
{
    private readonly SortedDictionary<(StreamId Stream, SlotId Slot), Entry> _feeds = [];
    private readonly SortedDictionary<StreamId, FeedRace> _races = [];
    private readonly SortedDictionary<StreamId, Instant> _confirmed = [];
    private readonly Dictionary<Epoch, SlotId> _slots = [];
    private Instant? _lastCheck;
    private Instant _pausedUntil;

    /// <summary>A new incarnation of the stream is expected to deliver from now on.</summary>
    public void Expect(StreamId stream, SlotId slot, Epoch epoch, Instant now)
    {
        _feeds[(stream, slot)] = new Entry(epoch, now, Freshness.Waiting, Condemned: false);
        _slots[epoch] = slot;
        RaceOf(stream).Leave(slot);
    }

    /// <summary>
    /// A judge before this one knew the stream to flow: its silence counts from now on, not only after its next event.
    /// </summary>
    public void Inherit(StreamId stream, SlotId slot, Epoch epoch, Instant now)
    {
        Expect(stream, slot, epoch, now);
        _feeds[(stream, slot)] = new Entry(epoch, now, Freshness.Live, Condemned: false);
    }

    /// <summary>The connection carries the stream no more; with its last connection the stream is forgotten.</summary>
    public void Release(StreamId stream, SlotId slot, Epoch epoch)
    {
        if (!_feeds.TryGetValue((stream, slot), out var entry) || entry.Epoch != epoch)
        {
            return;
        }

        _feeds.Remove((stream, slot));
        RaceOf(stream).Leave(slot);
        if (!_feeds.Keys.Any(feed => feed.Stream == stream))
        {
            _races.Remove(stream);
            _confirmed.Remove(stream);
        }
    }

    /// <summary>The connection of the epoch is gone; its streams are not judged until the next incarnation.</summary>
    public void Forget(Epoch epoch)
    {
        _slots.Remove(epoch);
        foreach (var (feed, entry) in _feeds.ToArray())
        {
            if (entry.Epoch == epoch)
            {
                _feeds.Remove(feed);
                RaceOf(feed.Stream).Leave(feed.Slot);
            }
        }
    }

    /// <summary>Good data arrived. Returns the verdict when that makes the stream live again, else null.</summary>
    /// <param name="position">What orders the stream in itself, the same over every connection.</param>
    public FreshnessVerdict? Seen(StreamId stream, Epoch epoch, long position, Instant receivedAt)
    {
        if (!_slots.TryGetValue(epoch, out var slot)
            || !_feeds.TryGetValue((stream, slot), out var entry)
            || entry.Epoch != epoch)
        {
            return null;
        }

        RaceOf(stream).Arrived(slot, position, receivedAt);
        var newest = receivedAt > entry.LastGood ? receivedAt : entry.LastGood;
        _feeds[(stream, slot)] = new Entry(epoch, newest, Freshness.Live, entry.Condemned);
        return entry.Freshness == Freshness.Live || entry.Condemned
            ? null
            : new FreshnessVerdict(
                stream, slot, epoch, Freshness.Live, TimeSpan.Zero, Cause: null, CountsAsDeath: false);
    }

    /// <summary>
    /// What the stream has delivered was all there was to deliver, says the venue's own data, asked for then.
    /// </summary>
    public void Confirm(StreamId stream, Instant asOf)
    {
        var isKnown = _races.ContainsKey(stream); // else nobody carries it, now or at that moment
        if (isKnown && (!_confirmed.TryGetValue(stream, out var known) || asOf > known))
        {
            _confirmed[stream] = asOf;
        }
    }

    /// <summary>
    /// Judges all streams and appends what changed. After a pause of our own (this check came late) streams may turn
    /// stale but not dead: frames that wait in our queues have not been read yet.
    /// </summary>
    public void Check(Instant now, List<FreshnessVerdict> into)
    {
        if (_lastCheck is { } last && now - last > 5 * settings.CheckInterval)
        {
            _pausedUntil = now + settings.CheckInterval;
        }

        _lastCheck = now;
        foreach (var ((stream, slot), entry) in _feeds.ToArray())
        {
            if (Judge(stream, slot, entry, now) is { } verdict)
            {
                into.Add(verdict);
            }
        }
    }

    /// <summary>All streams as they stand, by stream and slot.</summary>
    public ImmutableArray<StreamStanding> Standings(Instant now) =>
    [
        .. _feeds.Select(feed => new StreamStanding(
            feed.Key.Stream,
            feed.Key.Slot,
            feed.Value.Epoch,
            feed.Value.Freshness,
            now - feed.Value.LastGood,
            _races.GetValueOrDefault(feed.Key.Stream)?.LagOf(feed.Key.Slot))),
    ];

    private FeedRace RaceOf(StreamId stream)
    {
        if (!_races.TryGetValue(stream, out var race))
        {
            _races[stream] = race = new FeedRace();
        }

        return race;
    }

    private FreshnessVerdict? Judge(StreamId stream, SlotId slot, Entry entry, Instant now)
    {
        if (entry.Condemned)
        {
            return null; // its end is near
        }

        if (entry.Freshness == Freshness.Waiting)
        {
            // The connection's own deadline covers this, unless it is known that there is nothing to deliver.
            return OwesNothing(stream, entry.LastGood)
                ? Change(stream, slot, entry, Freshness.Quiet, now - entry.LastGood)
                : null;
        }

        var mayDie = now >= _pausedUntil;
        if (mayDie && JudgeRace(stream, slot, entry, now) is { } behind)
        {
            return behind;
        }

        var isConfirmed = _confirmed.TryGetValue(stream, out var confirmed) && confirmed > entry.LastGood;
        var age = now - (isConfirmed ? confirmed : entry.LastGood);
        if (isConfirmed && age < settings.HaltAfter)
        {
            return entry.Freshness != Freshness.Quiet && now - entry.LastGood >= settings.HaltAfter
                ? Change(stream, slot, entry, Freshness.Quiet, now - entry.LastGood)
                : null;
        }

        if (age >= settings.DeadAfter && mayDie)
        {
            return Bury(stream, slot, entry, now, age);
        }

        return age >= settings.HaltAfter && entry.Freshness is Freshness.Live or Freshness.Suspect or Freshness.Quiet
            ? Change(stream, slot, entry, Freshness.Stale, age)
            : null;
    }

    /// <summary>
    /// A sibling that has moved on is evidence, no matter how little time has passed. One connection at a time: the
    /// sibling must itself be beyond doubt, or the last good feed would be replaced for its brother's fault.
    /// </summary>
    private FreshnessVerdict? JudgeRace(StreamId stream, SlotId slot, Entry entry, Instant now)
    {
        var race = RaceOf(stream);
        if (race.OwesSince(slot) is not { } since)
        {
            return null;
        }

        var behind = now - since;
        var (suspectAt, patience) = (settings.BehindSuspectAfter, race.PatienceWith(slot));
        var suspectAfter = Within(suspectAt / 3, patience, suspectAt);
        var deadAfter = Within(settings.BehindDeadAfter / 2, 4 * suspectAfter, settings.BehindDeadAfter);
        if (behind >= deadAfter && HasTrustedSibling(stream, slot))
        {
            _feeds[(stream, slot)] = entry with { Freshness = Freshness.Dead, Condemned = true };
            return new FreshnessVerdict(
                stream, slot, entry.Epoch, Freshness.Dead, behind, DeathCause.BehindSibling, CountsAsDeath: true);
        }

        return behind >= suspectAfter && entry.Freshness == Freshness.Live
            ? Change(stream, slot, entry, Freshness.Suspect, behind)
            : null;
    }

    /// <summary>Whether the stream was confirmed, and no connection delivered, since it was expected.</summary>
    private bool OwesNothing(StreamId stream, Instant expectedAt)
    {
        if (!_confirmed.TryGetValue(stream, out var confirmed) || confirmed <= expectedAt)
        {
            return false;
        }

        foreach (var ((other, _), entry) in _feeds)
        {
            if (other == stream && entry.Freshness != Freshness.Waiting && entry.LastGood > expectedAt)
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSpan Within(TimeSpan least, TimeSpan value, TimeSpan most) =>
        value < least ? least : value > most ? most : value;

    private FreshnessVerdict Change(StreamId stream, SlotId slot, Entry entry, Freshness freshness, TimeSpan age)
    {
        _feeds[(stream, slot)] = entry with { Freshness = freshness };
        return new FreshnessVerdict(stream, slot, entry.Epoch, freshness, age, Cause: null, CountsAsDeath: false);
    }

    private readonly record struct Entry(Epoch Epoch, Instant LastGood, Freshness Freshness, bool Condemned);
}
