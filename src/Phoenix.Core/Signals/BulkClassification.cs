namespace Phoenix.Core.Signals;

/// <summary>Who traded, guessed from the price change of a bar; for data that does not name the aggressor.</summary>
public static class BulkClassification
{
    /// <summary>Beyond it the normal distribution is 0 or 1 in double precision.</summary>
    private const double Tail = 8.5;

    /// <summary>The share of a bar's volume that was bought: <c>Φ(Δp/σ)</c>.</summary>
    /// <param name="change">Price change over the bar.</param>
    /// <param name="deviation">Standard deviation of such changes, in the same unit.</param>
    /// <returns>Null when the deviation is not positive, or one of them is no number.</returns>
    public static double? BuyShare(double change, double deviation) =>
        double.IsFinite(change) && double.IsFinite(deviation) && deviation > 0 ? Normal(change / deviation) : null;

    /// <summary>Share bought minus share sold, without its sign.</summary>
    public static double? Imbalance(double change, double deviation) =>
        BuyShare(change, deviation) is { } share ? Math.Abs((2 * share) - 1) : null;

    /// <remarks>The series of Marsaglia, Evaluating the normal distribution, J. Stat. Software 11(4), 2004.</remarks>
    private static double Normal(double x)
    {
        if (Math.Abs(x) > Tail)
        {
            return x > 0 ? 1 : 0;
        }

        var (term, sum, before) = (x, x, 0.0);
        for (var odd = 3; sum != before; odd += 2)
        {
            before = sum;
            term *= x * x / odd;
            sum += term;
        }

        return Math.Clamp(0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)), 0, 1);
    }
}
