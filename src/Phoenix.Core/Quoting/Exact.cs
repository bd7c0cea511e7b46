using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting;

/// <summary>Division that rounds outwards exactly: a decimal quotient alone may be off by its last digit.</summary>
internal static class Exact
{
    /// <summary>The greatest integer not above the quotient; <paramref name="denominator"/> is positive.</summary>
    public static long FloorDivide(decimal numerator, decimal denominator)
    {
        var quotient = decimal.Floor(numerator / denominator);
        quotient = quotient * denominator > numerator ? quotient - 1 : quotient;
        quotient = (quotient + 1) * denominator <= numerator ? quotient + 1 : quotient;
        return (long)quotient;
    }

    /// <summary>The least integer not below the quotient; <paramref name="denominator"/> is positive.</summary>
    public static long CeilingDivide(decimal numerator, decimal denominator) => -FloorDivide(-numerator, denominator);

    /// <summary>The quantity, zero for negative lots.</summary>
    public static Quantity AtLeastZero(long lots) => new(Math.Max(0, lots));
}
