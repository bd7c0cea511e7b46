using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// The volatility of the mid from changes at irregular times: <c>w = 1 − exp(−Δt/τ)</c>,
/// <c>v ← (1−w)·v + w·Δm²/Δt</c>. Without a first belief the weights that are still missing are divided out, so that
/// the start is not taken for a calm market. Mutated in place by its one owner.
/// </summary>
public sealed class VolatilityEstimator
{
    private readonly VolatilitySettings _settings;
    private double _variance;
    private double _weight;
    private TimeSpan _observed;
    private Instant _at;
    private long _midTicksTimesTwo;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public VolatilityEstimator(VolatilitySettings settings)
    {
        SignalRanges.Require(SignalRanges.Misfit(settings));
        _settings = settings;
        (_variance, _weight) = (settings.Initial * settings.Initial, settings.Initial > 0 ? 1 : 0);
    }

    /// <summary>Null until enough time was observed, unless something was believed from the start.</summary>
    public Volatility? Current =>
        _settings.Initial > 0 || (_weight > 0 && _observed >= _settings.WarmUp)
            ? new Volatility(Math.Sqrt(_variance / _weight))
            : null;

    /// <summary>The next mid is not a change of this one: between them updates were lost.</summary>
    public void Resynchronized() => _midTicksTimesTwo = 0;

    /// <summary>A touch that is none, or crossed, is no price; the next one starts anew.</summary>
    public void Observe(Price bestBid, Price bestAsk, Instant at)
    {
        if (bestBid.Ticks <= 0 || bestBid >= bestAsk)
        {
            Resynchronized();
            return;
        }

        var mid = bestBid.Ticks + bestAsk.Ticks;
        if (_midTicksTimesTwo != 0)
        {
            var elapsed = at - _at;
            if (elapsed < _settings.MergeBelow)
            {
                return; // what changed counts with the next change, which is measured from the same mid
            }

            Learn((mid - _midTicksTimesTwo) / 2.0, elapsed);
        }

        (_midTicksTimesTwo, _at) = (mid, at);
    }

    private void Learn(double change, TimeSpan elapsed)
    {
        var weight = Ewma.Weight(elapsed, _settings.TimeConstant);
        _variance = ((1 - weight) * _variance) + (weight * change * change / elapsed.TotalSeconds);
        _weight = ((1 - weight) * _weight) + weight;
        _observed += elapsed;
    }
}
