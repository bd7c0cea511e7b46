using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using static Phoenix.Core.Tests.Orders.OrderScript;

namespace Phoenix.Core.Tests.Orders;

public class OrderMachineSpecs
{
    [Fact]
    public void An_accepted_order_works_and_a_canceled_one_has_ended()
    {
        Run(Accepted).Phase.ShouldBe(OrderPhase.Working);
        Run(Accepted, CancelSent).Phase.ShouldBe(OrderPhase.PendingCancel);
        Run(Accepted, CancelSent, Canceled).Phase.ShouldBe(OrderPhase.Canceled);
        Effects(Run(Accepted, CancelSent), Canceled).ShouldBe([new OrderEffect.Ended(Id, OrderPhase.Canceled)]);
    }

    [Fact]
    public void A_late_acceptance_lowers_nothing()
    {
        Run(Trade(1, 10, 10), Accepted).Phase.ShouldBe(OrderPhase.Filled);
        Run(Trade(1, 4, 4), Accepted).Executed.Lots.ShouldBe(4);
        Run(CancelSent, Accepted).Phase.ShouldBe(OrderPhase.PendingCancel);
        Run(Event(OrderStatus.Canceled), Accepted).Phase.ShouldBe(OrderPhase.Canceled);
    }

    [Fact]
    public void A_trade_may_come_before_the_order_is_reported_new()
    {
        var order = Run(Trade(1, 4, 4), Event(OrderStatus.New));

        order.Phase.ShouldBe(OrderPhase.Working);
        order.Executed.Lots.ShouldBe(4);
        order.Remaining.Lots.ShouldBe(6);
    }

    [Fact]
    public void Filled_is_final_whatever_else_is_said()
    {
        var filled = Run(Accepted, Trade(1, 10, 10));

        filled.Phase.ShouldBe(OrderPhase.Filled);
        foreach (var input in AllInputs())
        {
            OrderMachine.Next(filled, input, After(60), Limits).State.Phase.ShouldBe(OrderPhase.Filled);
        }
    }

    [Fact]
    public void A_fill_in_full_outranks_a_cancel() =>
        Run(Accepted, CancelSent, Canceled, Trade(1, 10, 10)).Phase.ShouldBe(OrderPhase.Filled);

    [Fact]
    public void A_canceled_order_still_learns_of_its_late_fills()
    {
        var order = Run(Accepted, CancelSent, Canceled, Trade(1, 4, 4));

        order.Phase.ShouldBe(OrderPhase.Canceled);
        order.Executed.Lots.ShouldBe(4);
        order.Remaining.ShouldBe(default);
    }

    [Fact]
    public void Unknown_order_on_a_cancel_is_asked_for_and_never_dropped()
    {
        var order = Run(Accepted, CancelSent);

        Effects(order, CancelFailed(VenueFailure.OrderUnknown)).ShouldBe([new OrderEffect.Query(Id)]);
        var unknown = Run(Accepted, CancelSent, CancelFailed(VenueFailure.OrderUnknown));
        unknown.Phase.ShouldBe(OrderPhase.Unknown);
        unknown.Remaining.Lots.ShouldBe(10);
    }

    [Fact]
    public void After_an_unknown_cancel_an_older_event_does_not_prove_life_but_a_query_does()
    {
        OrderInput[] script = [Accepted, CancelSent, CancelFailed(VenueFailure.OrderUnknown)];

        Run([.. script, Event(OrderStatus.New)]).Phase.ShouldBe(OrderPhase.Unknown);
        Run([.. script, Accepted]).Phase.ShouldBe(OrderPhase.Unknown);
        Run([.. script, Queried(OrderStatus.New)]).Phase.ShouldBe(OrderPhase.Working);
        Run([.. script, Queried(OrderStatus.Canceled, 3)]).Phase.ShouldBe(OrderPhase.Canceled);
    }

    [Fact]
    public void A_cancel_before_the_order_exists_proves_nothing()
    {
        var order = Run(CancelSent, CancelFailed(VenueFailure.OrderUnknown), Accepted);

        order.Phase.ShouldBe(OrderPhase.Unknown);
        order.NextQuery.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(VenueFailure.Refused)]
    [InlineData(VenueFailure.RateLimited)]
    [InlineData(VenueFailure.ClockSkew)]
    public void A_refused_cancel_leaves_the_order_where_it_was(VenueFailure failure)
    {
        Run(Accepted, CancelSent, CancelFailed(failure)).Phase.ShouldBe(OrderPhase.Working);
        Run(CancelSent, CancelFailed(failure)).Phase.ShouldBe(OrderPhase.PendingNew);
        Run(Accepted, CancelSent, CancelNotSent).Phase.ShouldBe(OrderPhase.Working);
    }

    [Fact]
    public void A_place_without_a_reply_is_unknown_and_asked_for()
    {
        Effects(New(), PlaceTimedOut).ShouldBe([new OrderEffect.Query(Id)]);
        Run(PlaceTimedOut).Phase.ShouldBe(OrderPhase.Unknown);
        Run(SessionLost).Phase.ShouldBe(OrderPhase.Unknown);
        Run(PlaceFailed(VenueFailure.OutcomeUnknown)).Phase.ShouldBe(OrderPhase.Unknown);
        Run(PlaceTimedOut).NextQuery.ShouldBe(Start + Limits.QueryRetry);
    }

    [Fact]
    public void A_duplicate_id_means_that_the_first_attempt_lives() =>
        Run(PlaceFailed(VenueFailure.DuplicateOrder)).Phase.ShouldBe(OrderPhase.Unknown);

    [Fact]
    public void A_late_reply_settles_an_unknown_place()
    {
        Run(PlaceTimedOut, Accepted).Phase.ShouldBe(OrderPhase.Working);
        Run(PlaceTimedOut, Event(OrderStatus.New)).Phase.ShouldBe(OrderPhase.Working);
        Run(PlaceTimedOut, PlaceFailed(VenueFailure.WouldCross)).Phase.ShouldBe(OrderPhase.Rejected);
    }

    [Theory]
    [InlineData(VenueFailure.Refused)]
    [InlineData(VenueFailure.WouldCross)]
    [InlineData(VenueFailure.ClockSkew)]
    [InlineData(VenueFailure.RateLimited)]
    [InlineData(VenueFailure.Banned)]
    [InlineData(VenueFailure.Unauthorized)]
    [InlineData(VenueFailure.Unavailable)]
    public void A_definite_refusal_ends_the_order(VenueFailure failure) =>
        Run(PlaceFailed(failure)).Phase.ShouldBe(OrderPhase.Rejected);

    [Fact]
    public void An_order_that_never_left_is_rejected() => Run(NotSent).Phase.ShouldBe(OrderPhase.Rejected);

    [Fact]
    public void A_refusal_of_an_order_seen_alive_is_an_alarm_and_asked_for()
    {
        var seen = Run(Event(OrderStatus.New));

        OrderMachine.Next(seen, PlaceFailed(VenueFailure.Refused), Start, Limits).State.Phase
            .ShouldBe(OrderPhase.Unknown);
        var effects = Effects(seen, PlaceFailed(VenueFailure.Refused));
        effects[0].ShouldBe(new OrderEffect.Query(Id));
        effects[1].ShouldBeOfType<OrderEffect.Alarm>();
    }

    [Fact]
    public void A_rejected_order_that_shows_up_works_again()
    {
        var rejected = Run(PlaceFailed(VenueFailure.Unavailable));

        var (order, effects) = OrderMachine.Next(rejected, Event(OrderStatus.New), Start, Limits);

        order.Phase.ShouldBe(OrderPhase.Working);
        effects.ShouldHaveSingleItem().ShouldBeOfType<OrderEffect.Alarm>();
        Run(NotSent, new OrderInput.FillFound(Fill(1, 4))).Phase.ShouldBe(OrderPhase.Working);
    }

    [Theory]
    [InlineData(2.999, OrderPhase.Unknown)]
    [InlineData(3.0, OrderPhase.Rejected)]
    public void Not_found_counts_when_repeated_after_the_settle_time(double at, OrderPhase phase) =>
        Run((1, PlaceTimedOut), (1.5, QueryNotFound), (at, QueryNotFound)).Phase.ShouldBe(phase);

    [Fact]
    public void A_single_not_found_proves_nothing_however_late() =>
        Run((1, PlaceTimedOut), (60, QueryNotFound)).Phase.ShouldBe(OrderPhase.Unknown);

    [Theory]
    [InlineData(7, OrderPhase.Unknown)]
    [InlineData(8, OrderPhase.Rejected)]
    public void An_order_the_venue_once_acknowledged_is_gone_after_many_denials_only(int denials, OrderPhase phase)
    {
        var denied = Enumerable.Repeat((60.0, QueryNotFound), denials);

        Run([(0, Accepted), (1, CancelSent), (2, CancelTimedOut), .. denied]).Phase.ShouldBe(phase);
    }

    [Fact]
    public void A_denied_order_that_shows_up_among_the_open_ones_works_again()
    {
        var denied = Enumerable.Repeat((60.0, QueryNotFound), 8);

        Run([(0, Accepted), (1, CancelSent), (2, CancelTimedOut), .. denied, (61, Queried(OrderStatus.New))])
            .Phase.ShouldBe(OrderPhase.Working);
    }

    [Fact]
    public void Denials_do_not_add_up_over_two_doubts()
    {
        var denied = Enumerable.Repeat((60.0, QueryNotFound), 7);

        Run([(0, Accepted), (10, Vanished), .. denied, (61, Queried(OrderStatus.New)), (62, Vanished), .. denied])
            .Phase.ShouldBe(OrderPhase.Unknown);
    }

    [Theory]
    [InlineData(2.999, OrderPhase.Working)]
    [InlineData(3.0, OrderPhase.Unknown)]
    public void An_order_missing_from_the_open_ones_is_asked_for_once_it_is_settled(double at, OrderPhase phase) =>
        Run((0.1, Accepted), (at, Vanished)).Phase.ShouldBe(phase);

    [Fact]
    public void A_lost_session_leaves_what_rests_alone_and_doubts_what_was_in_flight()
    {
        Run(Accepted, SessionLost).Phase.ShouldBe(OrderPhase.Working);
        Run(Accepted, CancelSent, SessionLost).Phase.ShouldBe(OrderPhase.Unknown);
        Run(Accepted, CancelSent, CancelTimedOut).Phase.ShouldBe(OrderPhase.Unknown);
    }

    [Fact]
    public void A_status_nobody_knows_is_asked_for() =>
        Effects(Run(Accepted), Event(OrderStatus.Unrecognized)).ShouldBe([new OrderEffect.Query(Id)]);

    [Fact]
    public void The_venues_rules_may_end_an_order()
    {
        Run(Accepted, Event(OrderStatus.Expired)).Phase.ShouldBe(OrderPhase.Expired);
        Run(Accepted, Event(OrderStatus.ExpiredInMatch)).Phase.ShouldBe(OrderPhase.Expired);
    }

    [Fact]
    public void Executed_never_shrinks() =>
        Run(Trade(2, 3, 7), Trade(1, 4, 4), Queried(OrderStatus.PartiallyFilled, 5)).Executed.Lots.ShouldBe(7);

    [Fact]
    public void What_replies_report_before_the_fills_arrive_is_unbooked()
    {
        var canceled = Run(Accepted, CancelSent, new OrderInput.CancelAccepted(Report(OrderStatus.Canceled, 7)));
        canceled.Unbooked.Lots.ShouldBe(7);

        var once = OrderMachine.Next(canceled, Trade(1, 4, 4), Start, Limits).State;
        var twice = OrderMachine.Next(once, Trade(1, 4, 4), Start, Limits).State;
        twice.Unbooked.Lots.ShouldBe(3);

        OrderMachine.Next(twice, new OrderInput.FillFound(Fill(2, 3)), Start, Limits).State.Unbooked
            .ShouldBe(default);
    }

    [Fact]
    public void The_instant_of_sending_replaces_that_of_the_registration() =>
        Run((0.5, Sent)).SentAt.ShouldBe(After(0.5));

    [Fact]
    public void Every_phase_decides_every_input()
    {
        foreach (var order in AllPhases())
        {
            foreach (var input in AllInputs())
            {
                var next = OrderMachine.Next(order, input, After(60), Limits).State;
                next.Executed.Lots.ShouldBeGreaterThanOrEqualTo(order.Executed.Lots);
                (next.NextQuery is not null).ShouldBe(next.Phase == OrderPhase.Unknown, $"{order.Phase} {input}");
            }
        }
    }

    [Fact]
    public void The_totality_test_knows_every_input_and_every_phase()
    {
        AllInputs().Select(input => input.GetType()).Distinct()
            .ShouldBe(typeof(OrderInput).GetNestedTypes(), ignoreOrder: true);
        AllPhases().Select(order => order.Phase).Distinct().ShouldBe(Enum.GetValues<OrderPhase>(), ignoreOrder: true);
    }

    private static IEnumerable<OwnOrder> AllPhases() =>
    [
        New(), Run(Accepted), Run(CancelSent), Run(Accepted, CancelSent), Run(PlaceTimedOut),
        Run(Accepted, CancelSent, CancelTimedOut), Run(Trade(1, 10, 10)), Run(Canceled),
        Run(Event(OrderStatus.Expired)), Run(NotSent), Run(Accepted, AmendSent), Run(Accepted, AmendSent, Amended),
        Run(Accepted, AmendSent, CancelSent), Run(Accepted, AmendSent, AmendTimedOut),
    ];

    private static IEnumerable<OrderInput> AllInputs() =>
    [
        Sent, NotSent, Accepted, PlaceTimedOut, CancelSent, CancelNotSent, Canceled, CancelTimedOut, SessionLost,
        AmendSent, AmendNotSent, Amended, AmendTimedOut, Seen(Moved), new OrderInput.Queried(Under(Moved)),
        QueryNotFound, Vanished, new OrderInput.QueryFailed(Error(VenueFailure.Unavailable)),
        new OrderInput.FillFound(Fill(9, 1)), Trade(1, 4, 4), Trade(1, 10, 10),
        .. Enum.GetValues<VenueFailure>().Select(PlaceFailed),
        .. Enum.GetValues<VenueFailure>().Select(CancelFailed),
        .. Enum.GetValues<VenueFailure>().Select(AmendFailed),
        .. Enum.GetValues<OrderStatus>().Select(status => Event(status)),
        .. Enum.GetValues<OrderStatus>().Select(status => Queried(status)),
    ];
}
