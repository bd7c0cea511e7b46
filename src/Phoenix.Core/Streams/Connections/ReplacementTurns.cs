using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Connections;

/// <summary>
/// Connections that deliver a part of what they promised want to be replaced for the rest. Two that were dialled
/// together want it in the same moment, and the streams that do flow would end with them; so each in turn, the one that
/// asked first before the others, only while a sibling carries on, and none again so soon: what the last replacement
/// did not bring the next one hardly will, and each costs requests. Mutated in place by its one owner.
/// </summary>
/// <param name="pause">Between two turns of one slot.</param>
public sealed class ReplacementTurns(TimeSpan pause)
{
    private readonly SortedDictionary<SlotId, Instant> _granted = [];
    private readonly SortedSet<SlotId> _known = [];
    private readonly SortedDictionary<SlotId, Epoch> _flowing = [];
    private readonly List<(SlotId Slot, Epoch Epoch)> _waiting = [];

    /// <summary>The slot has a new incarnation, which carries nothing yet.</summary>
    public void Dialed(SlotId slot)
    {
        _known.Add(slot.Slot);
        _flowing.Remove(slot);
        _waiting.RemoveAll(other => other.Slot == slot);
    }

    /// <summary>All that the incarnation promised flows.</summary>
    public void Flows(SlotId slot, Epoch epoch)
    {
        _flowing[slot] = epoch;
        _waiting.Remove((slot, epoch));
    }

    /// <summary>The incarnation carries a part and wants to be replaced.</summary>
    public void Asks(SlotId slot, Epoch epoch)
    {
        if (!_waiting.Contains((slot, epoch)))
        {
            _waiting.Add((slot, epoch));
        }
    }

    public void Gone(SlotId slot, Epoch epoch)
    {
        _waiting.Remove((slot, epoch));
        if (_flowing.TryGetValue(slot, out var flowing) && flowing == epoch)
        {
            _flowing.Remove(slot);
        }
    }

    /// <summary>Whose turn it is now; each is told once.</summary>
    public ImmutableArray<(SlotId Slot, Epoch Epoch)> Granted(Instant now)
    {
        var granted = ImmutableArray.CreateBuilder<(SlotId, Epoch)>();
        foreach (var asked in _waiting.ToArray())
        {
            var isRested = !_granted.TryGetValue(asked.Slot, out var last) || now - last >= pause;
            if (isRested && (IsAlone(asked.Slot) || IsCarriedWithout(asked.Slot)))
            {
                _granted[asked.Slot] = now;
                _waiting.Remove(asked);
                granted.Add(asked);
            }
        }

        return granted.ToImmutable();
    }

    /// <summary>Nobody could ever carry on meanwhile, so there is nothing to wait for.</summary>
    private bool IsAlone(SlotId slot) => !_known.Any(other => other.Route == slot.Route && other != slot.Slot);

    private bool IsCarriedWithout(SlotId slot) =>
        _flowing.Keys.Concat(_waiting.Select(other => other.Slot))
            .Any(other => other != slot && other.Route == slot.Route);
}
