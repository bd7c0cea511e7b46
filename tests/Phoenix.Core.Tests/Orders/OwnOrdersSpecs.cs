using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Orders.OrderScript;

namespace Phoenix.Core.Tests.Orders;

public class OwnOrdersSpecs
{
    private readonly OwnOrders _orders = new(Limits);

    [Fact]
    public void Open_orders_are_iterated_in_the_order_of_registration()
    {
        foreach (var sequence in new long[] { 5, 3, 9 })
        {
            _orders.Add(Intent(sequence), Start);
        }

        _orders.Feed(Intent(3).ClientOrderId, NotSent, Start);

        _orders.Open.Select(order => order.Id).ShouldBe([Intent(5).ClientOrderId, Intent(9).ClientOrderId]);
        _orders.OpenCount.ShouldBe(2);
    }

    [Fact]
    public void A_revived_order_returns_to_its_place()
    {
        _orders.Add(Intent(1), Start);
        _orders.Add(Intent(2), Start);
        _orders.Feed(Id, NotSent, Start);
        _orders.OpenCount.ShouldBe(1);

        _orders.Feed(Id, Event(OrderStatus.New), Start);

        _orders.Open.Select(order => order.Sequence).ShouldBe([1, 2]);
        _orders.OpenCount.ShouldBe(2);
    }

    [Fact]
    public void An_id_is_never_used_twice()
    {
        _orders.Add(Intent(), Start);

        Should.Throw<ArgumentException>(() => _orders.Add(Intent(), Start));
    }

    [Fact]
    public void Inputs_for_unknown_ids_are_counted_and_have_no_effect()
    {
        _orders.Feed(Id, Accepted, Start).ShouldBeEmpty();
        _orders.UnknownInputs.ShouldBe(1);
    }

    [Fact]
    public void Exposure_counts_everything_that_may_execute_on_its_side()
    {
        _orders.Add(Intent(1), Start);
        _orders.Add(Intent(2), Start);
        _orders.Add(Intent(3, Side.Sell, 4), Start);
        _orders.Feed(Id, Trade(1, 3, 3), Start);
        _orders.Feed(Intent(2).ClientOrderId, PlaceTimedOut, Start);

        _orders.Exposure(Side.Buy).Lots.ShouldBe(17);
        _orders.Exposure(Side.Sell).Lots.ShouldBe(4);
    }

    [Fact]
    public void A_cancels_reply_does_not_free_what_a_fill_on_its_way_has_used()
    {
        _orders.Add(Intent(), Start);
        _orders.Feed(Id, Accepted, Start);
        _orders.Feed(Id, CancelSent, Start);
        _orders.Feed(Id, new OrderInput.CancelAccepted(Report(OrderStatus.Canceled, 4)), Start);

        _orders.Exposure(Side.Buy).Lots.ShouldBe(4);
        _orders.OpenCount.ShouldBe(0);
        _orders.Open.ShouldBeEmpty();

        _orders.Feed(Id, Trade(1, 4, 4), Start);
        _orders.Exposure(Side.Buy).ShouldBe(default);
    }

    [Fact]
    public void A_fill_found_by_asking_is_booked_by_the_venues_number()
    {
        _orders.Add(Intent(), Start);
        _orders.Feed(Id, new OrderInput.PlaceAccepted(Report(OrderStatus.New)), Start);
        _orders.Feed(Id, Queried(OrderStatus.Canceled, 4), Start);

        _orders.BookFill(Fill(1, 4), Start).ShouldBeTrue();
        _orders.BookFill(Fill(2, 4, orderId: 999), Start).ShouldBeFalse();
        _orders.Exposure(Side.Buy).ShouldBe(default);
    }

    [Fact]
    public void A_position_taken_over_from_the_venue_holds_what_was_reported()
    {
        _orders.Add(Intent(), Start);
        _orders.Feed(Id, Queried(OrderStatus.PartiallyFilled, 4), Start);
        _orders.Exposure(Side.Buy).Lots.ShouldBe(10);

        _orders.WaiveUnbooked();
        _orders.Exposure(Side.Buy).Lots.ShouldBe(6);

        _orders.Feed(Id, Queried(OrderStatus.Canceled, 7), Start);
        _orders.Exposure(Side.Buy).Lots.ShouldBe(3);
    }

    [Fact]
    public void Queries_of_an_unknown_order_come_at_doubling_delays_up_to_five_seconds()
    {
        _orders.Add(Intent(), Start);
        _orders.Feed(Id, PlaceTimedOut, Start);

        var at = Start;
        var delays = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            var due = _orders.NextWake.ShouldNotBeNull();
            _orders.DueQueries(new Instant(due.Nanoseconds - 1), Limits).ShouldBeEmpty();
            _orders.DueQueries(due, Limits).ShouldBe([Id]);
            delays.Add((due - at).TotalSeconds);
            at = due;
        }

        delays.ShouldBe([0.5, 1, 2, 4, 5, 5]);
    }

    [Fact]
    public void Nothing_is_due_once_the_order_is_known()
    {
        _orders.Add(Intent(), Start);
        _orders.Feed(Id, PlaceTimedOut, Start);
        _orders.Feed(Id, Accepted, Start);

        _orders.NextWake.ShouldBeNull();
        _orders.DueQueries(After(60), Limits).ShouldBeEmpty();
    }

    [Fact]
    public void An_accepted_order_owes_an_echo_after_its_time()
    {
        var timeout = TimeSpan.FromSeconds(2);
        _orders.Add(Intent(1), Start);
        _orders.Add(Intent(2), Start);
        _orders.Add(Intent(3), Start);
        _orders.Feed(Id, Accepted, Start);
        _orders.Feed(Intent(2).ClientOrderId, Accepted, Start);
        _orders.Feed(Intent(2).ClientOrderId, Event(OrderStatus.New), Start);

        _orders.Unechoed(After(1.999), timeout).ShouldBeEmpty();
        _orders.Unechoed(After(2), timeout).ShouldHaveSingleItem().Id.ShouldBe(Id);

        _orders.WaiveEchoes();
        _orders.Unechoed(After(2), timeout).ShouldBeEmpty();
    }

    [Fact]
    public void An_order_canceled_without_a_reply_to_its_placing_owes_a_new_connection_nothing()
    {
        var timeout = TimeSpan.FromSeconds(2);
        _orders.Add(Intent(1), Start);
        _orders.Feed(Id, PlaceTimedOut, Start);
        _orders.Feed(Id, new OrderInput.CancelAccepted(Report(OrderStatus.Canceled)), Start);
        _orders.Unechoed(After(2), timeout).ShouldHaveSingleItem().Id.ShouldBe(Id);

        _orders.WaiveEchoes();

        _orders.Unechoed(After(9), timeout).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancel_that_a_reply_confirmed_owes_an_echo_unless_the_event_came_first(bool eventFirst)
    {
        _orders.Add(Intent(1), Start);
        _orders.Feed(Id, Accepted, Start);
        _orders.Feed(Id, Event(OrderStatus.New), Start);
        if (eventFirst)
        {
            _orders.Feed(Id, Event(OrderStatus.Canceled), Start);
        }

        _orders.Feed(Id, new OrderInput.CancelAccepted(Report(OrderStatus.Canceled)), Start);

        var timeout = TimeSpan.FromSeconds(2);
        _orders.Unechoed(After(1.999), timeout).ShouldBeEmpty();
        _orders.Unechoed(After(2), timeout).Count().ShouldBe(eventFirst ? 0 : 1);
        _orders.Feed(Id, Event(OrderStatus.Canceled), After(2));
        _orders.Unechoed(After(2), timeout).ShouldBeEmpty();
    }

    [Fact]
    public void Ended_orders_are_forgotten_after_their_time_and_still_recognised()
    {
        _orders.Add(Intent(1), Start);
        _orders.Feed(Id, PlaceFailed(VenueFailure.WouldCross), Start);

        _orders.Add(Intent(2), Start + OwnOrders.Retention - TimeSpan.FromTicks(1));
        _orders.TryGet(Id, out _).ShouldBeTrue();

        _orders.Add(Intent(3), Start + OwnOrders.Retention);
        _orders.TryGet(Id, out _).ShouldBeFalse();
        _orders.IsKnown(Id).ShouldBeTrue();
        _orders.IsKnown(Intent(99).ClientOrderId).ShouldBeFalse();
    }

    [Fact]
    public void Ended_orders_are_bounded_in_number()
    {
        for (var sequence = 1; sequence <= OwnOrders.MaxEnded + 1; sequence++)
        {
            _orders.Add(Intent(sequence), Start);
            _orders.Feed(Intent(sequence).ClientOrderId, NotSent, Start);
        }

        _orders.TryGet(Id, out _).ShouldBeFalse();
        _orders.TryGet(Intent(2).ClientOrderId, out _).ShouldBeTrue();
        _orders.IsKnown(Id).ShouldBeTrue();
    }

    [Fact]
    public void A_revived_order_is_not_forgotten_while_it_lives()
    {
        _orders.Add(Intent(1), Start);
        _orders.Feed(Id, NotSent, Start);
        _orders.Feed(Id, Event(OrderStatus.New), Start);

        _orders.Add(Intent(2), After(3600));

        _orders.TryGet(Id, out _).ShouldBeTrue();
    }
}
