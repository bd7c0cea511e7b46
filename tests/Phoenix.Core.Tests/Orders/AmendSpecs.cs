using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Orders.OrderScript;

namespace Phoenix.Core.Tests.Orders;

public class AmendSpecs
{
    private static readonly OrderTerms Fewer = new(new Price(300_000), new Quantity(6));

    [Fact]
    public void In_flight_the_larger_quantity_counts_and_the_old_price_stands()
    {
        var more = Run(Accepted, AmendSent);
        more.Remaining.Lots.ShouldBe(12);
        more.Price.ShouldBe(new Price(300_000));
        more.Expected.ShouldBe(Moved);

        Run(Accepted, new OrderInput.AmendSent(Fewer)).Remaining.Lots.ShouldBe(10);
    }

    [Fact]
    public void A_reply_moves_the_price_and_frees_nothing_until_the_order_is_seen_so()
    {
        OrderInput[] asked = [Accepted, new OrderInput.AmendSent(Fewer), new OrderInput.AmendAccepted(Under(Fewer))];

        var told = Run(asked);
        told.Remaining.Lots.ShouldBe(10);
        told.IsAmendInFlight.ShouldBeFalse();
        told.CanAmend(Moved).ShouldBeFalse();
        Run(Accepted, AmendSent, Amended).Price.ShouldBe(Moved.Price);

        var seen = Run([.. asked, Seen(Fewer)]);
        seen.Remaining.Lots.ShouldBe(6);
        seen.Terms.ShouldBe(Fewer);
        seen.CanAmend(Moved).ShouldBeTrue();
    }

    [Fact]
    public void An_event_may_come_before_the_reply_and_an_older_one_after_it()
    {
        var order = Run(Accepted, AmendSent, Seen(Moved), Amended, Event(OrderStatus.New));

        order.Terms.ShouldBe(Moved);
        order.Amending.ShouldBeNull();
        order.Phase.ShouldBe(OrderPhase.Working);
    }

    [Theory]
    [InlineData(VenueFailure.Refused, true)]
    [InlineData(VenueFailure.RateLimited, false)]
    [InlineData(VenueFailure.Unavailable, false)]
    public void A_refused_amend_leaves_the_order_as_it_was(VenueFailure failure, bool forGood)
    {
        var order = Run(Accepted, AmendSent, AmendFailed(failure));

        order.Phase.ShouldBe(OrderPhase.Working);
        order.Remaining.Lots.ShouldBe(10);
        order.CanAmend(Fewer).ShouldBe(!forGood);
        Run(Accepted, AmendSent, AmendNotSent).CanAmend(Fewer).ShouldBeTrue();
    }

    [Theory]
    [InlineData(VenueFailure.OutcomeUnknown)]
    [InlineData(VenueFailure.OrderUnknown)]
    [InlineData(VenueFailure.WouldCross)]
    public void An_amend_that_may_have_done_something_is_asked_for(VenueFailure failure)
    {
        Effects(Run(Accepted, AmendSent), AmendFailed(failure)).ShouldBe([new OrderEffect.Query(Id)]);
        var order = Run(Accepted, AmendSent, AmendFailed(failure));
        order.Phase.ShouldBe(OrderPhase.Unknown);
        order.Remaining.Lots.ShouldBe(12);
    }

    [Fact]
    public void Without_a_reply_it_is_asked_for_and_never_repeated()
    {
        Effects(Run(Accepted, AmendSent), AmendTimedOut).ShouldBe([new OrderEffect.Query(Id)]);
        Effects(Run(Accepted, AmendSent), SessionLost).ShouldBe([new OrderEffect.Query(Id)]);
        Run(Accepted, AmendSent, AmendTimedOut).CanAmend(Fewer).ShouldBeFalse();
        Run(Accepted, AmendSent, AmendTimedOut, new OrderInput.Queried(Under(Moved))).Terms.ShouldBe(Moved);
    }

    [Theory]
    [InlineData(2.999, 3.0, OrderPhase.Unknown)]
    [InlineData(3.0, 3.0, OrderPhase.Working)]
    public void The_terms_before_count_when_repeated_after_the_settle_time(
        double first, double second, OrderPhase phase)
    {
        var order = Run(
            (0, Accepted), (0, AmendSent), (0, AmendTimedOut),
            (first, Queried(OrderStatus.New)), (second, Queried(OrderStatus.New)));

        order.Phase.ShouldBe(phase);
        order.Remaining.Lots.ShouldBe(phase == OrderPhase.Working ? 10 : 12);
    }

    [Fact]
    public void A_reply_that_the_venue_denies_later_is_an_alarm()
    {
        var denied = Run(
            (0, Accepted), (0, AmendSent), (0, Amended), (5, Queried(OrderStatus.New)), (5, Queried(OrderStatus.New)));
        denied.Phase.ShouldBe(OrderPhase.Unknown);

        var (order, effects) = OrderMachine.Next(denied, Queried(OrderStatus.New), After(6), Limits);

        order.Phase.ShouldBe(OrderPhase.Working);
        order.Price.ShouldBe(new Price(300_000));
        effects.ShouldHaveSingleItem().ShouldBeOfType<OrderEffect.Alarm>();
    }

    [Fact]
    public void A_lagging_answer_settles_no_doubt_of_newer_terms()
    {
        OrderInput[] script = [Accepted, AmendSent, Seen(Moved), CancelSent, CancelTimedOut];

        Run([.. script, Queried(OrderStatus.New)]).Phase.ShouldBe(OrderPhase.Unknown);
        Run([.. script, new OrderInput.Queried(Under(Moved))]).Phase.ShouldBe(OrderPhase.Working);
    }

    [Fact]
    public void An_amend_that_crosses_ends_a_post_only_order()
    {
        var reply = new OrderInput.AmendAccepted(Report(OrderStatus.Canceled));
        var order = Run(Accepted, AmendSent, reply);

        order.Phase.ShouldBe(OrderPhase.Canceled);
        order.CanceledUnseenAt.ShouldBe(Start);
    }

    [Fact]
    public void A_cancel_may_overtake_it()
    {
        Run(Accepted, AmendSent, CancelSent, Canceled, AmendFailed(VenueFailure.OrderUnknown)).Phase
            .ShouldBe(OrderPhase.Canceled);
        Run(Accepted, AmendSent, CancelSent, AmendFailed(VenueFailure.OrderUnknown)).Phase
            .ShouldBe(OrderPhase.Unknown);
        Run(Accepted, AmendSent, CancelSent, AmendFailed(VenueFailure.Refused)).Phase
            .ShouldBe(OrderPhase.PendingCancel);
    }

    [Fact]
    public void Terms_smaller_than_what_was_executed_meanwhile_are_filled_and_stay_so()
    {
        OrderInput[] script =
        [
            Accepted, new OrderInput.AmendSent(Fewer), Trade(1, 6, 6),
            new OrderInput.AmendAccepted(Under(Fewer, OrderStatus.PartiallyFilled, 6)),
        ];

        Run(script).Remaining.Lots.ShouldBe(4);
        var seen = Run([.. script, Seen(Fewer)]);
        seen.Phase.ShouldBe(OrderPhase.Filled);
        Run([.. script, Seen(Fewer), Event(OrderStatus.New), Queried(OrderStatus.New)]).Phase
            .ShouldBe(OrderPhase.Filled);
    }

    [Fact]
    public void A_fill_under_the_old_terms_leaves_the_rest_of_a_larger_amend_open()
    {
        var order = Run(Accepted, AmendSent, new OrderInput.FillFound(Fill(1, 10)));

        order.Phase.ShouldBe(OrderPhase.Working);
        order.Remaining.Lots.ShouldBe(2);
        OrderMachine.Next(order, AmendFailed(VenueFailure.Refused), Start, Limits).State.Phase
            .ShouldBe(OrderPhase.Filled);
    }

    [Fact]
    public void Only_a_working_order_without_an_open_request_is_amended_and_never_to_terms_it_had()
    {
        Run(Accepted).CanAmend(Moved).ShouldBeTrue();
        Run(Accepted).CanAmend(Intent().Terms).ShouldBeFalse();
        New().CanAmend(Moved).ShouldBeFalse();
        Run(Accepted, CancelSent).CanAmend(Moved).ShouldBeFalse();
        Run(Accepted, AmendSent).CanAmend(Fewer).ShouldBeFalse();
        Run(Accepted, Trade(1, 6, 6)).CanAmend(Fewer).ShouldBeFalse();
        Run(Accepted, AmendSent, Seen(Moved)).CanAmend(Intent().Terms).ShouldBeFalse();
    }

    [Fact]
    public void An_order_is_amended_so_often_and_no_more()
    {
        var order = Run(Accepted);
        for (var i = 1; i <= OwnOrder.MaxAmends; i++)
        {
            var terms = new OrderTerms(new Price(300_000 + i), new Quantity(10));
            order.CanAmend(terms).ShouldBeTrue();
            order = OrderMachine.Next(order, new OrderInput.AmendSent(terms), Start, Limits).State;
            order = OrderMachine.Next(order, Seen(terms), Start, Limits).State;
        }

        order.CanAmend(Moved with { Quantity = new Quantity(11) }).ShouldBeFalse();
    }

    [Fact]
    public void Terms_that_somebody_else_gave_it_are_taken_over()
    {
        Run(Accepted, Seen(Moved)).Terms.ShouldBe(Moved);
        Run(Accepted, Seen(Moved)).Remaining.Lots.ShouldBe(12);
    }

    [Theory]
    [InlineData(1.999, 0)]
    [InlineData(2.0, 1)]
    public void The_user_stream_owes_an_amend_that_a_reply_told_of(double at, int owed)
    {
        var orders = new OwnOrders(Limits);
        orders.Add(Intent(), Start);
        foreach (var input in (OrderInput[])[Accepted, Event(OrderStatus.New), AmendSent, Amended])
        {
            orders.Feed(Id, input, Start);
        }

        orders.Unechoed(After(at), TimeSpan.FromSeconds(2)).Count().ShouldBe(owed);
        orders.WaiveEchoes();
        orders.Unechoed(After(at), TimeSpan.FromSeconds(2)).ShouldBeEmpty();
        orders.Exposure(Side.Buy).Lots.ShouldBe(12);
    }
}
