namespace Phoenix.Core.Primitives;

/// <summary>What is held of one instrument, counted in lots: long is positive, short is negative, flat is 0.</summary>
public readonly record struct Position(long Lots)
{
    public static Position Flat => default;

    public bool IsFlat => Lots == 0;

    public Quantity Size => new(Math.Abs(Lots));

    /// <summary>The position after a fill of <paramref name="quantity"/> on <paramref name="side"/>.</summary>
    public Position After(Side side, Quantity quantity) => new(Lots + (side.Sign() * quantity.Lots));

    public override string ToString() => $"{Lots}l";
}
