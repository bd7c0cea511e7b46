using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.Matching;

public class OrderBookSpecs
{
    private readonly OrderBook _book = new();
    private readonly List<MatchEvent> _events = [];
    private long _lastId;

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
    public void An_immediate_order_says_when_self_trade_prevention_left_it_hungry()
    {
        Rest(Side.Sell, 101, 1, owner: 7);
        var modes = (SelfTrade: SelfTradePrevention.ExpireMaker, Owner: 7);
        Place(Side.Buy, 101, 1, TimeInForce.ImmediateOrCancel, modes.Owner, modes.SelfTrade);
        _events[^1].Reason.ShouldBe(ExpiryReason.ImmediateOrCancelAfterSelfTrade);
        Place(Side.Buy, 101, 1, TimeInForce.ImmediateOrCancel, modes.Owner, modes.SelfTrade);
        _events[^1].Reason.ShouldBe(ExpiryReason.ImmediateOrCancel);
    }

    [Fact]
    public void An_amended_order_goes_to_the_end_of_the_queue_even_when_nothing_changes()
    {
        var first = Rest(Side.Sell, 101, 5);
        var second = Rest(Side.Sell, 101, 5);
        _book.Amend(first, new Price(101), new Quantity(5), _events).ShouldBe(Amendment.Amended);
        Place(Side.Buy, 101, 7);
        Trades().ShouldBe([(second, 5), (first, 2)]);
    }

    [Fact]
    public void The_new_quantity_of_an_amended_order_includes_what_was_filled()
    {
        var order = Rest(Side.Sell, 101, 5);
        Place(Side.Buy, 101, 2);
        _book.Amend(order, new Price(102), new Quantity(9), _events).ShouldBe(Amendment.Amended);
        _book.RemainingOf(order).Lots.ShouldBe(7);
        _book.Amend(order, new Price(102), new Quantity(3), _events).ShouldBe(Amendment.Amended);
        _book.RemainingOf(order).Lots.ShouldBe(1);
        _book.Amend(order, new Price(102), new Quantity(2), _events).ShouldBe(Amendment.Canceled);
        _events[^1].Kind.ShouldBe(MatchEventKind.Canceled);
        _book.OrderCount.ShouldBe(0);
    }

    [Fact]
    public void An_amended_price_that_reaches_the_other_side_trades()
    {
        var maker = Rest(Side.Sell, 101, 5);
        var order = Rest(Side.Buy, 99, 7);
        _book.Amend(order, new Price(101), new Quantity(7), _events).ShouldBe(Amendment.Amended);
        Trades().ShouldBe([(maker, 5)]);
        _book.Bids.BestPrice.Ticks.ShouldBe(101);
        _book.RemainingOf(order).Lots.ShouldBe(2);
    }

    [Theory]
    [InlineData(100, Amendment.Amended)]
    [InlineData(101, Amendment.Canceled)]
    public void A_post_only_order_amended_into_the_other_side_is_out(long ticks, Amendment outcome)
    {
        Rest(Side.Sell, 101, 5);
        Place(Side.Buy, 99, 5, TimeInForce.PostOnly);
        _book.Amend(_lastId, new Price(ticks), new Quantity(5), _events).ShouldBe(outcome);
        _book.Bids.Count.ShouldBe(outcome == Amendment.Amended ? 1 : 0);
    }

    [Fact]
    public void An_order_that_does_not_rest_cannot_be_amended() =>
        _book.Amend(1, new Price(101), new Quantity(5), _events).ShouldBe(Amendment.NotResting);

    [Fact]
    public void A_dated_order_ends_with_its_date_and_not_before()
    {
        Place(Side.Buy, 99, 5, TimeInForce.GoodTillDate, goodTill: 1_000);
        _book.NextExpiry.ShouldBe(new VenueTime(1_000));
        _book.ExpireDue(new VenueTime(999), _events);
        _book.OrderCount.ShouldBe(1);
        _book.ExpireDue(new VenueTime(1_000), _events);
        _book.OrderCount.ShouldBe(0);
        (_events[^1].Kind, _events[^1].Reason).ShouldBe((MatchEventKind.Expired, ExpiryReason.GoodTillDate));
        _book.NextExpiry.ShouldBeNull();
    }

    [Fact]
    public void A_dated_order_that_was_amended_keeps_its_date_and_one_that_ended_has_none()
    {
        Place(Side.Buy, 99, 5, TimeInForce.GoodTillDate, goodTill: 1_000);
        _book.Amend(_lastId, new Price(98), new Quantity(6), _events);
        _book.NextExpiry.ShouldBe(new VenueTime(1_000));
        Place(Side.Sell, 98, 6);
        _book.NextExpiry.ShouldBeNull();
    }

    [Theory]
    [InlineData(PriceMatch.Opponent, 101)]
    [InlineData(PriceMatch.Opponent5, 105)]
    [InlineData(PriceMatch.Queue, 100)]
    [InlineData(PriceMatch.Queue5, 96)]
    [InlineData(PriceMatch.Queue10, null)]
    [InlineData(PriceMatch.Queue20, null)]
    public void A_matched_price_is_that_of_a_level(PriceMatch match, int? ticks)
    {
        for (var depth = 0; depth < 9; depth++)
        {
            Rest(Side.Buy, 100 - depth, 1);
            Rest(Side.Sell, 101 + depth, 1);
        }

        _book.TryFindPrice(Side.Buy, match, out var price).ShouldBe(ticks is not null);
        price.Ticks.ShouldBe(ticks ?? 0);
    }

    [Fact]
    public void The_crowd_trades_with_itself()
    {
        Rest(Side.Sell, 101, 1);
        Place(Side.Buy, 101, 1, selfTrade: SelfTradePrevention.ExpireMaker);
        _events.ShouldContain(happened => happened.Kind == MatchEventKind.Traded);
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
        SelfTradePrevention selfTrade = SelfTradePrevention.None,
        long goodTill = 0)
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
            GoodTill = new VenueTime(goodTill),
        };
        return _book.Place(order, _events);
    }

    private IEnumerable<(long Maker, long Lots)> Trades() =>
        from happened in _events
        where happened.Kind == MatchEventKind.Traded
        select (happened.MakerId, happened.Quantity.Lots);
}
