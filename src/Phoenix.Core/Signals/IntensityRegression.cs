namespace Phoenix.Core.Signals;

/// <summary>Least squares of ln λ on the distance: <c>k = −slope</c>, <c>A = e^intercept</c>.</summary>
public static class IntensityRegression
{
    /// <summary>
    /// Fits how often distances were exceeded. The points share their arrivals, so the residuals alone would claim too
    /// much: no error is taken to be less than that of as many independent exponential depths, 1/√n.
    /// </summary>
    /// <param name="counts">Arrivals beyond each distance, one tick apart, nearest first.</param>
    /// <param name="nearestTicks">The distance of the first count: a half, or 0.</param>
    /// <param name="seconds">Time in which they were counted.</param>
    /// <param name="leastArrivals">A distance with fewer is left out; at least 1.</param>
    public static IntensityFit Fit(
        ReadOnlySpan<long> counts, double nearestTicks, double seconds, int leastArrivals)
    {
        Span<double> distances = stackalloc double[ArrivalDepths.MostDistances];
        Span<double> rates = stackalloc double[ArrivalDepths.MostDistances];
        var (points, arrivals) = (0, 0L);
        for (var j = 0; j < Math.Min(counts.Length, distances.Length); j++)
        {
            if (counts[j] >= leastArrivals)
            {
                (distances[points], rates[points]) = (nearestTicks + j, counts[j] / seconds);
                points++;
                arrivals = Math.Max(arrivals, counts[j]);
            }
        }

        var fit = Fit(distances[..points], rates[..points]);
        var least = 1 / Math.Sqrt(arrivals);
        return fit with { LnAError = Math.Max(fit.LnAError, least), LnKError = Math.Max(fit.LnKError, least) };
    }

    /// <param name="distances">In ticks.</param>
    /// <param name="rates">Arrivals per second beyond the distance of the same index, positive.</param>
    /// <returns>With fewer than two distances k is no number; with fewer than three the errors are not known.</returns>
    public static IntensityFit Fit(ReadOnlySpan<double> distances, ReadOnlySpan<double> rates)
    {
        var points = Math.Min(distances.Length, rates.Length);
        var (meanX, meanY) = (0.0, 0.0);
        for (var i = 0; i < points; i++)
        {
            meanX += distances[i] / points;
            meanY += Math.Log(rates[i]) / points;
        }

        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < points; i++)
        {
            var (x, y) = (distances[i] - meanX, Math.Log(rates[i]) - meanY);
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }

        var slope = xy / xx;
        var residual = points > 2 ? Math.Max(0, yy - (slope * xy)) / (points - 2) : 0;
        return new IntensityFit(
            new Intensity(Math.Exp(meanY - (slope * meanX)), -slope),
            RSquared: xy * xy / (xx * yy),
            points,
            LnAError: Math.Sqrt(residual * ((1.0 / points) + (meanX * meanX / xx))),
            LnKError: Math.Sqrt(residual / xx) / Math.Abs(slope));
    }
}
