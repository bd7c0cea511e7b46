using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// The accepted fits of one side, with ln A and ln k smoothed over time. Refused fits change nothing; what was accepted
/// serves until it is too old. Mutated in place by its one owner.
/// </summary>
internal sealed class SmoothedIntensity(IntensitySettings settings)
{
    private double _lnA;
    private double _lnK;
    private double _lnAError;
    private double _lnKError;
    private Instant? _acceptedAt;

    /// <summary>What became of the last fit.</summary>
    public IntensityRefusal LastFit { get; private set; } = IntensityRefusal.WarmingUp;

    /// <summary>Too little is observed for a fit.</summary>
    public void Wait() => LastFit = IntensityRefusal.WarmingUp;

    public void Take(IntensityFit fit, Instant at)
    {
        LastFit = fit.Judge(settings);
        if (LastFit != IntensityRefusal.None)
        {
            return;
        }

        var weight = _acceptedAt is { } last ? Ewma.Weight(at - last, settings.Smoothing) : 1;
        _lnA += weight * (Math.Log(fit.Intensity.A) - _lnA);
        _lnK += weight * (Math.Log(fit.Intensity.K) - _lnK);
        (_lnAError, _lnKError) = (fit.LnAError, fit.LnKError);
        _acceptedAt = at;
    }

    /// <summary>A side without an accepted fit says why the last one was not.</summary>
    public IntensityEstimate Read(Instant now) =>
        _acceptedAt is not { } at ? IntensityEstimate.Refused(LastFit)
        : now - at > settings.MaxAge ? IntensityEstimate.Refused(IntensityRefusal.TooOld)
        : new IntensityEstimate(
            new Intensity(Math.Exp(_lnA), Math.Exp(_lnK)), _lnAError, _lnKError, IntensityRefusal.None);
}
