using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.Matching;

public class OrderBookSpecs
{
    private readonly OrderBook _book = new();
    private readonly List<MatchEvent> _events = [];
    private long _lastId;

    /// <summary>A quarter of a million random commands in a narrow band, so that most of them meet something.</summary>
    [Theory]
    [InlineData(1, 125_000)]
    [InlineData(2, 125_000)]
    public void It_does_what_the_naive_book_does(long seed, int commands)
    {
        var chance = new SeededChance(seed);
        var naive = new NaiveBook();
        var expected = new List<MatchEvent>();
        for (var id = 1; id <= commands; id++)
        {
            _events.Clear();
            expected.Clear();
            switch (chance.Below(100))
            {
                case < 70:
                    var order = RandomOrder(chance, id);
                    _book.Place(order, _events).ShouldBe(naive.Place(order, expected), $"seed {seed}, command {id}");
                    break;
                case < 99:
                    var victim = chance.Between(Math.Max(1, id - 200), id);
                    _book.Cancel(victim, _events).ShouldBe(naive.Cancel(victim, expected));
                    break;
                default:
                    var owner = (int)chance.Below(4);
                    _book.CancelAll(owner, _events).ShouldBe(naive.CancelAll(owner, expected));
                    break;
            }

            if (!_events.SequenceEqual(expected)) _events.ShouldBe(expected, $"seed {seed}, command {id}");
            if (id % 1_000 == 0) ShouldHaveTheLevelsOf(naive);
        }

        ShouldHaveTheLevelsOf(naive);
    }

    [Fact]
    public void Older_orders_at_a_price_are_filled_first()
    {
        var first = Rest(Side.Sell, 101, 5);
        var second = Rest(Side.Sell, 101, 5);
        Place(Side.Buy, 101, 7);
        Trades().ShouldBe([(first, 5), (second, 2)]);
        _book.RemainingOf(second).Lots.ShouldBe(3);
    }

    [Fact]
    public void A_taker_pays_the_resting_price()
    {
        Rest(Side.Buy, 100, 5);
        Place(Side.Sell, 90, 5);
        _events.Single(happened => happened.Kind == MatchEventKind.Traded).Price.Ticks.ShouldBe(100);
    }

    [Fact]
    public void Post_only_at_the_touch_is_refused_without_a_trace()
    {
        Rest(Side.Sell, 101, 5);
        Place(Side.Buy, 101, 1, TimeInForce.PostOnly).ShouldBe(Placement.WouldCross);
        _events.ShouldBeEmpty();
        _book.OrderCount.ShouldBe(1);
        Place(Side.Buy, 100, 1, TimeInForce.PostOnly).ShouldBe(Placement.Accepted);
    }

    [Theory]
    [InlineData(5, Placement.Accepted)]
    [InlineData(6, Placement.CannotFill)]
    public void Fill_or_kill_needs_the_whole_quantity(int lots, Placement outcome)
    {
        Rest(Side.Sell, 101, 3);
        Rest(Side.Sell, 102, 2);
        Place(Side.Buy, 102, lots, TimeInForce.FillOrKill).ShouldBe(outcome);
    }

    [Theory]
    [InlineData(SelfTradePrevention.ExpireMaker, 0, 1)]
    [InlineData(SelfTradePrevention.ExpireTaker, 1, 0)]
    [InlineData(SelfTradePrevention.ExpireBoth, 0, 0)]
    public void Self_trade_prevention_follows_the_taker(SelfTradePrevention mode, int makerLeft, int takerLeft)
    {
        var maker = Rest(Side.Sell, 101, 1, owner: 7);
        Place(Side.Buy, 101, 1, owner: 7, selfTrade: mode);
        _events.ShouldNotContain(happened => happened.Kind == MatchEventKind.Traded);
        _book.RemainingOf(maker).Lots.ShouldBe(makerLeft);
        _book.RemainingOf(_lastId).Lots.ShouldBe(takerLeft);
    }

    [Fact]
    public void The_crowd_trades_with_itself()
    {
        Rest(Side.Sell, 101, 1);
        Place(Side.Buy, 101, 1, selfTrade: SelfTradePrevention.ExpireMaker);
        _events.ShouldContain(happened => happened.Kind == MatchEventKind.Traded);
    }

    private static NewOrder RandomOrder(SeededChance chance, long id)
    {
        var kind = chance.Happens(0.1) ? OrderKind.Market : OrderKind.Limit;
        return new NewOrder
        {
            OrderId = id,
            Owner = (int)chance.Below(4),
            Side = chance.Happens(0.5) ? Side.Buy : Side.Sell,
            Price = new Price(1_000 + chance.Between(-15, 15)),
            Quantity = new Quantity(chance.Between(1, 20)),
            Kind = kind,
            TimeInForce = kind == OrderKind.Market ? TimeInForce.GoodTillCanceled : (TimeInForce)chance.Between(1, 4),
            SelfTrade = (SelfTradePrevention)chance.Below(4),
        };
    }

    private void ShouldHaveTheLevelsOf(NaiveBook naive)
    {
        foreach (var side in (Side[])[Side.Buy, Side.Sell])
        {
            var levels = _book.Of(side);
            Enumerable.Range(0, levels.Count)
                .Select(depth => (levels[depth].Price.Ticks, levels[depth].Quantity.Lots))
                .ShouldBe(naive.Levels(side));
        }
    }

    private long Rest(Side side, long ticks, long lots, int owner = OrderBook.Street)
    {
        Place(side, ticks, lots, owner: owner).ShouldBe(Placement.Accepted);
        _events.Clear();
        return _lastId;
    }

    private Placement Place(
        Side side,
        long ticks,
        long lots,
        TimeInForce timeInForce = TimeInForce.GoodTillCanceled,
        int owner = OrderBook.Street,
        SelfTradePrevention selfTrade = SelfTradePrevention.None)
    {
        var order = new NewOrder
        {
            OrderId = ++_lastId,
            Owner = owner,
            Side = side,
            Price = new Price(ticks),
            Quantity = new Quantity(lots),
            Kind = OrderKind.Limit,
            TimeInForce = timeInForce,
            SelfTrade = selfTrade,
        };
        return _book.Place(order, _events);
    }

    private IEnumerable<(long Maker, long Lots)> Trades() =>
        from happened in _events
        where happened.Kind == MatchEventKind.Traded
        select (happened.MakerId, happened.Quantity.Lots);
}
