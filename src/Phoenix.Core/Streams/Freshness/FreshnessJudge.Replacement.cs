using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Freshness;

/// <content>
/// What a dead stream costs: its connection is replaced, but never more of them than that helps, nor one too often.
/// </content>
public sealed partial class FreshnessJudge
{
    private readonly SortedDictionary<SlotId, Instant> _lastDeath = [];

    /// <summary>Since when a stream has been accused again and again, without that anything was replaced.</summary>
    private readonly SortedDictionary<StreamId, (Instant Since, Instant Last)> _accused = [];

    /// <summary>
    /// Evidence says that no connection delivers the stream as it should. One of them is replaced at a time: it shows
    /// whether that helps, then its siblings are behind it, and meanwhile they carry the other streams.
    /// </summary>
    public FreshnessVerdict? Accuse(StreamId stream, DeathCause cause, string evidence, Instant now)
    {
        (SlotId Slot, Entry Entry)? accused = null;
        var unheededFor = Unheeded(stream, now);
        foreach (var ((other, slot), entry) in _feeds)
        {
            if (other != stream)
            {
                continue;
            }

            if (entry.Condemned || IsAwaited(entry, now) || IsCondemned(slot))
            {
                return null; // a replacement is on its way
            }

            var isToBlame = entry.Freshness != Freshness.Waiting && MayReplace(slot, now);
            var silentFor = now - entry.LastGood;
            var badFor = silentFor > unheededFor ? silentFor : unheededFor;
            if (accused is null && isToBlame && CanBeSpared(stream, slot, badFor, now))
            {
                accused = (slot, entry);
            }
        }

        if (accused is not var (at, found))
        {
            return null; // both were replaced just now, or one is gone and the other carries the rest; that will pass
        }

        _lastDeath[at] = now;
        _accused.Remove(stream);
        _feeds[(stream, at)] = found with { Freshness = Freshness.Dead, Condemned = true };
        return new FreshnessVerdict(
            stream, at, found.Epoch, Freshness.Dead, now - found.LastGood, cause, CountsAsDeath: true, evidence);
    }

    private TimeSpan Unheeded(StreamId stream, Instant now)
    {
        var isRow = _accused.TryGetValue(stream, out var row) && now - row.Last < settings.DeathDebounce;
        _accused[stream] = (isRow ? row.Since : now, now);
        return isRow ? now - row.Since : TimeSpan.Zero;
    }

    private FreshnessVerdict? Bury(StreamId stream, SlotId slot, Entry entry, Instant now, TimeSpan age)
    {
        var mayReplace = MayReplace(slot, now) && (IsMute(slot, now) || CanBeSpared(stream, slot, age, now));
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
            if (other == slot && (entry.Freshness == Freshness.Quiet || now - entry.LastGood < settings.HaltAfter))
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
    private bool CanBeSpared(StreamId stream, SlotId slot, TimeSpan silentFor, Instant now)
    {
        if (settings.Connections == 1 || silentFor >= settings.DeadAfter + settings.DeathDebounce)
        {
            return true;
        }

        foreach (var ((other, at), entry) in _feeds)
        {
            var isAwaited = other == stream && at != slot && IsAwaited(entry, now);
            var isCarried = other != stream && at == slot && entry.Freshness is Freshness.Live or Freshness.Quiet;
            if (isAwaited || (isCarried && !HasTrustedSibling(other, slot)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a new connection may bring the stream yet; one that is overdue is waited for no more.</summary>
    private bool IsAwaited(Entry entry, Instant now) =>
        entry.Freshness == Freshness.Waiting
        && now - entry.LastGood < settings.ConnectTimeout + settings.FirstDataTimeout;

    private bool MayReplace(SlotId slot, Instant now) =>
        !_lastDeath.TryGetValue(slot, out var last) || now - last >= settings.DeathDebounce;

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
}
