namespace Phoenix.Venue.Market;

/// <summary>Draws from distributions other than the uniform one.</summary>
/// <remarks>
/// Logarithm and exponential may differ in their last bit between machines; what is drawn here is rounded to lots,
/// ticks or counts, so that the same seed differs only where a draw falls within a billionth of a rounding edge.
/// </remarks>
internal static class Draws
{
    /// <summary>Exponential with mean 1.</summary>
    internal static double Exponential(SeededChance chance) => -Math.Log(1 - chance.NextUnit());

    /// <summary>The sum of twelve uniform draws less six: mean 0, variance 1, cut off at six.</summary>
    internal static double Normal(SeededChance chance)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += chance.NextUnit();
        }

        return sum;
    }

    /// <summary>Log-normal with the given median and the standard deviation of its logarithm; at least 1.</summary>
    internal static long LogNormal(SeededChance chance, double median, double spread) =>
        Math.Max(1, (long)Math.Round(median * Math.Exp(spread * Normal(chance))));

    /// <summary>
    /// A count with the given mean: Poisson by multiplication of uniforms in portions, so that no mean underflows.
    /// </summary>
    internal static int Poisson(SeededChance chance, double mean)
    {
        var count = 0;
        for (var left = mean; left > 0; left -= 20)
        {
            var limit = Math.Exp(-Math.Min(left, 20));
            for (var product = chance.NextUnit(); product > limit; product *= chance.NextUnit())
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>
    /// A distance of 0 or more with <c>P(distance ≥ d) = (1 + d / scale)^−exponent</c>, redrawn beyond
    /// <paramref name="most"/>.
    /// </summary>
    internal static long PowerLaw(SeededChance chance, double scale, double exponent, long most)
    {
        var tail = Math.Pow(1 + ((most + 1) / scale), -exponent);   // drawn within the range, never beyond it
        var u = tail + ((1 - tail) * (1 - chance.NextUnit()));
        return Math.Clamp((long)Math.Floor(scale * (Math.Pow(u, -1 / exponent) - 1)), 0, most);
    }
}
