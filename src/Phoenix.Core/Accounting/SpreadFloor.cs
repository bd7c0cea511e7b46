namespace Phoenix.Core.Accounting;

/// <summary>How near to the reservation price the first layer may stand, or why that cannot be told.</summary>
public abstract record SpreadFloor
{
    private SpreadFloor()
    {
    }

    /// <summary>The least half-spread that is known.</summary>
    /// <param name="HalfSpread">In quote currency; above 0.</param>
    /// <param name="Term">What made it so.</param>
    public sealed record Known(decimal HalfSpread, FloorTerm Term) : SpreadFloor;

    /// <summary>A parameter makes no sense: do not quote.</summary>
    /// <param name="Parameter">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Refused(string Parameter, decimal Value) : SpreadFloor;
}

/// <summary>The term of the spread floor that binds.</summary>
public enum FloorTerm
{
    MinSpread = 1,

    /// <summary>Measured adverse selection, maker fee and target edge.</summary>
    AdverseSelection,
}

/// <summary>The floor of the half-spread.</summary>
public static class SpreadFloors
{
    /// <summary>max(min-spread·s/2, −A + fee·s + target edge).</summary>
    /// <param name="fairPrice">s in quote currency; above 0.</param>
    /// <param name="minSpread">Least spread as a fraction of the fair price; above 0.</param>
    /// <param name="shrunkMove">
    /// A in quote currency: <see cref="RecentMoves.Shrunk"/> of the side; negative is adverse.
    /// </param>
    /// <param name="makerFeeRate">Fraction of the price; a rebate is negative.</param>
    /// <param name="targetEdge">What is to be left per unit, in quote currency; at least 0.</param>
    public static SpreadFloor Of(
        decimal fairPrice, decimal minSpread, decimal shrunkMove, decimal makerFeeRate, decimal targetEdge)
    {
        if (fairPrice <= 0)
        {
            return new SpreadFloor.Refused(nameof(fairPrice), fairPrice);
        }

        if (minSpread <= 0)
        {
            return new SpreadFloor.Refused(nameof(minSpread), minSpread);
        }

        if (targetEdge < 0)
        {
            return new SpreadFloor.Refused(nameof(targetEdge), targetEdge);
        }

        var (least, measured) = (minSpread * fairPrice / 2, -shrunkMove + (makerFeeRate * fairPrice) + targetEdge);
        return measured > least
            ? new SpreadFloor.Known(measured, FloorTerm.AdverseSelection)
            : new SpreadFloor.Known(least, FloorTerm.MinSpread);
    }

    /// <summary>mean·n ÷ (n + <paramref name="shrinkFills"/>); 0 without fills.</summary>
    public static decimal Shrink(decimal mean, int fills, int shrinkFills) =>
        fills == 0 ? 0 : mean * fills / (fills + shrinkFills);
}
