using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Queue;

/// <summary>
/// An estimate of how much stands before one order of ours at its price. Trades advance it by what they took; when a
/// level shrinks by more than traded, the model says how much of the rest left from before us. Quantities at the level
/// are those of others: what we show ourselves is to be taken off first. A trade is to be told before the level that
/// it changed; whether that change comes by itself or in one with others makes no difference. Mutated in place by its
/// one owner; nothing is allocated.
/// </summary>
/// <remarks>
/// Rigtorp, Estimating order queue position (2013). The known implementations forget the trades of the same message
/// when they count who stands behind.
/// </remarks>
public sealed class QueuePosition
{
    private readonly QueueSettings _settings;
    private long _level;
    private long _tradedSince;
    private double _confidence = 1;
    private Instant _quietSince;

    /// <summary>Joins the back of the queue.</summary>
    /// <param name="level">What others show at the price.</param>
    /// <param name="settings">The model and what its estimates are worth.</param>
    /// <param name="now">When the order joined.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quiet period is not positive.</exception>
    public QueuePosition(Quantity level, QueueSettings settings, Instant now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.QuietPeriod, TimeSpan.Zero);
        (_level, Front, _settings, _quietSince) = (level.Lots, level.Lots, settings, now);
    }

    /// <summary>The model's estimate of what stands before us, in lots; at least 0, never grows.</summary>
    public double Front { get; private set; }

    /// <summary>
    /// What traded beyond all that stood before us, in lots; never shrinks. Above 0 a fill of ours is expected.
    /// </summary>
    public double TradedPastFront { get; private set; }

    /// <summary>Whether the market traded through to us.</summary>
    public bool IsFillExpected => TradedPastFront > 0;

    /// <summary>
    /// What to count with, in lots: the estimate while it can be trusted, else the back of the queue, where everything
    /// the level shows stands before us.
    /// </summary>
    public double Ahead(Instant now) =>
        Confidence(now) >= _settings.LeastConfidence ? Front : Math.Max(0, _level - _tradedSince);

    /// <summary>What the estimate is worth, 0 to 1: less with every quiet period and every guess.</summary>
    public double Confidence(Instant now)
    {
        var quiet = (now - _quietSince).Ticks / _settings.QuietPeriod.Ticks;
        return quiet <= 0 ? _confidence : _confidence * Math.Pow(_settings.QuietFactor, quiet);
    }

    /// <summary>A trade at our price.</summary>
    public void Traded(Quantity quantity, Instant now)
    {
        TradedPastFront += Math.Max(0, quantity.Lots - Front);
        Front = Math.Max(0, Front - quantity.Lots);
        _tradedSince += quantity.Lots;
        (_confidence, _quietSince) = (Confidence(now), now);
    }

    /// <summary>The level shows another quantity now.</summary>
    public void LevelChanged(Quantity level)
    {
        var untraded = _level - _tradedSince;
        var left = untraded - level.Lots;
        if (left > 0)
        {
            Shrink(left, Math.Max(0, untraded - Front), level.Lots);
        }

        Front = Math.Min(Front, level.Lots);
        (_level, _tradedSince) = (level.Lots, 0);
    }

    /// <param name="left">What left without a trade.</param>
    /// <param name="back">What stood behind us.</param>
    /// <param name="level">What remains.</param>
    private void Shrink(long left, double back, long level)
    {
        if (Front > 0 && back > 0 && level > 0)
        {
            _confidence *= _settings.AmbiguityFactor; // nobody before, nobody behind or nobody at all is no guess
        }

        if (_settings.Model == QueueModel.Pessimist || Front <= 0)
        {
            return;
        }

        var (weightBehind, weightBefore) = (Weight(back), Weight(Front));
        var behind = weightBehind / (weightBehind + weightBefore) * left;
        Front = Math.Max(0, Front - (left - behind) + Math.Min(back - behind, 0));
    }

    private double Weight(double lots) => _settings.Model switch
    {
        QueueModel.Square => lots * lots,
        QueueModel.Cubic => lots * lots * lots,
        QueueModel.Logarithmic => Math.Log(1 + lots),
        _ => lots,
    };
}
