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

/// <summary>
/// The judge of freshness: knows when each stream last delivered good data over each connection, and says when that is
/// too long ago, by the clock or by the evidence of a sibling that has moved on. Age is earned only by good data of
/// that very stream in the newest epoch of its connection; pings, acknowledgements and other streams do not count. A
/// comparison with the venue's own data does not make a stream live, it only proves for a while that it has missed
/// nothing.
/// Mutated in place by its one owner.
/// </summary>
public sealed class FreshnessJudge(StreamSettings settings)
{
    private readonly SortedDictionary<(StreamId Stream, SlotId Slot), Entry> _feeds = [];
    private readonly SortedDictionary<StreamId, FeedRace> _races = [];
    private readonly SortedDictionary<StreamId, Instant> _confirmed = [];
    private readonly Dictionary<Epoch, SlotId> _slots = [];
    private readonly SortedDictionary<SlotId, Instant> _lastDeath = [];
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
    /// Evidence says that no connection delivers the stream as it should. One of them is replaced at a time: it shows
    /// whether that helps, then its siblings are behind it, and meanwhile they carry the other streams.
    /// </summary>
    public FreshnessVerdict? Accuse(StreamId stream, DeathCause cause, string evidence, Instant now)
    {
        (SlotId Slot, Entry Entry)? accused = null;
        foreach (var ((other, slot), entry) in _feeds)
        {
            if (other != stream)
            {
                continue;
            }

            if (entry.Condemned || entry.Freshness == Freshness.Waiting || IsCondemned(slot))
            {
                return null; // a replacement is on its way
            }

            if (accused is null && MayReplace(slot, now))
            {
                accused = (slot, entry);
            }
        }

        if (accused is not var (at, found))
        {
            return null; // both were replaced just now; the debounce will pass
        }

        _lastDeath[at] = now;
        _feeds[(stream, at)] = found with { Freshness = Freshness.Dead, Condemned = true };
        return new FreshnessVerdict(
            stream, at, found.Epoch, Freshness.Dead, now - found.LastGood, cause, CountsAsDeath: true, evidence);
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

    private bool HasTrustedSibling(StreamId stream, SlotId slot)
    {
        foreach (var ((other, sibling), entry) in _feeds)
        {
            if (other == stream
                && sibling != slot
                && entry.Freshness is Freshness.Live or Freshness.Quiet
                && !IsCondemned(sibling))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCondemned(SlotId slot)
    {
        foreach (var ((_, other), entry) in _feeds)
        {
            if (other == slot && entry.Condemned)
            {
                return true;
            }
        }

        return false;
    }

    private FreshnessVerdict Change(StreamId stream, SlotId slot, Entry entry, Freshness freshness, TimeSpan age)
    {
        _feeds[(stream, slot)] = entry with { Freshness = freshness };
        return new FreshnessVerdict(stream, slot, entry.Epoch, freshness, age, Cause: null, CountsAsDeath: false);
    }

    private FreshnessVerdict? Bury(StreamId stream, SlotId slot, Entry entry, Instant now, TimeSpan age)
    {
        var mayReplace = MayReplace(slot, now) && (IsMute(slot, now) || CanBeSpared(stream, slot, age));
        if (!mayReplace && entry.Freshness == Freshness.Dead)
        {
            return null; // said already; the debounce will pass
        }

        if (mayReplace)
        {
            _lastDeath[slot] = now;
        }

        _feeds[(stream, slot)] = entry with { Freshness = Freshness.Dead, Condemned = mayReplace };
        return new FreshnessVerdict(
            stream, slot, entry.Epoch, Freshness.Dead, age, DeathCause.SilentStream, CountsAsDeath: mayReplace);
    }

    /// <summary>Whether nothing has come over the connection for so long that nothing on it may be quoted on.</summary>
    private bool IsMute(SlotId slot, Instant now)
    {
        foreach (var ((_, other), entry) in _feeds)
        {
            if (other == slot && now - entry.LastGood < settings.HaltAfter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether what still comes over the connection comes over a sibling too, and none is on its way to bring back what
    /// does not. A stream that died on all of them is not worth the others: one connection is replaced at a time, and
    /// the last one only if that has not helped for long.
    /// </summary>
    private bool CanBeSpared(StreamId stream, SlotId slot, TimeSpan silentFor)
    {
        if (settings.Connections == 1 || silentFor >= settings.DeadAfter + settings.DeathDebounce)
        {
            return true;
        }

        foreach (var ((other, at), entry) in _feeds)
        {
            var isAwaited = at != slot && other == stream && entry.Freshness == Freshness.Waiting;
            if (isAwaited || (at == slot && entry.Freshness == Freshness.Live && !HasTrustedSibling(other, slot)))
            {
                return false;
            }
        }

        return true;
    }

    private bool MayReplace(SlotId slot, Instant now) =>
        !_lastDeath.TryGetValue(slot, out var last) || now - last >= settings.DeathDebounce;

    private readonly record struct Entry(Epoch Epoch, Instant LastGood, Freshness Freshness, bool Condemned);
}
