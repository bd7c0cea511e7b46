using Phoenix.Core.Primitives;

namespace Phoenix.Core.Signals;

/// <summary>
/// How many standard deviations a value lies from its mean, both learned as they run. The value is measured against
/// what came before it, and learned afterwards, so that a jump cannot hide in its own deviation. Mutated in place by
/// its one owner.
/// </summary>
/// <remarks>The update is that of Finch, Incremental calculation of weighted mean and variance, 2009.</remarks>
/// <param name="cap">The score never lies farther from 0.</param>
public sealed class StandardScore(TimeSpan timeConstant, double cap)
{
    private Instant? _first;
    private Instant _last;

    public double Mean { get; private set; }

    public double Variance { get; private set; }

    /// <summary>The score, 0 until one time constant was observed and while the value never varied.</summary>
    public double Next(double value, Instant at)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        if (_first is not { } first)
        {
            (_first, _last, Mean) = (at, at, value);
            return 0;
        }

        var difference = value - Mean;
        var isKnown = at - first >= timeConstant && Variance > 0;
        var score = isKnown ? Math.Clamp(difference / Math.Sqrt(Variance), -cap, cap) : 0;
        var weight = Ewma.Weight(at - _last, timeConstant);
        Mean += weight * difference;
        Variance = (1 - weight) * (Variance + (weight * difference * difference));
        _last = at > _last ? at : _last;
        return score;
    }
}
