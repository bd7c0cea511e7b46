namespace Phoenix.Core.Quoting.Pricing;

/// <summary>Logarithms next to 1, where the plain one has lost its digits.</summary>
internal static class Logarithm
{
    /// <summary>ln(1 + x) for x ≥ 0, to the last digits also where 1 + x is 1.</summary>
    public static double OfOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1)); // the quotient makes up for what the sum rounded off
    }

    /// <summary>ln(1 + x) ÷ x for x ≥ 0; 1 at its limit 0.</summary>
    public static double PerUnit(double x) => x == 0 ? 1 : OfOnePlus(x) / x;

    public static bool IsPositive(double value) => double.IsFinite(value) && value > 0;
}
