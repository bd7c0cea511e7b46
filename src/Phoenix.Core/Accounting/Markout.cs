using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>
/// What a fill was worth some time later: edge, what the spread promised; move, what the mid did since (negative is
/// adverse selection); markout, both together. Signs are those of the fill: positive is good for us. In half ticks,
/// exact.
/// </summary>
/// <param name="Side">+1 for a buy, −1 for a sell in all three.</param>
/// <param name="Price">Of the fill.</param>
/// <param name="Before">The mid just before the fill.</param>
/// <param name="After">The mid at the horizon.</param>
public readonly record struct Markout(Side Side, Price Price, Mid Before, Mid After)
{
    /// <summary>ε·(m₀ − p).</summary>
    public long EdgeHalfTicks => Side.Sign() * (Before.HalfTicks - (2 * Price.Ticks));

    /// <summary>ε·(m_τ − m₀).</summary>
    public long MoveHalfTicks => Side.Sign() * (After.HalfTicks - Before.HalfTicks);

    /// <summary>ε·(m_τ − p), edge + move.</summary>
    public long MarkoutHalfTicks => EdgeHalfTicks + MoveHalfTicks;

    /// <summary>A distance of this fill in basis points of the mid before it.</summary>
    public double ToBps(long halfTicks) => 1e4 * halfTicks / Before.HalfTicks;
}
