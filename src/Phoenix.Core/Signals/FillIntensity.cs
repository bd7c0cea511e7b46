namespace Phoenix.Core.Signals;

/// <summary>What happened to our orders that rested at about one distance.</summary>
/// <param name="DistanceTicks">From the fair price.</param>
/// <param name="Fills">At least 0; older ones may count as less than one.</param>
/// <param name="Seconds">Time that an order of ours rested there.</param>
public readonly record struct FillBin(double DistanceTicks, double Fills, double Seconds);

/// <summary>
/// The intensity that makes our own fills most likely, as Poisson counts over the time that orders rested. It contains
/// our place in the queue and our latency, which the market's trades do not show.
/// </summary>
public static class FillIntensity
{
    private const int MostIterations = 50;
    private const int MostHalvings = 30;
    private const double Precision = 1e-11;

    /// <summary>Newton's method, with steps that are halved until they climb.</summary>
    public static IntensityEstimate Fit(ReadOnlySpan<FillBin> bins)
    {
        var (fills, seconds, distances, farthest) = Totals(bins);
        if (distances < 2 || !(fills > 0) || !double.IsFinite(fills + seconds + farthest))
        {
            return IntensityEstimate.Refused(IntensityRefusal.TooFewPoints);
        }

        var best = FillLikelihood.At(bins, Math.Log(fills / seconds), 0);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var before = best;
            best = Climb(bins, before);
            if (Math.Abs(best.LnA - before.LnA) < Precision && Math.Abs(best.K - before.K) * farthest < Precision)
            {
                return Judge(best);
            }
        }

        return IntensityEstimate.Refused(IntensityRefusal.NotConverged);
    }

    /// <summary>Stays where it is when nothing around is higher.</summary>
    private static FillLikelihood Climb(ReadOnlySpan<FillBin> bins, FillLikelihood from)
    {
        var (lnA, k) = from.NewtonStep;
        for (var halving = 0; halving < MostHalvings; halving++)
        {
            var to = FillLikelihood.At(bins, from.LnA + lnA, from.K + k);
            if (to.Value >= from.Value)
            {
                return to;
            }

            (lnA, k) = (lnA / 2, k / 2);
        }

        return from;
    }

    private static IntensityEstimate Judge(FillLikelihood best)
    {
        var (level, lnAError, lnKError) = (Math.Exp(best.LnA), best.LnAError, best.KError / best.K);
        return !(best.K > 0) ? IntensityEstimate.Refused(IntensityRefusal.DecayOutOfRange)
            : !(level > 0 && double.IsFinite(level)) ? IntensityEstimate.Refused(IntensityRefusal.LevelOutOfRange)
            : !double.IsFinite(lnAError + lnKError) ? IntensityEstimate.Refused(IntensityRefusal.NotConverged)
            : new IntensityEstimate(new Intensity(level, best.K), lnAError, lnKError, IntensityRefusal.None);
    }

    /// <summary>
    /// Bins in which nothing rested say nothing. Of the distances it only matters whether there is more than one.
    /// </summary>
    private static (double Fills, double Seconds, int Distances, double Farthest) Totals(ReadOnlySpan<FillBin> bins)
    {
        var (fills, seconds, distances, farthest, last) = (0.0, 0.0, 0, 0.0, double.NaN);
        foreach (ref readonly var bin in bins)
        {
            if (bin.Seconds > 0)
            {
                fills += bin.Fills >= 0 ? bin.Fills : double.NaN;
                seconds += bin.Seconds;
                distances += bin.DistanceTicks == last ? 0 : 1;
                (farthest, last) = (Math.Max(farthest, Math.Abs(bin.DistanceTicks)), bin.DistanceTicks);
            }
        }

        return (fills, seconds, distances, farthest);
    }
}
