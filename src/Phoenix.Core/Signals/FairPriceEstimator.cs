using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// The fair price by the configured formula. Only <see cref="FairPriceSource.MidAlpha"/> remembers anything: the usual
/// imbalance of the depth, and how much it varies. Mutated in place by its one owner.
/// </summary>
public sealed class FairPriceEstimator
{
    private readonly FairPriceSettings _settings;
    private readonly StandardScore _score;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FairPriceEstimator(FairPriceSettings settings)
    {
        SignalRanges.Require(SignalRanges.Misfit(settings));
        _settings = settings;
        _score = new StandardScore(settings.AlphaTimeConstant, settings.AlphaCap);
    }

    /// <summary>What the last book gave.</summary>
    public FairPrice Current { get; private set; } = new(0, 0, FairPriceRefusal.NoTouch);

    /// <summary>Reads a book that is in sync.</summary>
    public FairPrice Observe(MarketDepth depth, Instant at) => Current = depth.Refusal switch
    {
        not FairPriceRefusal.None => new FairPrice(0, 0, depth.Refusal),
        _ => _settings.Source switch
        {
            FairPriceSource.Mid => new FairPrice(depth.Mid, 0, FairPriceRefusal.None),
            FairPriceSource.Weighted when depth.Weighted is { } weighted =>
                new FairPrice(weighted, 0, FairPriceRefusal.None),
            FairPriceSource.MidAlpha => Shifted(depth, at),
            _ => new FairPrice(0, 0, FairPriceRefusal.NoTouch),
        },
    };

    /// <summary>Without depth in reach there is no imbalance to lean on, so the mid it is.</summary>
    private FairPrice Shifted(MarketDepth depth, Instant at)
    {
        var score = depth.ImbalanceWithin(_settings.DepthBps) is { } imbalance ? _score.Next(imbalance, at) : 0;
        var (alpha, mid) = (_settings.AlphaTicks * score, depth.Mid);
        return mid + alpha > 0
            ? new FairPrice(mid + alpha, alpha, FairPriceRefusal.None)
            : new FairPrice(0, 0, FairPriceRefusal.NotPositive);
    }
}
