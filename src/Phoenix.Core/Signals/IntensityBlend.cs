using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>What our own fills and the market's trades say together.</summary>
public static class IntensityBlend
{
    /// <summary>
    /// Our own estimate while k is known well enough, else both, ln A and ln k each weighted by precision. A refusal is
    /// the market's when neither is there.
    /// </summary>
    public static IntensityEstimate Of(
        IntensityEstimate own, IntensityEstimate market, FillIntensitySettings settings) =>
        own.Refusal != IntensityRefusal.None ? market
        : own.LnKError < settings.BlendFrom ? own
        : market.Refusal != IntensityRefusal.None ? IntensityEstimate.Refused(IntensityRefusal.TooUncertain)
        : Blend(own, market);

    private static IntensityEstimate Blend(IntensityEstimate own, IntensityEstimate market)
    {
        var (lnA, lnAError) = Mean(
            Math.Log(own.Intensity.A), own.LnAError, Math.Log(market.Intensity.A), market.LnAError);
        var (lnK, lnKError) = Mean(
            Math.Log(own.Intensity.K), own.LnKError, Math.Log(market.Intensity.K), market.LnKError);
        var blend = new Intensity(Math.Exp(lnA), Math.Exp(lnK));
        return new IntensityEstimate(blend, lnAError, lnKError, IntensityRefusal.None);
    }

    /// <summary>By the ratio of the errors, so that one that is 0, or beyond all measure, decides alone.</summary>
    private static (double Mean, double Error) Mean(double own, double ownError, double market, double marketError)
    {
        var ratio = ownError == marketError ? 1 : ownError / marketError;
        var share = 1 / (1 + (ratio * ratio));
        var error = ratio < 1 ? ownError * Math.Sqrt(share) : marketError * Math.Sqrt(1 - share);
        return ((share * own) + ((1 - share) * market), error);
    }
}
