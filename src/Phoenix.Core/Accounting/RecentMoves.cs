using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Accounting;

/// <summary>
/// The mean move after the last fills of one side, weighted by size, as an exact ratio. Written by
/// <see cref="Markouts"/> alone.
/// </summary>
public sealed class RecentMoves
{
    private readonly (long HalfTicks, long Lots)[] _ring;
    private readonly int _shrinkFills;
    private long _added;
    private Int128 _moved;
    private Int128 _lots;

    internal RecentMoves(MarkoutSettings settings) =>
        (_ring, _shrinkFills) = (new (long, long)[settings.FloorFills], settings.ShrinkFills);

    /// <summary>How many fills are in the mean; few of them say little.</summary>
    public int Count => (int)Math.Min(_added, _ring.Length);

    /// <summary>The mean in quote currency, negative is adverse; 0 before the first fill.</summary>
    public decimal Mean(Instrument instrument) =>
        _lots == 0 ? 0 : (decimal)_moved * instrument.TickSize / 2 / (decimal)_lots;

    /// <summary>The mean, drawn towards 0 as long as few fills are in it: × n ÷ (n + 50).</summary>
    public decimal Shrunk(Instrument instrument) => SpreadFloors.Shrink(Mean(instrument), Count, _shrinkFills);

    internal void Add(long halfTicks, long lots)
    {
        ref var slot = ref _ring[_added % _ring.Length];
        _moved += ((Int128)halfTicks * lots) - ((Int128)slot.HalfTicks * slot.Lots);
        _lots += lots - slot.Lots;
        slot = (halfTicks, lots);
        _added++;
    }
}
