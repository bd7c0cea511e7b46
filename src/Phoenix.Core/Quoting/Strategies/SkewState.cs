using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>
/// Memory of the skew's dead band: the position the skew was last computed from, or null before the first time.
/// It keeps the grid still while small fills come in. Kept in lots, so that the ratio is exact.
/// </summary>
public readonly record struct SkewState(Position? Anchor)
{
    public static SkewState Initial => default;

    /// <summary>
    /// Follows the position when the ratio moved by the dead band, when it changed sign, and when it is flat: a flat
    /// book is not skewed by a remembered position.
    /// </summary>
    internal SkewState Follow(Position position, Instrument instrument, GridSettings grid, RiskSettings risk)
    {
        if (Anchor is not { } anchor || position.IsFlat || Math.Sign(position.Lots) * Math.Sign(anchor.Lots) < 0)
        {
            return new SkewState(position);
        }

        var moved = Math.Abs(position.Lots - anchor.Lots) * instrument.LotSize;
        return moved < grid.SkewDeadBand * risk.NetMax ? this : new SkewState(position);
    }
}
