using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Tracing;
using Phoenix.Node.Traces;
using static Phoenix.Node.Tests.Traces.TraceRig;

namespace Phoenix.Node.Tests.Traces;

/// <summary>Goal: spans say what happened, when, and why, and nothing that is not known.</summary>
public sealed class SpanBuilderSpecs
{
    [Fact]
    public void A_frame_its_decision_and_its_requests_are_one_trace_in_order_of_time()
    {
        var root = Assemble(Decided(), Answered(Canceled, CancelAccepted, 2_000), Answered(Placed, Accepted))
            .ShouldHaveSingleItem();

        (root.Name, root.Start, root.End).ShouldBe(("frame", Noon - Micros(90), Noon + Micros(3_000)));
        root.Children.Select(child => (child.Name, child.Start, child.End)).ShouldBe(
        [
            ("decide", Noon - Micros(50), Noon),
            ("order", Noon + Micros(20), Noon + Micros(2_000)),
            ("order", Noon + Micros(20), Noon + Micros(3_000)),
        ]);
        root.Children.ShouldAllBe(child => child.Error == null && child.Events.IsEmpty);
    }

    [Fact]
    public void The_root_says_which_frame_and_how_late_it_was()
    {
        var root = Whole(Accepted);

        root.At("symbol").ShouldBe("ETHUSDC");
        root.At("stream").ShouldBe("ethusdc@depth@100ms");
        root.At("connection.epoch").ShouldBe(3L);
        root.At("update_id").ShouldBe(1_010L);
        root.At("event_time").ShouldBe("2026-03-01 11:59:59.985");
        root.At("lag_ms").ShouldBe(15.0);
        root.At("trigger").ShouldBeNull();
    }

    [Fact]
    public void A_decision_that_no_frame_set_off_begins_when_the_desk_turned_to_it()
    {
        var root = Assemble(Decided("Tick"), Answered(Canceled, CancelAccepted), Answered(Placed, Accepted)).Single();

        (root.Name, root.Start).ShouldBe(("quote", Noon - Micros(50)));
        root.At("trigger").ShouldBe("Tick");
        root.At("update_id").ShouldBe(1_010L);
        root.At("frame_age_ms").ShouldBe(0.04);
    }

    [Fact]
    public void The_decision_says_by_which_strategy_and_why()
    {
        var decide = Whole(Accepted).Children[0];

        decide.At("strategy").ShouldBe("grid");
        decide.At("mode").ShouldBe("Normal");
        decide.At("best_bid").ShouldBe("2999.99");
        decide.At("bids").ShouldBeOfType<string>().ShouldEndWith("wanted, 0 clamped, 0 out of band, 0 trimmed");
        (decide.At("placed"), decide.At("canceled"), decide.At("amended")).ShouldBe((1L, 1L, 0L));
    }

    [Fact]
    public void An_order_says_what_was_asked_and_what_the_exchange_answered()
    {
        var root = Whole(Accepted);

        var placed = OrderOf(root, Placed);
        (placed.At("request"), placed.At("side"), placed.At("price"), placed.At("quantity"))
            .ShouldBe(("place", "Buy", "2998.8", "0.01"));
        (placed.At("outcome"), placed.At("order_id"), placed.At("order_status")).ShouldBe(("accepted", 5L, "New"));
        var canceled = OrderOf(root, Canceled);
        (canceled.At("request"), canceled.At("side"), canceled.At("order_status"))
            .ShouldBe(("cancel", "Sell", "Canceled"));
    }

    [Fact]
    public void A_refused_order_is_an_error_with_the_exchanges_code()
    {
        var order = OrderOf(Whole(Failed(VenueFailure.WouldCross, -5022)), Placed);

        order.At("outcome").ShouldBe("refused");
        (order.At("error_kind"), order.At("error_code")).ShouldBe(("WouldCross", -5022L));
        order.Error.ShouldBe("WouldCross (-5022): no");
    }

    [Fact]
    public void An_order_that_never_left_lasts_no_time_and_says_so()
    {
        var kept = new TraceRecord.Answered(Mark, Placed, null, DecidedAt + Micros(30), new OrderInput.NotSent());
        var order = OrderOf(Assemble(Decided(), Answered(Canceled, CancelAccepted), kept).Single(), Placed);

        (order.Start, order.End).ShouldBe((Noon + Micros(30), Noon + Micros(30)));
        (order.At("outcome"), order.Error).ShouldBe(("not sent", "it never left"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_unknown_outcome_is_shown_as_such_with_its_resolution(bool timesOut)
    {
        OrderInput doubt = timesOut ? new OrderInput.PlaceTimedOut() : Failed(VenueFailure.OutcomeUnknown, 0);
        var settled = new TraceRecord.Settled(Mark, Placed, DecidedAt + Micros(9_000), OrderPhase.Working);
        var assembly = new TraceAssembly();

        Assemble(assembly, Decided(), Answered(Canceled, CancelAccepted), Answered(Placed, doubt)).ShouldBeEmpty();
        var order = OrderOf(Assemble(assembly, settled).Single(), Placed);

        order.At("outcome").ShouldBe("unknown");
        order.Error.ShouldBe(timesOut ? "no answer in time" : "OutcomeUnknown: no");
        order.End.ShouldBe(Noon + Micros(9_000));
        order.Events.Select(moment => (moment.Name, moment.Time)).ShouldBe(
            [("outcome unknown", Noon + Micros(3_000)), ("settled", Noon + Micros(9_000))]);
        order.Events[1].Attributes.Single().Value.ShouldBe("Working");
    }

    [Fact]
    public void A_fill_before_the_trace_is_whole_is_a_moment_of_its_order()
    {
        var root = Assemble(Decided(), Filled(2_500), Answered(Canceled, CancelAccepted), Answered(Placed, Accepted))
            .ShouldHaveSingleItem();

        var moment = OrderOf(root, Placed).Events.ShouldHaveSingleItem();
        (moment.Name, moment.Time).ShouldBe(("fill", Noon + Micros(2_500)));
    }

    [Fact]
    public void A_fill_that_comes_later_is_a_span_of_its_own_that_names_its_cause()
    {
        var assembly = new TraceAssembly();
        Assemble(assembly, Decided(), Answered(Canceled, CancelAccepted), Answered(Placed, Accepted));

        var fill = Assemble(assembly, Filled(5_000_000)).ShouldHaveSingleItem();

        (fill.Name, fill.Start, fill.Cause).ShouldBe(("fill", Noon.AddSeconds(5), new RequestKey(Mark, Placed)));
        (fill.At("client_order_id"), fill.At("quantity"), fill.At("maker")).ShouldBe((Placed.Value, "0.004", true));
    }

    private static OrderInput.PlaceFailed Failed(VenueFailure failure, int code) =>
        new(new VenueError(failure, code, "no"));

    private static Span Whole(OrderInput outcome) =>
        Assemble(Decided(), Answered(Canceled, CancelAccepted), Answered(Placed, outcome)).Single();
}
