using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>
/// Mean and deviation of what was earned per interval of time, and the deepest fall. The profit at the end of an
/// interval is the newest known then, its last moment included; intervals in which nothing was said earned nothing.
/// Mutated in place by its one owner.
/// </summary>
/// <remarks>
/// Welford's update; many empty intervals are merged at once, as Chan, Golub and LeVeque merge samples.
/// </remarks>
internal sealed class ProfitRhythm(TimeSpan interval)
{
    private Instant? _end;
    private decimal _atStart;
    private decimal _profit;
    private decimal _peak;
    private double _mean;
    private double _squares;

    /// <summary>Intervals that are over.</summary>
    public long Count { get; private set; }

    /// <summary>Mean ÷ standard deviation (of the sample); null when there is none.</summary>
    public double? Sharpe => Count > 1 && _squares > 0 ? _mean / Math.Sqrt(_squares / (Count - 1)) : null;

    /// <summary>The deepest fall of the profit from the highest it had reached; not negative.</summary>
    public decimal Drawdown { get; private set; }

    /// <summary>The first says where it begins.</summary>
    public void ProfitIs(decimal profit, Instant now)
    {
        if (_end is not { } end)
        {
            (_end, _atStart, _profit, _peak) = (now + interval, profit, profit, profit);
            return;
        }

        if (now > end)
        {
            var empty = (now.Nanoseconds - end.Nanoseconds - 1) / (interval.Ticks * 100);
            Merge((double)(_profit - _atStart), 1);
            Merge(0, empty);
            (_atStart, _end) = (_profit, end + TimeSpan.FromTicks(interval.Ticks * (empty + 1)));
        }

        (_profit, _peak) = (profit, Math.Max(_peak, profit));
        Drawdown = Math.Max(Drawdown, _peak - profit);
    }

    /// <summary>So many intervals earned the same.</summary>
    private void Merge(double earned, long times)
    {
        if (times == 0)
        {
            return;
        }

        var (before, difference) = (Count, earned - _mean);
        Count += times;
        _mean += difference * times / Count;
        _squares += difference * difference * before * times / Count;
    }
}
