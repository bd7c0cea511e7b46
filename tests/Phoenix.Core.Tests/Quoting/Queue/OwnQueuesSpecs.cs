using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Settings;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Quoting.Queue;

/// <summary>A bid of ours for 2 lots at 100, where others hold 10.</summary>
public sealed class OwnQueuesSpecs
{
    private const long At = 100;
    private static readonly ClientOrderId Id = ClientOrderId.Create("px", 1, 1);

    private readonly OwnQueues _queues = new(new QueueSettings());
    private readonly OrderBook _book = new();
    private Instant _now = Instant.From(TimeSpan.FromSeconds(10));
    private OwnOrder? _order = Bid(At, 2);

    public OwnQueuesSpecs() => Frame(10);

    [Fact]
    public void It_joins_at_the_back() => Ahead.ShouldBe(10);

    [Fact]
    public void What_the_level_shows_of_ours_is_not_before_us()
    {
        Frame(12);
        Ahead.ShouldBe(10);
    }

    [Fact]
    public void A_level_that_showed_us_from_the_first_frame_on_is_counted_right_with_the_next()
    {
        var queues = new OwnQueues(new QueueSettings());
        _book.Load(Snapshot(1, [(At, 12)], [(At + 1, 5)]));
        queues.Advanced([_order!], _book, _now);
        queues.AheadOf(Id, _now).ShouldBe(12);
        queues.Advanced([_order!], _book, _now);

        queues.AheadOf(Id, _now).ShouldBe(10);
    }

    [Fact]
    public void Trades_at_our_price_against_our_side_bring_us_forward()
    {
        Frame(12);
        Trade(At, 4, Side.Sell);
        Trade(At + 1, 3, Side.Buy);
        Trade(At, 3, Side.Buy);
        Ahead.ShouldBe(6);

        Frame(8);
        Ahead.ShouldBe(6);
    }

    [Fact]
    public void Another_price_is_another_queue_and_more_quantity_its_back()
    {
        Trade(At, 4, Side.Sell);
        _order = Bid(At, 2) with { Terms = new OrderTerms(new Price(At), new Quantity(3)) };
        Frame(9);
        Frame(9);
        Ahead.ShouldBe(6);

        _order = Bid(At, 2) with { Terms = new OrderTerms(new Price(At - 1), new Quantity(3)) };
        Frame(7);
        Ahead.ShouldBe(30);
    }

    [Fact]
    public void Less_quantity_keeps_the_place()
    {
        Trade(At, 4, Side.Sell);
        _order = Bid(At, 2) with { Terms = new OrderTerms(new Price(At), new Quantity(1)) };
        Frame(7);
        Ahead.ShouldBe(6);
    }

    [Fact]
    public void The_first_fill_shows_what_the_estimate_was_worth()
    {
        Trade(At, 9, Side.Sell, time: 1_000);
        _queues.Filled(Id, new VenueTime(1_000), _now);
        Trade(At, 5, Side.Sell, time: 1_001); // after we were reached, whenever it comes
        _order = null;
        Frame(1);
        Wait(TimeSpan.FromSeconds(1));
        Frame(0);

        _queues.Record.ShouldBe(new QueueRecord(Fills: 1, Joined: 10, Left: 1));
        Ahead.ShouldBeNull();
    }

    [Fact]
    public void An_order_that_is_over_is_not_followed()
    {
        _order = null;
        Frame(10);
        Ahead.ShouldBeNull();
        _queues.Record.ShouldBe(default);
    }

    private double? Ahead => _queues.AheadOf(Id, _now);

    private static OwnOrder Bid(long price, long lots) => new()
    {
        Intent = new OrderIntent
        {
            Symbol = Eth.Usdc,
            ClientOrderId = Id,
            Side = Side.Buy,
            Price = new Price(price),
            Quantity = new Quantity(lots),
            ReduceOnly = false,
            TimeInForce = TimeInForce.PostOnly,
        },
        Phase = OrderPhase.Working,
        OrderId = new OrderId(1),
        SentAt = default,
        PhaseSince = default,
    };

    /// <summary>The book shows so much at our price, and 30 a tick below.</summary>
    private void Frame(long lots)
    {
        _book.Load(Snapshot(1, [(At, lots), (At - 1, 30)], [(At + 1, 5)]));
        _queues.Advanced(_order is { } order ? [order] : [], _book, _now);
    }

    private void Trade(long price, long lots, Side aggressor, long time = 0) => _queues.Traded(
        new TradePrint(
            Eth.Usdc, 1, new Price(price), new Quantity(lots), aggressor, new VenueTime(time), new VenueTime(time)),
        _now);

    private void Wait(TimeSpan time) => _now += time;
}
