using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Pricing;

/// <summary>
/// What the market is like, as estimated and not yet checked. An order at distance δ is filled at the rate
/// <c>A·exp(−kδ)</c>.
/// </summary>
public readonly record struct MarketEstimate
{
    /// <summary>σ, ticks ÷ √s.</summary>
    public required double Volatility { get; init; }

    /// <summary>A, fills per second and side at the fair price.</summary>
    public required double FillLevel { get; init; }

    /// <summary>k, 1 ÷ ticks.</summary>
    public required double FillDecay { get; init; }
}

/// <summary>
/// Guéant, Lehalle and Fernandez-Tapia's quotes far from the end of trading, in closed form:
/// <c>half = c1 + (Δ/2)·σ·c2</c>, <c>skew = σ·c2</c>. An approximation that is good while inventory matters little
/// against the flow of fills; see <see cref="GlftCoefficients.IsClosedFormGood"/> and <see cref="ExactGlft"/>.
/// </summary>
/// <remarks>Guéant, Optimal market making, arXiv:1605.01862 (2017), equations 4.6 and 4.7.</remarks>
public static class Glft
{
    /// <summary>Half spread and skew in ticks, scaled as set.</summary>
    public static Modeled<SpreadAndSkew> Price(MarketEstimate market, GlftSettings settings) =>
        GlftCoefficients.Of(market, settings).TryGet(out var found, out var refusal)
            ? SpreadAndSkew.Of(settings.SpreadScale * found.Half, settings.SkewScale * found.Skew)
            : refusal;
}

/// <summary>The model's coefficients for one market, before they are scaled; finite and never negative.</summary>
public readonly record struct GlftCoefficients
{
    /// <summary>c1: the part of the half spread that inventory has no say in, ticks.</summary>
    public double C1 { get; private init; }

    /// <summary>c2: skew per volatility, √s.</summary>
    public double C2 { get; private init; }

    /// <summary>Half spread with nothing held, ticks.</summary>
    public double Half { get; private init; }

    /// <summary>Shift of both quotes per unit of inventory, ticks.</summary>
    public double Skew { get; private init; }

    /// <summary>α = kγσ²Δ/2: how fast inventory hurts, 1/s.</summary>
    public double Alpha { get; private init; }

    /// <summary>η = A·(1 + ξΔ/k)^−(1 + k/(ξΔ)): how fast fills come, 1/s.</summary>
    public double Eta { get; private init; }

    /// <summary>ξ → 0 needs no case of its own: ln(1 + y)/y is 1 there.</summary>
    public static Modeled<GlftCoefficients> Of(MarketEstimate market, GlftSettings settings)
    {
        if (Refuse(market, settings) is { } refusal)
        {
            return refusal;
        }

        var (sigma, k, size) = (market.Volatility, market.FillDecay, settings.OrderSize);
        var y = (settings.FillRiskAversion ?? settings.RiskAversion) * size / k;
        var thinning = Logarithm.OfOnePlus(y) + Logarithm.PerUnit(y); // ln of (1 + y)^(1 + 1/y)
        var c1 = Logarithm.PerUnit(y) / k;
        var c2 = Math.Sqrt(settings.RiskAversion / (2 * market.FillLevel * size * k) * Math.Exp(thinning));
        var found = new GlftCoefficients
        {
            C1 = c1,
            C2 = c2,
            Half = c1 + (size / 2 * sigma * c2),
            Skew = sigma * c2,
            Alpha = k * settings.RiskAversion * sigma * sigma * size / 2,
            Eta = market.FillLevel * Math.Exp(-thinning),
        };
        return found.IsFinite ? found : ModelRefusal.OutOfRange;
    }

    /// <summary>
    /// Whether the closed form may be used: α is small against η. Beyond the limit it skews far harder than the exact
    /// solution does.
    /// </summary>
    public bool IsClosedFormGood(GlftSettings settings) => Alpha <= settings.ClosedFormLimit * Eta;

    private bool IsFinite =>
        Logarithm.IsPositive(Half) && double.IsFinite(Skew) && double.IsFinite(Alpha) && Logarithm.IsPositive(Eta);

    private static ModelRefusal? Refuse(MarketEstimate market, GlftSettings settings) =>
        !Logarithm.IsPositive(market.Volatility) ? ModelRefusal.Volatility
        : !Logarithm.IsPositive(market.FillLevel) ? ModelRefusal.FillLevel
        : !Logarithm.IsPositive(market.FillDecay) ? ModelRefusal.FillDecay
        : !Logarithm.IsPositive(settings.RiskAversion) ? ModelRefusal.RiskAversion
        : settings.FillRiskAversion is { } xi && !(double.IsFinite(xi) && xi >= 0) ? ModelRefusal.FillRiskAversion
        : !Logarithm.IsPositive(settings.OrderSize) ? ModelRefusal.OrderSize
        : !Logarithm.IsPositive(settings.SpreadScale) ? ModelRefusal.Scale
        : !(double.IsFinite(settings.SkewScale) && settings.SkewScale >= 0) ? ModelRefusal.Scale
        : null;
}
