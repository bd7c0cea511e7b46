using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>
/// The crowd of one market: makers around a wandering fair price, takers, cancels. It trades in the same book as the
/// accounts and by the same rules; an account's order is filled when a taker reaches it in the queue.
/// </summary>
internal sealed class Street : ICrowd
{
    private readonly StreetSettings _settings;
    private readonly OrderBook _book;
    private readonly SeededChance _chance;
    private readonly CrowdHands _hands;
    private readonly FairPrice _fair;
    private readonly long _maxLevelLots;
    private MarketMood _mood = MarketMood.Calm;

    internal Street(StreetSettings settings, FairPrice fair, OrderBook book, SeededChance chance, OrderIds ids)
    {
        (_settings, _fair, _book, _chance) = (settings, fair, book, chance);
        _hands = new CrowdHands(book, chance, ids);

        // Above 9500 lots a level's printed quantity would grow by a digit, and frames with it.
        _maxLevelLots = Math.Max(9_500, settings.MaxLots * 3);
    }

    public double FairTicks => _fair.Ticks;

    public MarketMood Mood => _mood;

    public void Open(VenueTime now, List<MatchEvent> events)
    {
        var touch = (long)Math.Floor(_fair.Ticks);
        Rest(Side.Buy, touch, events);
        Rest(Side.Sell, touch + 1, events);
        foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            KeepNear(side, events);
            while (_book.Of(side).Count < _settings.Levels)
            {
                Rest(side, AwayFromTouch(side, _settings.RangeTicks), events);
            }
        }
    }

    /// <summary>Half a step: the value moves, takers and makers follow.</summary>
    public void Act(VenueTime now, List<MatchEvent> events)
    {
        var (bid, ask) = (_book.Bids.BestPrice, _book.Asks.BestPrice);
        var before = _mood.Depth;
        _mood = _fair.Move(now);
        if (_mood.IsStill) return;
        if (_mood.Depth < before) Thin(before, events);
        _hands.TakeKnowing(_mood, _fair.Ticks, _settings.MaxLots, events);
        var spread = _chance.Happens(0.3) ? 2 : 1;
        var newBid = (long)Math.Floor(_fair.Ticks);
        var newAsk = newBid + spread;
        newBid = Math.Min(newBid, _hands.Sweep(Side.Buy, newBid, events) - 1);
        newAsk = Math.Max(newAsk, _hands.Sweep(Side.Sell, newAsk, events) + 1);
        if (_book.Bids.Count == 0 || _book.Bids.BestPrice.Ticks < newBid) Rest(Side.Buy, newBid, events);
        if (_book.Asks.Count == 0 || _book.Asks.BestPrice.Ticks > newAsk) Rest(Side.Sell, newAsk, events);
        if (_chance.Happens(_settings.TakerChance * _mood.Activity)) TakeSome(events);
        KeepNear(Side.Buy, events);
        KeepNear(Side.Sell, events);
        if (_book.Bids.BestPrice == bid && _book.Asks.BestPrice == ask) Tweak(Side.Buy, 0, events);
    }

    /// <summary>Small changes behind the touch until the next frame carries its constant number of levels.</summary>
    public void TopUp(BookChanges changes, List<MatchEvent> events)
    {
        if (_mood.IsStill) return;
        var wanted = (int)(_settings.ChangesPerFrame * _mood.Activity);
        var wantedLevels = Math.Max(_settings.NearLevels, (int)(_settings.Levels * _mood.Depth));
        for (var tries = 0; changes.Count < wanted && tries < 1_000; tries++)
        {
            var side = _chance.Happens(0.5) ? Side.Buy : Side.Sell;
            var levels = _book.Of(side);
            if (levels.Count < wantedLevels)
            {
                Rest(side, AwayFromTouch(side, _settings.RangeTicks), events);
            }
            else if (levels.Count > wantedLevels + 10)
            {
                _hands.Withdraw(levels[levels.Count - 1 - (int)_chance.Below(8)], 1, events);
            }
            else
            {
                Tweak(side, (int)_chance.Below(levels.Count), events);
            }
        }
    }

    private void Thin(double before, List<MatchEvent> events)
    {
        var share = 1 - (_mood.Depth / before);
        _hands.Thin(Side.Buy, share, events);
        _hands.Thin(Side.Sell, share, events);
    }

    private void TakeSome(List<MatchEvent> events)
    {
        var side = _chance.Happens(0.5) ? Side.Buy : Side.Sell;
        var levels = _book.Of(side.Opposite());
        if (levels.Count == 0) return;
        var lots = _chance.Between(5, Math.Max(5, 1 + (_settings.MaxLots / 8)));
        _hands.Take(side, levels.BestPrice.Ticks, lots, events);
    }

    private void KeepNear(Side side, List<MatchEvent> events)
    {
        var levels = _book.Of(side);
        for (var tries = 0; tries < 8 && NearLevels(levels) < _settings.NearLevels; tries++)
        {
            Rest(side, AwayFromTouch(side, _settings.NearTicks), events);
        }
    }

    private int NearLevels(BookSide levels)
    {
        var count = 0;
        while (count < levels.Count && Math.Abs(levels[count].Price - levels.BestPrice) <= _settings.NearTicks) count++;
        return count;
    }

    /// <summary>A side that accounts have emptied is built anew beside the fair price.</summary>
    private long AwayFromTouch(Side side, long range)
    {
        var levels = _book.Of(side);
        var touch = levels.Count > 0 ? levels.BestPrice.Ticks : (long)Math.Floor(_fair.Ticks);
        return touch - (side.Sign() * _chance.Between(1, range));
    }

    private void Tweak(Side side, int depth, List<MatchEvent> events)
    {
        var levels = _book.Of(side);
        if (levels.Count == 0) return;
        var level = levels[depth];
        if (level.Lots > _maxLevelLots - _settings.MaxLots || (level.OrderCount > 1 && _chance.Happens(0.5)))
        {
            _hands.Withdraw(level, level.OrderCount - 1, events);
        }
        else
        {
            Rest(side, level.Price.Ticks, events);
        }
    }

    private void Rest(Side side, long ticks, List<MatchEvent> events)
    {
        var lots = _chance.Between(Math.Max(1, _settings.MaxLots / 10), _settings.MaxLots);
        if (_mood.Depth < 1) lots = Math.Max(1, (long)(lots * _mood.Depth));
        if (ticks > 0) _hands.Rest(side, ticks, lots, events);
    }
}
