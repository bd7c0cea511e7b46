namespace Phoenix.Core.Primitives;

/// <summary>An amount of one instrument without a direction, counted in lots; never negative.</summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    /// <param name="lots">Whole lots, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lots"/> is negative.</exception>
    public Quantity(long lots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lots);
        Lots = lots;
    }

    public static Quantity Zero => default;

    public long Lots { get; }

    public bool IsZero => Lots == 0;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Lots + right.Lots);

    /// <exception cref="ArgumentOutOfRangeException">The result would be negative.</exception>
    public static Quantity operator -(Quantity left, Quantity right) => new(left.Lots - right.Lots);

    public static bool operator <(Quantity left, Quantity right) => left.Lots < right.Lots;

    public static bool operator >(Quantity left, Quantity right) => left.Lots > right.Lots;

    public static bool operator <=(Quantity left, Quantity right) => left.Lots <= right.Lots;

    public static bool operator >=(Quantity left, Quantity right) => left.Lots >= right.Lots;

    public static Quantity Min(Quantity left, Quantity right) => left.Lots <= right.Lots ? left : right;

    public int CompareTo(Quantity other) => Lots.CompareTo(other.Lots);

    public override string ToString() => $"{Lots}l";
}
