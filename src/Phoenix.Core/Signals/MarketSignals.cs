using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// What the market of one symbol says beside its touch: told of things as they happen, without allocating, and read
/// when a decision is due. Mutated in place by its one owner.
/// </summary>
public sealed class MarketSignals
{
    /// <summary>Levels per side that a fair price may read.</summary>
    private const int DepthLevels = 50;

    private readonly SignalSettings _settings;
    private readonly Instrument _instrument;
    private readonly FairPriceEstimator _fair;
    private readonly VolatilityEstimator _volatility;
    private readonly IntensityEstimator _intensity;
    private Vpin? _vpin;
    private ToxicityState _toxicity;
    private WidthMultiplier _width;
    private FundingPrediction? _funding;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public MarketSignals(SignalSettings settings, Instrument instrument)
    {
        (_settings, _instrument) = (settings, instrument);
        _fair = new FairPriceEstimator(settings.FairPrice);
        _volatility = new VolatilityEstimator(settings.Volatility);
        _intensity = new IntensityEstimator(settings.Intensity);
        _vpin = Vpin.BucketOf(settings.Vpin, instrument, default) is { } bucket
            ? new Vpin(bucket, settings.Vpin)
            : null;
    }

    /// <summary>Whether one-sided trading is to be measured, and how much makes a bucket is not known.</summary>
    public bool WantsDayVolume => _vpin is null && _settings.Vpin.Enabled;

    /// <summary>How one-sided trading is; neutral while the size of a bucket is not known.</summary>
    public Toxicity Toxicity => _vpin?.Current ?? Toxicity.Neutral(0);

    public ToxicityLevel ToxicityLevel => _toxicity.Level;

    /// <summary>What was traded in 24 hours, in base currency; the buckets follow it unless they are set.</summary>
    public void DayVolume(decimal volume)
    {
        var lots = (long)decimal.Min(volume / _instrument.LotSize, long.MaxValue / 2);
        if (_vpin is null && Vpin.BucketOf(_settings.Vpin, _instrument, new Quantity(lots)) is { } bucket)
        {
            _vpin = new Vpin(bucket, _settings.Vpin);
        }
    }

    /// <summary>Updates of the book were lost.</summary>
    public void Resynchronized()
    {
        _volatility.Resynchronized();
        _intensity.Resynchronized();
    }

    /// <summary>A frame was applied to a book that is in sync.</summary>
    public void Touched(Price bestBid, Price bestAsk, Instant at)
    {
        _volatility.Observe(bestBid, bestAsk, at);
        _intensity.Observe(bestBid, bestAsk, at);
    }

    public void Traded(TradePrint print, Instant at)
    {
        _intensity.Trade(print.Aggressor, print.Price, at);
        _vpin?.Trade(print.Aggressor, print.Quantity);
        _toxicity = _toxicity.Next(Toxicity, at, _settings.Vpin);
    }

    public void Marked(MarkPrice mark, Instant receivedAt) => _funding = FundingPrediction.Of(mark, receivedAt);

    /// <param name="book">In sync, with two sides that do not cross.</param>
    /// <param name="ownBids">Ours that rest, in any order: they say nothing of the market.</param>
    /// <param name="ownAsks">The same on the other side.</param>
    /// <param name="isScaled">Whether distances are to follow the volatility.</param>
    public MarketTerms Terms(
        OrderBook book, ReadOnlySpan<BookLevel> ownBids, ReadOnlySpan<BookLevel> ownAsks, bool isScaled, Instant now)
    {
        var midTicks = (book.BestBid!.Value.Price.Ticks + book.BestAsk!.Value.Price.Ticks) / 2m;
        _toxicity = _toxicity.Next(Toxicity, now, _settings.Vpin);
        _width = isScaled && _settings.Width.Enabled
            ? _width.Follow(_volatility.Current, (double)midTicks, Toxicity, _toxicity.Level, _settings)
            : _width.FollowToxicity(Toxicity, _toxicity.Level, _settings.Vpin);
        var funding = FundingBias.Of(_funding, midTicks * _instrument.TickSize, now, _settings.Funding);
        return new MarketTerms
        {
            FairOffset = FairOffset(book, ownBids, ownAsks, midTicks, now),
            Funding = funding.Shift,
            FundingGap = funding.Gap,
            Bids = new SideTerms(_width.Bids, 0),
            Asks = new SideTerms(_width.Asks, 0),
            Volatility = _volatility.Current?.TicksPerRootSecond,
            RelativeVolatility = _volatility.Current?.Relative30Minutes((double)midTicks),
            BidFills = _intensity.Read(Side.Buy, now),
            AskFills = _intensity.Read(Side.Sell, now),
            IsToxic = _toxicity.Level == ToxicityLevel.Pull,
        };
    }

    private decimal FairOffset(
        OrderBook book, ReadOnlySpan<BookLevel> ownBids, ReadOnlySpan<BookLevel> ownAsks, decimal midTicks, Instant now)
    {
        if (_settings.FairPrice.Source == FairPriceSource.Mid)
        {
            return 0;
        }

        Span<BookLevel> bids = stackalloc BookLevel[DepthLevels];
        Span<BookLevel> asks = stackalloc BookLevel[DepthLevels];
        bids = bids[..book.CopyTop(Side.Buy, bids)];
        asks = asks[..book.CopyTop(Side.Sell, asks)];
        var fair = _fair.Observe(MarketDepth.Without(bids, asks, ownBids, ownAsks), now);
        return fair.Refusal == FairPriceRefusal.None
            ? ((decimal)fair.Ticks - midTicks) * _instrument.TickSize
            : 0;
    }
}
