using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Accounting;

/// <summary>
/// How well one symbol is quoted: figures kept up with each event, none of which costs more as the run gets longer.
/// Nothing here decides anything. Owned by one writer.
/// </summary>
public sealed class QuoteStatistics
{
    private readonly SlidingCounts _cancels = new(1, TimeSpan.FromMinutes(1), parts: 60);
    private readonly ProfitRhythm _profit;
    private readonly Instant _start;
    private Instant _since;
    private bool _isTwoSided;
    private TimeSpan _twoSided;

    public QuoteStatistics(QuoteStatisticsSettings settings, Instant start)
    {
        _profit = new ProfitRhythm(settings.ProfitInterval);
        (_start, _since) = (start, start);
    }

    /// <summary>Orders the venue took since the start.</summary>
    public long Placed { get; private set; }

    /// <summary>Amends the venue took since the start.</summary>
    public long Amended { get; private set; }

    /// <summary>Orders we canceled since the start.</summary>
    public long Canceled { get; private set; }

    /// <summary>Executions since the start.</summary>
    public long Fills { get; private set; }

    /// <summary>The longest position since the start; never short.</summary>
    public Position MaxLong { get; private set; }

    /// <summary>The shortest position since the start; never long.</summary>
    public Position MaxShort { get; private set; }

    /// <summary>The largest position since the start, whatever its sign.</summary>
    public Quantity MaxInventory => MaxLong.Size > MaxShort.Size ? MaxLong.Size : MaxShort.Size;

    /// <summary>
    /// Executions per placed order; above 1 when many orders fill in parts; null before the first order.
    /// </summary>
    public double? FillRatio => Placed == 0 ? null : (double)Fills / Placed;

    /// <summary>Orders placed, amended and canceled per execution; null before the first.</summary>
    public double? Churn => Fills == 0 ? null : (double)(Placed + Amended + Canceled) / Fills;

    /// <summary>
    /// Mean ÷ standard deviation of the profit per interval, over all intervals that are over; null before the second,
    /// and when profit never changed its pace. Not annualized: multiply with the root of the intervals in the period.
    /// </summary>
    public double? Sharpe => _profit.Sharpe;

    /// <summary>The deepest fall of the profit from its peak, in quote currency; not negative.</summary>
    public decimal Drawdown => _profit.Drawdown;

    /// <summary>Intervals that are over.</summary>
    public long ProfitIntervals => _profit.Count;

    public void OrderPlaced() => Placed++;

    public void OrderAmended() => Amended++;

    public void OrderCanceled(Instant now)
    {
        Canceled++;
        _cancels.Add(0, 1, now);
    }

    public void OrderFilled() => Fills++;

    public void PositionIs(Position position)
    {
        MaxLong = position.Lots > MaxLong.Lots ? position : MaxLong;
        MaxShort = position.Lots < MaxShort.Lots ? position : MaxShort;
    }

    /// <summary>So many of our orders rest from now on.</summary>
    public void QuotesRest(int bids, int asks, Instant now)
    {
        _twoSided = TwoSidedTime(now);
        _since = now > _since ? now : _since;
        _isTwoSided = bids > 0 && asks > 0;
    }

    /// <summary>
    /// The profit so far, of any origin, as for example <see cref="ProfitAttribution.EquityChange"/>.
    /// </summary>
    public void ProfitIs(decimal profit, Instant now) => _profit.ProfitIs(profit, now);

    /// <summary>
    /// Share of the time since the start with at least one order on each side, 0 to 1; null at the start.
    /// </summary>
    public double? Uptime(Instant now) => now > _start ? TwoSidedTime(now) / (now - _start) : null;

    /// <summary>Cancels in the last minute; the second in which it began counts whole.</summary>
    public long CancelsPerMinute(Instant now) => _cancels.Total(0, now);

    private TimeSpan TwoSidedTime(Instant now) => _isTwoSided && now > _since ? _twoSided + (now - _since) : _twoSided;
}
