using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// How long orders of ours rested, and how often they were filled, by distance from the fair price; one per side. What
/// is old fades at the same rate in both, so that their ratio stays. Mutated in place by its one owner.
/// </summary>
public sealed class FillExposure
{
    private readonly FillIntensitySettings _settings;
    private readonly double[] _fills;
    private readonly double[] _seconds;

    /// <summary>Distance times time, for the mean distance within a bin.</summary>
    private readonly double[] _moments;
    private Instant? _fadedAt;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FillExposure(FillIntensitySettings settings)
    {
        SignalRanges.Require(SignalRanges.Misfit(settings));
        _settings = settings;
        (_fills, _seconds, _moments) =
            (new double[settings.Bins], new double[settings.Bins], new double[settings.Bins]);
    }

    /// <summary>An order rested so long at this distance, in ticks; what lies beyond the bins is not counted.</summary>
    public void Rested(double distanceTicks, TimeSpan time)
    {
        if (BinOf(distanceTicks) is { } bin && time > TimeSpan.Zero)
        {
            _seconds[bin] += time.TotalSeconds;
            _moments[bin] += distanceTicks * time.TotalSeconds;
        }
    }

    /// <summary>An order was filled at this distance, measured just before. Its later fills do not count.</summary>
    public void Filled(double distanceTicks)
    {
        if (BinOf(distanceTicks) is { } bin)
        {
            _fills[bin]++;
        }
    }

    /// <summary>Lets the old fade; often enough is before each fit.</summary>
    public void Fade(Instant now)
    {
        var left = 1 - Ewma.Weight(_fadedAt is { } last ? now - last : TimeSpan.Zero, _settings.Memory);
        for (var bin = 0; bin < _settings.Bins; bin++)
        {
            (_fills[bin], _seconds[bin], _moments[bin]) =
                (_fills[bin] * left, _seconds[bin] * left, _moments[bin] * left);
        }

        _fadedAt = now;
    }

    /// <summary>Copies the bins in which anything rested, nearest first; returns how many there was room for.</summary>
    public int CopyTo(Span<FillBin> bins)
    {
        var count = 0;
        for (var bin = 0; bin < _settings.Bins && count < bins.Length; bin++)
        {
            if (_seconds[bin] > 0)
            {
                bins[count++] = new FillBin(_moments[bin] / _seconds[bin], _fills[bin], _seconds[bin]);
            }
        }

        return count;
    }

    private int? BinOf(double distanceTicks) =>
        distanceTicks >= 0 && distanceTicks < (double)_settings.BinTicks * _settings.Bins
            ? (int)(distanceTicks / _settings.BinTicks)
            : null;
}
