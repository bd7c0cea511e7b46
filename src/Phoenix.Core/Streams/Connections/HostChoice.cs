namespace Phoenix.Core.Streams.Connections;

/// <summary>
/// Which of several hosts a slot dials. Slots side by side begin on different ones, so that what befalls one host
/// leaves a feed on another; a slot whose connections end twice in a row before everything flowed moves on to the next.
/// Counted without an end: the dialler takes the remainder. Mutated in place by its one owner.
/// </summary>
public sealed class HostChoice
{
    /// <summary>Connections in a row that may fail on a host.</summary>
    public const int Patience = 2;

    private readonly SortedDictionary<SlotId, (int Failures, int Moves)> _slots = [];

    /// <summary>The host for the next connection of the slot.</summary>
    public int For(SlotId slot) => slot.Letter - 'A' + Of(slot).Moves;

    /// <summary>A connection of the slot ended before everything flowed.</summary>
    public void Failed(SlotId slot)
    {
        var (failures, moves) = Of(slot);
        _slots[slot.Slot] = failures + 1 < Patience ? (failures + 1, moves) : (0, moves + 1);
    }

    /// <summary>Everything flows: the host is good.</summary>
    public void Flowed(SlotId slot) => _slots[slot.Slot] = (0, Of(slot).Moves);

    private (int Failures, int Moves) Of(SlotId slot) => _slots.GetValueOrDefault(slot.Slot);
}
