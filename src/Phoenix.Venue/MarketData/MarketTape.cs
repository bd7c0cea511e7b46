using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.MarketData;

/// <summary>
/// What one market remembers: its last trades and prints, and candlesticks of price, index, mark and premium. Bounded:
/// see <see cref="TradeLimit"/> and <see cref="BarSeries.Limit"/>.
/// </summary>
internal sealed class MarketTape
{
    /// <summary>Trades and prints kept.</summary>
    internal const int TradeLimit = 10_000;

    internal const long SampleMs = 1_000;
    internal const long PremiumMs = 5_000;

    private const double MeanPremium = -0.00045;   // as recorded in September 2026

    private readonly long _lotsPerTrade;
    private readonly long _seed;
    private readonly Tick _opening;
    private readonly long _leastInterest;
    private IEnumerable<(Bar Bar, long Length)>? _past;
    private Bar _day;
    private long _dayAt = -1;

    /// <param name="opening">Where the market opened; not a trade.</param>
    internal MarketTape(Contract contract, in Tick opening, long seed)
    {
        (_opening, _seed) = (opening, seed);
        LastTrade = opening;
        _lotsPerTrade = Math.Max(1, contract.Rules.MaxQuantity.Lots / 40_000);
        OpenInterest = contract.Rules.MaxQuantity.Lots * 20;
        _leastInterest = OpenInterest / 2;
        var units = (double)(contract.Rules.TickSize * 100_000_000m);
        var (start, ticks) = (opening.At, opening.Price.Ticks);
        Prices = new BarSeries(start, ticks, Past);
        Marks = new BarSeries(start, (long)(ticks * units), () => PastBars.Beside(Past(), units, SampleMs));
        var spot = units / (1 + MeanPremium);
        Indexes = new BarSeries(start, (long)(ticks * spot), () => PastBars.Beside(Past(), spot, SampleMs));
        var premium = (long)(MeanPremium * 100_000_000);
        Premiums = new BarSeries(start, premium, () => PastBars.Premium(Past(), premium, PremiumMs, seed + 1));
    }

    internal BoundedRing<Tick> Trades { get; } = new(TradeLimit);

    internal BoundedRing<AggregateTrade> Prints { get; } = new(TradeLimit);

    internal BarSeries Prices { get; }

    internal BarSeries Marks { get; }

    internal BarSeries Indexes { get; }

    internal BarSeries Premiums { get; }

    internal Tick LastTrade { get; private set; }

    /// <summary>Lots held long, which is as many as are held short; moves with the trades.</summary>
    internal long OpenInterest { get; private set; }

    internal void Add(in Tick trade)
    {
        LastTrade = trade;
        Trades.Add(trade);
        Prices.Add(trade);
        _dayAt = -1;
        var kind = trade.Id * 2_654_435_761 >> 7 & 3;   // of four trades one opens on both sides, one closes
        if (kind == 0) OpenInterest += trade.Quantity.Lots;
        if (kind == 1) OpenInterest = Math.Max(_leastInterest, OpenInterest - trade.Quantity.Lots);
    }

    internal void Sample(MarkPrice mark)
    {
        var at = mark.At.Milliseconds;
        Marks.Add(at, Units(mark.Mark));
        Indexes.Add(at, Units(mark.Index));
        if (at % PremiumMs == 0) Premiums.Add(at, Units(mark.Premium));
    }

    /// <summary>The last 24 hours.</summary>
    internal ref readonly Bar Day(VenueTime now)
    {
        var minute = now.Milliseconds / KlineInterval.MinuteMs;
        if (minute != _dayAt) (_day, _dayAt) = (Prices.Day(now.Milliseconds), minute);
        return ref _day;
    }

    private static long Units(decimal value) => (long)(value * 100_000_000m);

    private IEnumerable<(Bar Bar, long Length)> Past() =>
        _past ??= PastBars.Trades(_opening, _lotsPerTrade, _seed);
}
