namespace Phoenix.Core.Signals;

/// <summary>
/// The likelihood of the fills at one pair of parameters, with its slope and its curvature:
/// <c>ℓ = Σ n·(a − kδ) − T·e^(a − kδ)</c>, concave in <c>a = ln A</c> and k.
/// </summary>
internal readonly record struct FillLikelihood
{
    public required double LnA { get; init; }

    public required double K { get; init; }

    public double Value { get; private init; }

    /// <summary>Of the inverse of the information, which is the covariance of the estimate.</summary>
    public double LnAError => Math.Sqrt(InformationKK / Determinant);

    public double KError => Math.Sqrt(InformationAA / Determinant);

    /// <summary>Where a parabola of this slope and curvature has its top.</summary>
    public (double LnA, double K) NewtonStep =>
        (((InformationKK * SlopeA) - (InformationAK * SlopeK)) / Determinant,
            ((InformationAA * SlopeK) - (InformationAK * SlopeA)) / Determinant);

    private double SlopeA { get; init; }

    private double SlopeK { get; init; }

    private double InformationAA { get; init; }

    private double InformationAK { get; init; }

    private double InformationKK { get; init; }

    private double Determinant => (InformationAA * InformationKK) - (InformationAK * InformationAK);

    public static FillLikelihood At(ReadOnlySpan<FillBin> bins, double lnA, double k)
    {
        var sum = new FillLikelihood { LnA = lnA, K = k };
        foreach (ref readonly var bin in bins)
        {
            sum = bin.Seconds > 0 ? sum.With(bin) : sum;
        }

        return sum;
    }

    private FillLikelihood With(FillBin bin)
    {
        var (distance, fills, seconds) = bin;
        var log = LnA - (K * distance);
        var expected = seconds * Math.Exp(log);
        return this with
        {
            Value = Value + (fills * log) - expected,
            SlopeA = SlopeA + fills - expected,
            SlopeK = SlopeK - (distance * (fills - expected)),
            InformationAA = InformationAA + expected,
            InformationAK = InformationAK - (distance * expected),
            InformationKK = InformationKK + (distance * distance * expected),
        };
    }
}
