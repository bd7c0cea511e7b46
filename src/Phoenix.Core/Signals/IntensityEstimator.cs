using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// The fill intensity of each side from the market's trades, without a fill of ours. The sides are fitted apart, for
/// their sum says nothing about either. Refits itself as time passes; allocates nothing after its construction.
/// Mutated in place by its one owner.
/// </summary>
/// <remarks>The form is that of Avellaneda and Stoikov, Quantitative Finance 8(3), 2008.</remarks>
public sealed class IntensityEstimator
{
    private readonly IntensitySettings _settings;
    private readonly ArrivalSampler _sampler;
    private readonly SmoothedIntensity _bids;
    private readonly SmoothedIntensity _asks;
    private readonly long[] _counts;
    private readonly long _refitSteps;
    private long _fitted;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public IntensityEstimator(IntensitySettings settings)
    {
        SignalRanges.Require(SignalRanges.Misfit(settings));
        (_settings, _sampler) = (settings, new ArrivalSampler(settings));
        (_bids, _asks) = (new(settings), new(settings));
        _counts = new long[settings.Distances];
        _refitSteps = settings.Refit.Ticks / settings.Step.Ticks;
    }

    /// <summary>How often a quote of ours on this side is filled; market sells test bids, buys test asks.</summary>
    public IntensityEstimate Read(Side quotes, Instant now) => Of(quotes).Read(now);

    /// <summary>What became of the last fit of the side, also while an older one serves.</summary>
    public IntensityRefusal LastFit(Side quotes) => Of(quotes).LastFit;

    /// <summary>Updates or trades were lost.</summary>
    public void Resynchronized() => _sampler.Lose();

    /// <summary>The touch, whenever the book changed; one that is none, or crossed, is as if lost.</summary>
    public void Observe(Price bestBid, Price bestAsk, Instant at)
    {
        _sampler.Observe(bestBid, bestAsk, at);
        Refit(at);
    }

    /// <param name="aggressor">Who took liquidity.</param>
    public void Trade(Side aggressor, Price price, Instant at)
    {
        _sampler.Trade(aggressor, price, at);
        Refit(at);
    }

    private SmoothedIntensity Of(Side quotes) => quotes == Side.Buy ? _bids : _asks;

    /// <summary>Only steps that are over count, so it does not matter what came first in the new one.</summary>
    private void Refit(Instant at)
    {
        if (_sampler.Step / _refitSteps is var due && due != _fitted)
        {
            _fitted = due;
            Refit(Side.Buy, at);
            Refit(Side.Sell, at);
        }
    }

    private void Refit(Side quotes, Instant at)
    {
        var seconds = _sampler.ObservedSeconds;
        if (seconds < _settings.LeastWindow.TotalSeconds)
        {
            Of(quotes).Wait();
            return;
        }

        _sampler.CountBeyond(quotes, _counts);
        var nearest = _sampler.NearestHalfTicks / 2.0;
        Of(quotes).Take(IntensityRegression.Fit(_counts, nearest, seconds, _settings.LeastArrivals), at);
    }
}
