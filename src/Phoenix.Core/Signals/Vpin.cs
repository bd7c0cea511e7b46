using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>How one-sided trading was over the last full buckets of volume.</summary>
/// <param name="Vpin">Mean imbalance of a bucket, 0 to 1; 0.5 when neutral.</param>
/// <param name="SignedImbalance">Share of the volume bought minus share sold, −1 to 1; 0 when neutral.</param>
/// <param name="Buckets">How many full buckets it is made from.</param>
/// <param name="IsNeutral">There are too few buckets to say anything; it must have no effect.</param>
public readonly record struct Toxicity(double Vpin, double SignedImbalance, int Buckets, bool IsNeutral)
{
    public static Toxicity Neutral(int buckets) => new(0.5, 0, buckets, IsNeutral: true);
}

/// <summary>
/// Volume-synchronised probability of informed trading. Trades fill buckets of equal volume and are split over their
/// boundary; who was the aggressor is known, so nothing is guessed. Counts are whole lots: sums do not drift, and how
/// trades are split into messages makes no difference. Mutated in place by its one owner.
/// </summary>
/// <remarks>Easley, López de Prado, O'Hara, Review of Financial Studies 25(5), 2012.</remarks>
public sealed class Vpin
{
    private const int HoursPerDay = 24;

    private readonly VpinSettings _settings;
    private readonly long _bucket;

    /// <summary>Bought minus sold of each full bucket, in lots.</summary>
    private readonly long[] _signed;
    private int _next;
    private int _count;
    private long _sumSigned;
    private long _sumAbsolute;

    /// <summary>The bucket that is being filled.</summary>
    private long _filled;
    private long _imbalance;

    /// <exception cref="ArgumentException">A setting is out of its range, or the bucket is empty.</exception>
    public Vpin(Quantity bucket, VpinSettings settings)
    {
        SignalRanges.Require(SignalRanges.Misfit(settings));
        SignalRanges.Require(bucket.IsZero ? "a bucket holds nothing." : null);
        (_settings, _bucket, _signed) = (settings, bucket.Lots, new long[settings.Buckets]);
    }

    public Toxicity Current
    {
        get
        {
            var volume = (double)_count * _bucket;
            return _count < _settings.LeastBuckets
                ? Toxicity.Neutral(_count)
                : new Toxicity(_sumAbsolute / volume, _sumSigned / volume, _count, IsNeutral: false);
        }
    }

    /// <summary>
    /// The configured size, or such a share of the 24-hour volume that fifty buckets last about an hour at average
    /// speed, rounded down to the lot; null when both are unknown or less than one lot.
    /// </summary>
    public static Quantity? BucketOf(VpinSettings settings, Instrument instrument, Quantity volume24Hours)
    {
        var lots = settings.BucketSize > 0
            ? (long)(settings.BucketSize / instrument.LotSize)
            : volume24Hours.Lots / (settings.Buckets * HoursPerDay);
        return lots > 0 ? new Quantity(lots) : null;
    }

    /// <param name="aggressor">Who took liquidity.</param>
    public void Trade(Side aggressor, Quantity quantity)
    {
        var (sign, lots) = (aggressor.Sign(), quantity.Lots);
        var poured = Math.Min(lots, _bucket - _filled);
        (_filled, _imbalance) = (_filled + poured, _imbalance + (sign * poured));
        if (_filled < _bucket)
        {
            return;
        }

        Close(_imbalance);
        lots -= poured;
        for (var whole = Math.Min(lots / _bucket, _signed.Length); whole > 0; whole--)
        {
            Close(sign * _bucket); // more than all that are remembered would change nothing
        }

        _filled = lots % _bucket;
        _imbalance = sign * _filled;
    }

    private void Close(long signed)
    {
        var oldest = _count == _signed.Length ? _signed[_next] : 0;
        _count = Math.Min(_count + 1, _signed.Length);
        (_signed[_next], _next) = (signed, (_next + 1) % _signed.Length);
        _sumSigned += signed - oldest;
        _sumAbsolute += Math.Abs(signed) - Math.Abs(oldest);
    }
}
