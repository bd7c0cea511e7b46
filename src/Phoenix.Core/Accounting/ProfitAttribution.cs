using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;

namespace Phoenix.Core.Accounting;

/// <summary>
/// Where the change of one symbol's equity came from: spread capture + inventory − fees + funding, every term live,
/// split by mode and layer. Owned by one writer, which gives it each fill once.
/// </summary>
/// <remarks>
/// Prices are counted in half ticks and quantities in lots, so spread, inventory and cash are integers; fees and
/// funding are sums of the venue's decimals. The lines add up to the change of equity to the last digit, whatever
/// happened, for as long as these have no more than 28 digits: a billion at 19 digits after the point. The inventory of
/// a line is that of the quantity its own fills left open, so lines may hold against each other what the position does
/// not show; none needs work per mid. Quantities that come from elsewhere, and funding that nothing splits, are in the
/// line of the unknown origin. Commission in other assets than the margin asset is another balance: it is beside the
/// identity, not in it.
/// </remarks>
public sealed class ProfitAttribution(Instrument instrument)
{
    private const int Layers = QuoteOrigin.MaxLayer + 1;

    private readonly decimal _unit = instrument.TickSize * instrument.LotSize / 2;
    private readonly Bucket[] _buckets = new Bucket[QuoteOrigin.ModeCount * Layers];
    private readonly SortedDictionary<string, decimal> _otherFees = new(StringComparer.Ordinal);
    private readonly AverageCost _cost = new(instrument);
    private Bucket _all;
    private Int128 _cash;

    public Position Position => _cost.Position;

    /// <summary>The newest mid; unset before the first.</summary>
    public Mid Mid { get; private set; }

    /// <summary>Profit of what was closed at average cost, before commission and funding, in quote currency.</summary>
    public decimal RealizedPnl => _cost.Realized;

    /// <summary>Profit of the open position at the newest mid, in quote currency.</summary>
    public decimal UnrealizedPnl => _cost.Unrealized(Mid);

    /// <summary>
    /// Unrealized profit that adopted positions brought with them: part of <see cref="UnrealizedPnl"/>, not earned
    /// here.
    /// </summary>
    public decimal CarriedPnl { get; private set; }

    /// <summary>Average price of the open position in quote currency; 0 when flat.</summary>
    public decimal EntryPrice => _cost.EntryPrice;

    /// <summary>
    /// Cash that moved and the position at the newest mid, less what adopted positions were worth when they were
    /// adopted. Reckoned without the lines; equals the sum of <see cref="Total"/>, and realized + unrealized − carried
    /// − fees + funding.
    /// </summary>
    public decimal EquityChange =>
        ((decimal)(_cash + ((Int128)Position.Lots * Mid.HalfTicks)) * _unit) - _all.Fees + _all.Funding;

    /// <summary>All lines together.</summary>
    public ProfitLine Total => _all.Line(Mid, _unit);

    /// <summary>
    /// What crossing the spread in <see cref="QuoteMode.Grinding"/> cost, fees included; positive is a cost.
    /// </summary>
    public decimal GrindingCost
    {
        get
        {
            var line = OfMode(QuoteMode.Grinding);
            return line.Fees - line.Spread;
        }
    }

    /// <summary>What was decided in one mode, over all layers.</summary>
    public ProfitLine OfMode(QuoteMode mode) => Sum((int)mode * Layers, Layers, 1);

    /// <summary>One layer over all modes; layer 0 is what is no layer, with the unknown.</summary>
    public ProfitLine OfLayer(int layer) => Sum(layer, QuoteOrigin.ModeCount, Layers);

    /// <summary>One layer in one mode, or what is unknown.</summary>
    public ProfitLine Of(QuoteOrigin origin) => _buckets[IndexOf(origin)].Line(Mid, _unit);

    /// <summary>Commission in another asset than the margin asset, in that asset.</summary>
    public decimal FeesIn(string asset) =>
        string.Equals(asset, instrument.MarginAsset, StringComparison.Ordinal)
            ? _all.Fees
            : _otherFees.GetValueOrDefault(asset);

    /// <summary>
    /// The venue's position becomes ours. What differs is taken over at the mid: worth nothing, lost nothing.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="mid"/> is no mid.</exception>
    public void Adopt(Position position, decimal entryPrice, Mid mid)
    {
        RequireSet(mid);
        Mid = mid;
        var before = UnrealizedPnl;
        var lots = position.Lots - Position.Lots;
        _cash -= (Int128)lots * mid.HalfTicks;
        _all.Take(lots, mid);
        _buckets[IndexOf(QuoteOrigin.Unknown)].Take(lots, mid);
        _cost.Adopt(position, entryPrice);
        CarriedPnl += UnrealizedPnl - before;
    }

    /// <summary>The middle of the book is here now.</summary>
    /// <exception cref="ArgumentException"><paramref name="mid"/> is no mid.</exception>
    public void MidMoved(Mid mid)
    {
        RequireSet(mid);
        Mid = mid;
    }

    /// <summary>An execution, each given once.</summary>
    /// <param name="fill">As the venue reported it.</param>
    /// <param name="origin">The part of our quoting it belongs to.</param>
    /// <param name="midBefore">
    /// The mid just before it. It may be older than <see cref="Mid"/>, which stays: what the market did in between is
    /// inventory.
    /// </param>
    /// <exception cref="ArgumentException">Another symbol's fill, or no mid.</exception>
    public void Filled(Fill fill, QuoteOrigin origin, Mid midBefore)
    {
        RequireSet(midBefore);
        if (fill.Symbol != instrument.Symbol)
        {
            throw new ArgumentException(
                $"An attribution of {instrument.Symbol} was given {fill.Symbol}.", nameof(fill));
        }

        Mid = Mid.IsSet ? Mid : midBefore;
        _cash -= (Int128)fill.Side.Sign() * fill.Quantity.Lots * 2 * fill.Price.Ticks;
        _cost.Apply(fill.Side, fill.Price, fill.Quantity);
        var commission = CommissionOf(fill);
        _all.Fill(fill, midBefore, commission);
        _buckets[IndexOf(origin)].Fill(fill, midBefore, commission);
    }

    /// <summary>A funding settlement by mark price and rate: −x·mark·rate, each line by what it holds.</summary>
    /// <returns>The amount; positive is received.</returns>
    public decimal FundingSettled(decimal mark, decimal rate)
    {
        var perLot = -instrument.LotSize * mark * rate;
        var sum = 0m;
        foreach (ref var bucket in _buckets.AsSpan())
        {
            var amount = bucket.Lots * perLot;
            bucket.Funding += amount;
            sum += amount;
        }

        _all.Funding += sum;
        return sum;
    }

    /// <summary>
    /// A funding settlement as the venue booked it; positive is received. With mark price and rate the lines get their
    /// parts and the unknown gets the difference; without, the unknown gets it all.
    /// </summary>
    public void FundingBooked(decimal amount, decimal mark = 0, decimal rate = 0)
    {
        var difference = amount - FundingSettled(mark, rate);
        _buckets[IndexOf(QuoteOrigin.Unknown)].Funding += difference;
        _all.Funding += difference;
    }

    private static int IndexOf(QuoteOrigin origin) => ((int)origin.Mode * Layers) + origin.Layer;

    private static void RequireSet(Mid mid)
    {
        if (!mid.IsSet)
        {
            throw new ArgumentException("There is no mid, so nothing can be attributed.", nameof(mid));
        }
    }

    /// <summary>In the margin asset; another asset's is kept beside.</summary>
    private decimal CommissionOf(Fill fill)
    {
        if (string.Equals(fill.CommissionAsset, instrument.MarginAsset, StringComparison.Ordinal))
        {
            return fill.Commission;
        }

        _otherFees[fill.CommissionAsset] = FeesIn(fill.CommissionAsset) + fill.Commission;
        return 0;
    }

    private ProfitLine Sum(int first, int count, int step)
    {
        var sum = default(ProfitLine);
        for (var index = first; count > 0; index += step, count--)
        {
            sum += _buckets[index].Line(Mid, _unit);
        }

        return sum;
    }

    /// <summary>What one origin did, or all of them. Prices in half ticks, quantities in lots.</summary>
    private struct Bucket
    {
        /// <summary>What its fills left open.</summary>
        public long Lots;

        /// <summary>
        /// What that would have cost at the mids before the fills; its worth above this is inventory profit.
        /// </summary>
        public Int128 AtMids;

        public Int128 Spread;
        public decimal Fees;
        public decimal Funding;

        public void Take(long lots, Mid mid)
        {
            Lots += lots;
            AtMids += (Int128)lots * mid.HalfTicks;
        }

        public void Fill(Fill fill, Mid midBefore, decimal commission)
        {
            var lots = fill.Side.Sign() * fill.Quantity.Lots;
            Take(lots, midBefore);
            Spread += (Int128)lots * (midBefore.HalfTicks - (2 * fill.Price.Ticks));
            Fees += commission;
        }

        public readonly ProfitLine Line(Mid mid, decimal unit) => new(
            (decimal)Spread * unit, (decimal)(((Int128)Lots * mid.HalfTicks) - AtMids) * unit, Fees, Funding);
    }
}
