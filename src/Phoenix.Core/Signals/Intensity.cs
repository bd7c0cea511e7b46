using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>How often an order at a distance is filled: <c>λ(δ) = A·e^(−kδ)</c>, of one side.</summary>
/// <param name="A">Level: fills per second at distance 0.</param>
/// <param name="K">Decay per tick of distance.</param>
public readonly record struct Intensity(double A, double K)
{
    /// <summary>Fills per second at so many ticks from the fair price.</summary>
    public double At(double distanceTicks) => A * Math.Exp(-K * distanceTicks);
}

/// <summary>Why there is no intensity to quote by.</summary>
public enum IntensityRefusal
{
    None,

    /// <summary>Too little was observed to fit anything.</summary>
    WarmingUp,

    /// <summary>Trades, or our fills, reached too few distances.</summary>
    TooFewPoints,

    /// <summary>The distances do not lie on one exponential.</summary>
    PoorFit,

    /// <summary>k is outside its range, not positive, or no number.</summary>
    DecayOutOfRange,

    /// <summary>A is outside its range, or no number.</summary>
    LevelOutOfRange,

    /// <summary>The likelihood has no maximum that could be found.</summary>
    NotConverged,

    /// <summary>Our own fills leave k too uncertain, and the market's fit is missing.</summary>
    TooUncertain,

    /// <summary>The last accepted fit is too old.</summary>
    TooOld,
}

/// <summary>An estimate with its standard errors.</summary>
/// <param name="LnAError">Standard error of ln A, which is the relative one of A.</param>
/// <param name="LnKError">Standard error of ln k, which is the relative one of k.</param>
/// <param name="Refusal">Why it must not be used.</param>
public readonly record struct IntensityEstimate(
    Intensity Intensity, double LnAError, double LnKError, IntensityRefusal Refusal)
{
    public static IntensityEstimate Refused(IntensityRefusal refusal) => new(default, 0, 0, refusal);
}

/// <summary>A line through the logarithms of the rates at which distances are reached.</summary>
/// <param name="RSquared">Share of the variance that the line explains; no number without any.</param>
/// <param name="Points">Distances that it goes through.</param>
/// <param name="LnAError">Standard error of ln A.</param>
/// <param name="LnKError">Standard error of ln k.</param>
public readonly record struct IntensityFit(
    Intensity Intensity, double RSquared, int Points, double LnAError, double LnKError)
{
    /// <summary>Whether it may be believed; what is no number fails every comparison.</summary>
    public IntensityRefusal Judge(IntensitySettings settings)
    {
        var (level, decay) = Intensity;
        return Points < settings.LeastPoints ? IntensityRefusal.TooFewPoints
            : !(decay >= settings.LeastDecay && decay <= settings.GreatestDecay) ? IntensityRefusal.DecayOutOfRange
            : !(level >= settings.LeastLevel && level <= settings.GreatestLevel) ? IntensityRefusal.LevelOutOfRange
            : !(RSquared >= settings.LeastRSquared) ? IntensityRefusal.PoorFit
            : IntensityRefusal.None;
    }
}
