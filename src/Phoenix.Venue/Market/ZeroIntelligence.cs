using System.Runtime.InteropServices;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>
/// A crowd without a plan: limit orders, market orders and cancels arrive by themselves, at rates, distances and sizes
/// drawn from fixed laws; only what the fair price leaves on the wrong side is cleared.
/// </summary>
/// <remarks>
/// E. Smith, J. D. Farmer, L. Gillemot, S. Krishnamurthy, Statistical theory of the continuous double auction,
/// Quantitative Finance 3(6), 2003: independent arrival of limit orders, market orders and cancels. J.-P. Bouchaud,
/// M. Mézard, M. Potters, Statistical properties of stock order books, Quantitative Finance 2(4), 2002: power law of
/// the distance. Takers excite one another (A. Hawkes, Biometrika 58(1), 1971) and repeat the side of the one before.
/// </remarks>
internal sealed class ZeroIntelligence : ICrowd
{
    private const double HalfStepSeconds = 0.05;
    private const int LeastLevels = 5;

    /// <summary>An account's order may stand where a side would be, so that none of it can rest.</summary>
    private const int MostTries = 100;

    private readonly ZeroIntelligenceSettings _settings;
    private readonly OrderBook _book;
    private readonly SeededChance _chance;
    private readonly CrowdHands _hands;
    private readonly FairPrice _fair;
    private readonly List<long> _resting = [];
    private readonly double _decay;
    private double _excitement;
    private Side _lastTaker = Side.Buy;
    private MarketMood _mood = MarketMood.Calm;

    internal ZeroIntelligence(
        ZeroIntelligenceSettings settings, FairPrice fair, OrderBook book, SeededChance chance, OrderIds ids)
    {
        (_settings, _fair, _book, _chance) = (settings, fair, book, chance);
        _hands = new CrowdHands(book, chance, ids);
        _decay = Math.Exp(-HalfStepSeconds / settings.ExcitementSeconds);
    }

    public double FairTicks => _fair.Ticks;

    public MarketMood Mood => _mood;

    /// <summary>The book starts as deep as it is on average: arrivals per second times the mean life.</summary>
    public void Open(VenueTime now, List<MatchEvent> events)
    {
        var orders = (int)Math.Min(20_000, _settings.PlacementsPerSecond * _settings.LifeSeconds);
        for (var i = 0; i < orders; i++)
        {
            Place(events);
        }

        KeepUp(events);
    }

    public void Act(VenueTime now, List<MatchEvent> events)
    {
        var before = _mood.Depth;
        _mood = _fair.Move(now);
        if (_mood.IsStill) return;
        if (_mood.Depth < before)
        {
            _hands.Thin(Side.Buy, 1 - (_mood.Depth / before), events);
            _hands.Thin(Side.Sell, 1 - (_mood.Depth / before), events);
        }

        _hands.TakeKnowing(_mood, _fair.Ticks, Size(_settings.OrderMedianLots * 4), events);
        var bid = (long)Math.Floor(_fair.Ticks);
        var withdrawn = _chance.Happens(_settings.StaleTakenChance) ? 0.5 : 1;
        _hands.Sweep(Side.Buy, bid, events, withdrawn);
        _hands.Sweep(Side.Sell, bid + 1, events, withdrawn);
        KeepUp(events);
        Cancel(events);
        for (var left = Count(_settings.PlacementsPerSecond * _mood.Depth); left > 0; left--)
        {
            Place(events);
        }

        Take(events);
        KeepUp(events);
    }

    /// <summary>Its traffic is what it is.</summary>
    public void TopUp(BookChanges changes, List<MatchEvent> events)
    {
    }

    private int Count(double perSecond) => Draws.Poisson(_chance, perSecond * _mood.Activity * HalfStepSeconds);

    private long Size(double median) => Draws.LogNormal(_chance, median, _settings.OrderSizeSpread);

    private void Place(List<MatchEvent> events)
    {
        var side = _chance.Happens(0.5) ? Side.Buy : Side.Sell;
        var away = Draws.PowerLaw(
            _chance, _settings.DistanceScale, _settings.DistanceExponent, _settings.RangeTicks);
        Rest(side, away, Size(_settings.OrderMedianLots), events);
    }

    private void Rest(Side side, long away, long lots, List<MatchEvent> events)
    {
        var bid = (long)Math.Floor(_fair.Ticks);
        var ticks = side == Side.Buy ? bid - away : bid + 1 + away;
        if (ticks > 0) _resting.Add(_hands.Rest(side, ticks, lots, events));
    }

    /// <summary>Makers follow the fair price, so that both sides quote right beside it.</summary>
    private void KeepUp(List<MatchEvent> events)
    {
        var bid = (long)Math.Floor(_fair.Ticks);
        var lots = Math.Max(1, (long)(_settings.TouchMedianLots * _mood.Depth));
        foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            var levels = _book.Of(side);
            var follows = _chance.Happens(_settings.FollowChance);
            var touch = side == Side.Buy ? bid : bid + 1;
            if (levels.Count == 0 || (follows && levels.BestPrice.Ticks != touch)) Rest(side, 0, Size(lots), events);
            for (var away = 1; levels.Count < LeastLevels && away <= MostTries; away++)
            {
                Rest(side, away, Size(lots), events);
            }
        }
    }

    /// <summary>Every order has the same chance to go, whatever its place.</summary>
    private void Cancel(List<MatchEvent> events)
    {
        var left = Draws.Poisson(_chance, _resting.Count / _settings.LifeSeconds * HalfStepSeconds * _mood.Activity);
        while (left > 0 && _resting.Count > 0)
        {
            var at = (int)_chance.Below(_resting.Count);
            var id = _resting[at];
            _resting[at] = _resting[^1];
            CollectionsMarshal.SetCount(_resting, _resting.Count - 1);
            _book.Cancel(id, events);
            left--;
        }
    }

    private void Take(List<MatchEvent> events)
    {
        _excitement *= _decay;
        var rate = _settings.TakersPerSecond * (1 - _settings.Excitement);
        for (var left = Count(rate + _excitement); left > 0; left--)
        {
            if (!_chance.Happens(_settings.SideRepeats)) _lastTaker = _lastTaker.Opposite();
            var levels = _book.Of(_lastTaker.Opposite());
            if (levels.Count == 0) return;
            var lots = Draws.LogNormal(_chance, _settings.TakerMedianLots, _settings.TakerSizeSpread);
            _hands.Take(_lastTaker, levels.BestPrice.Ticks + (_lastTaker.Sign() * _settings.TakerReach), lots, events);
            _excitement += _settings.Excitement / _settings.ExcitementSeconds;
        }
    }
}
