using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
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
    private readonly OrderIds _ids;
    private readonly FairPrice _fair;
    private readonly List<long> _scratch = [];
    private readonly long _maxLevelLots;

    internal Street(StreetSettings settings, FairPrice fair, OrderBook book, SeededChance chance, OrderIds ids)
    {
        (_settings, _fair, _book, _chance, _ids) = (settings, fair, book, chance, ids);

        // Above 9500 lots a level's printed quantity would grow by a digit, and frames with it.
        _maxLevelLots = Math.Max(9_500, settings.MaxLots * 3);
    }

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
        _fair.Move(now);
        var spread = _chance.Happens(0.3) ? 2 : 1;
        var newBid = (long)Math.Floor(_fair.Ticks);
        var newAsk = newBid + spread;
        newBid = Math.Min(newBid, Sweep(Side.Buy, newBid, events) - 1);
        newAsk = Math.Max(newAsk, Sweep(Side.Sell, newAsk, events) + 1);
        if (_book.Bids.Count == 0 || _book.Bids.BestPrice.Ticks < newBid) Rest(Side.Buy, newBid, events);
        if (_book.Asks.Count == 0 || _book.Asks.BestPrice.Ticks > newAsk) Rest(Side.Sell, newAsk, events);
        if (_chance.Happens(_settings.TakerChance)) TakeSome(events);
        KeepNear(Side.Buy, events);
        KeepNear(Side.Sell, events);
        if (_book.Bids.BestPrice == bid && _book.Asks.BestPrice == ask) Tweak(Side.Buy, 0, events);
    }

    /// <summary>Small changes behind the touch until the next frame carries its constant number of levels.</summary>
    public void TopUp(BookChanges changes, List<MatchEvent> events)
    {
        for (var tries = 0; changes.Count < _settings.ChangesPerFrame && tries < 1_000; tries++)
        {
            var side = _chance.Happens(0.5) ? Side.Buy : Side.Sell;
            var levels = _book.Of(side);
            if (levels.Count < _settings.Levels)
            {
                Rest(side, AwayFromTouch(side, _settings.RangeTicks), events);
            }
            else if (levels.Count > _settings.Levels + 10)
            {
                CancelStreet(levels[levels.Count - 1 - (int)_chance.Below(8)], 1, events);
            }
            else
            {
                Tweak(side, (int)_chance.Below(levels.Count), events);
            }
        }
    }

    /// <summary>
    /// Clears what stands on the wrong side of the new touch: some makers withdraw, a taker gets the rest, now and then
    /// not all of it. Returns the best opposite price afterwards.
    /// </summary>
    private long Sweep(Side taker, long limit, List<MatchEvent> events)
    {
        var levels = _book.Of(taker.Opposite());
        if (levels.IsReachedBy(new Price(limit)))
        {
            _scratch.Clear();
            for (var depth = 0; depth < levels.Count && IsWithin(taker, levels[depth].Price.Ticks, limit); depth++)
            {
                for (var order = levels[depth].First; order is not null; order = order.Next)
                {
                    if (order.Owner == OrderBook.Street && _chance.Happens(0.6)) _scratch.Add(order.Id);
                }
            }

            CancelScratch(events);
            Take(taker, limit, events);
        }

        return levels.Count == 0 ? limit + taker.Sign() : levels.BestPrice.Ticks;
    }

    private void Take(Side taker, long limit, List<MatchEvent> events)
    {
        var levels = _book.Of(taker.Opposite());
        var (lots, accounts) = (0L, 0L);
        for (var depth = 0; depth < levels.Count && IsWithin(taker, levels[depth].Price.Ticks, limit); depth++)
        {
            lots += levels[depth].Lots;
            for (var order = levels[depth].First; order is not null; order = order.Next)
            {
                if (order.Owner != OrderBook.Street) accounts += order.Lots;
            }
        }

        if (accounts > 1 && _chance.Happens(0.25)) lots -= _chance.Between(1, accounts - 1);
        if (lots > 0) TakeLots(taker, limit, lots, events);
    }

    private void TakeSome(List<MatchEvent> events)
    {
        var side = _chance.Happens(0.5) ? Side.Buy : Side.Sell;
        var levels = _book.Of(side.Opposite());
        if (levels.Count == 0) return;
        TakeLots(side, levels.BestPrice.Ticks, _chance.Between(5, 1 + (_settings.MaxLots / 8)), events);
    }

    private void TakeLots(Side side, long limit, long lots, List<MatchEvent> events)
    {
        var order = new NewOrder
        {
            OrderId = _ids.Next(),
            Owner = OrderBook.Street,
            Side = side,
            Price = new Price(limit),
            Quantity = new Quantity(lots),
            Kind = OrderKind.Limit,
            TimeInForce = TimeInForce.ImmediateOrCancel,
        };
        _book.Place(order, events);
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

    private long AwayFromTouch(Side side, long range) =>
        _book.Of(side).BestPrice.Ticks - (side.Sign() * _chance.Between(1, range));

    private void Tweak(Side side, int depth, List<MatchEvent> events)
    {
        var level = _book.Of(side)[depth];
        if (level.Lots > _maxLevelLots - _settings.MaxLots || (level.OrderCount > 1 && _chance.Happens(0.5)))
        {
            CancelStreet(level, level.OrderCount - 1, events);
        }
        else
        {
            Rest(side, level.Price.Ticks, events);
        }
    }

    /// <summary>Withdraws up to <paramref name="count"/> of the crowd's orders from a level, youngest first.</summary>
    private void CancelStreet(PriceLevel level, int count, List<MatchEvent> events)
    {
        _scratch.Clear();
        for (var order = level.Last; order is not null && _scratch.Count < count; order = order.Previous)
        {
            if (order.Owner == OrderBook.Street) _scratch.Add(order.Id);
        }

        CancelScratch(events);
    }

    private void CancelScratch(List<MatchEvent> events)
    {
        foreach (var id in CollectionsMarshal.AsSpan(_scratch))
        {
            _book.Cancel(id, events);
        }
    }

    private void Rest(Side side, long ticks, List<MatchEvent> events)
    {
        var order = new NewOrder
        {
            OrderId = _ids.Next(),
            Owner = OrderBook.Street,
            Side = side,
            Price = new Price(ticks),
            Quantity = new Quantity(_chance.Between(_settings.MaxLots / 10, _settings.MaxLots)),
            Kind = OrderKind.Limit,
            TimeInForce = TimeInForce.PostOnly,
        };
        _book.Place(order, events);
    }

    private static bool IsWithin(Side taker, long ticks, long limit) =>
        taker == Side.Buy ? ticks <= limit : ticks >= limit;
}
