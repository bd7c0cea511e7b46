using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Streams.Rotation;

/// <summary>
/// Says which connection is to be replaced before the venue ends it: one at a time, each at its own age, and only
/// while it and all its siblings are up and beyond doubt. Mutated in place by its one owner.
/// </summary>
public sealed class RotationPlanner
{
    private readonly StreamSettings _settings;

    /// <summary>When each slot is due; null while it is not up.</summary>
    private readonly SortedDictionary<SlotId, Instant?> _due = [];

    private readonly SortedSet<(SlotId Berth, StreamId Stream)> _doubted = [];

    public RotationPlanner(StreamSettings settings, IEnumerable<SlotId> slots)
    {
        _settings = settings;
        foreach (var slot in slots)
        {
            _due[slot] = null;
        }
    }

    /// <summary>The slot whose connection is being replaced.</summary>
    public SlotId? Rotating { get; private set; }

    /// <summary>The slot has a connection on which everything flows, for the first time or another one.</summary>
    /// <param name="jitter">Uniform in [0, 1): the share of the spread that is added to its age.</param>
    public void Up(SlotId slot, double jitter, Instant now)
    {
        _due[slot] = now + _settings.RotateAfter + (_settings.RotateSpread * jitter);
        StartOver(slot);
    }

    /// <summary>The slot's connection died.</summary>
    public void Lost(SlotId slot)
    {
        _due[slot] = null;
        StartOver(slot);
    }

    /// <summary>The successor did not come to flow; the old connection is as it was.</summary>
    public void Failed(SlotId slot, Instant now)
    {
        if (_due[slot] is not null)
        {
            _due[slot] = now + _settings.RotateRetry;
        }

        StartOver(slot);
    }

    public void Judged(FreshnessVerdict verdict)
    {
        if (verdict.Freshness is Freshness.Freshness.Live or Freshness.Freshness.Quiet)
        {
            _doubted.Remove((verdict.Slot, verdict.Stream));
        }
        else
        {
            _doubted.Add((verdict.Slot, verdict.Stream));
        }
    }

    /// <summary>The streams are wanted no more; what was thought of them is void.</summary>
    public void Forget(IEnumerable<StreamId> streams)
    {
        var gone = streams.ToHashSet();
        _doubted.RemoveWhere(doubt => gone.Contains(doubt.Stream));
    }

    /// <summary>The slot to rotate now, if there is one; it counts as rotating from then on.</summary>
    public SlotId? Next(Instant now)
    {
        if (Rotating is not null)
        {
            return null;
        }

        foreach (var (slot, due) in _due.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            if (due <= now && IsTrusted(slot.Route))
            {
                Rotating = slot;
                return slot;
            }
        }

        return null;
    }

    private bool IsTrusted(StreamRoute route)
    {
        foreach (var (slot, due) in _due)
        {
            if (slot.Route == route && due is null)
            {
                return false;
            }
        }

        return !_doubted.Any(doubt => doubt.Berth.Route == route);
    }

    /// <summary>What was thought of a connection of the slot that is gone is void.</summary>
    private void StartOver(SlotId slot)
    {
        _doubted.RemoveWhere(doubt => doubt.Berth.Slot == slot);
        if (Rotating == slot)
        {
            Rotating = null;
        }
    }
}
