using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using static Phoenix.Core.Tests.Orders.OrderScript;

namespace Phoenix.Core.Tests.Orders;

/// <summary>
/// Goal: three channels that deliver late, twice and in any order cannot make us believe in another end than the
/// venue's. Method: whole histories of one order as the venue lived them, every input of them shuffled, some twice.
/// </summary>
public class OrderHistoryProperties
{
    private static readonly OrderInput CancelUnknown = CancelFailed(VenueFailure.OrderUnknown);

    private static readonly ImmutableArray<(OrderPhase End, int Executed, OrderInput[] Told)> Histories =
    [
        (OrderPhase.Filled, 10, [Accepted, Event(OrderStatus.New), Trade(1, 4, 4), Trade(2, 6, 10)]),
        (OrderPhase.Filled, 10, [Accepted, Event(OrderStatus.New), Trade(1, 10, 10), CancelSent, CancelUnknown]),
        (OrderPhase.Filled, 10, [PlaceTimedOut, Event(OrderStatus.New), Trade(1, 10, 10), QueryNotFound]),
        (OrderPhase.Filled, 10, [SessionLost, Queried(OrderStatus.New), Queried(OrderStatus.Filled, 10), Vanished]),
        (OrderPhase.Filled, 10,
            [PlaceFailed(VenueFailure.DuplicateOrder), Queried(OrderStatus.PartiallyFilled, 3), Trade(2, 7, 10)]),
        (OrderPhase.Canceled, 0, [Accepted, CancelSent, Canceled, Event(OrderStatus.Canceled)]),
        (OrderPhase.Canceled, 0, [CancelSent, CancelTimedOut, Accepted, Queried(OrderStatus.Canceled), Vanished]),
        (OrderPhase.Canceled, 4,
            [Accepted, Event(OrderStatus.New), Trade(1, 4, 4), CancelSent, Event(OrderStatus.Canceled, 4)]),
        (OrderPhase.Canceled, 4,
            [Accepted, CancelSent, SessionLost, Trade(1, 4, 4), Queried(OrderStatus.Canceled, 4), QueryNotFound]),
        (OrderPhase.Expired, 2, [Accepted, Trade(1, 2, 2), Event(OrderStatus.ExpiredInMatch, 2), CancelUnknown]),
        (OrderPhase.Rejected, 0, [Sent, PlaceFailed(VenueFailure.WouldCross)]),
        (OrderPhase.Rejected, 0, [CancelSent, PlaceFailed(VenueFailure.Refused), CancelUnknown, PlaceTimedOut]),
        (OrderPhase.Rejected, 0, [NotSent, SessionLost]),
    ];

    private static readonly Gen<(OrderPhase End, int Executed, OrderInput[] Told)> Shuffled =
        from history in Gen.Elements(Histories.ToArray())
        from repeated in Gen.SubListOf(history.Told)
        from told in Gen.Shuffle(history.Told.Concat(repeated).ToArray())
        select (history.End, history.Executed, told);

    [Fact]
    public void Any_order_and_repetition_of_a_history_ends_as_the_venue_ended_it() =>
        Seeded.ForAll(Shuffled, history =>
        {
            var order = Run(history.Told);

            order.Phase.ShouldBe(history.End);
            order.Executed.Lots.ShouldBe(history.Executed);
        }, times: 3000);

    [Fact]
    public void On_the_way_executed_never_shrinks_and_full_execution_is_never_taken_back() =>
        Seeded.ForAll(Shuffled, history =>
        {
            var order = New();
            foreach (var input in history.Told)
            {
                var next = OrderMachine.Next(order, input, After(10), Limits).State;
                next.Executed.ShouldBeGreaterThanOrEqualTo(order.Executed);
                (order.Phase == OrderPhase.Filled && next.Phase != OrderPhase.Filled).ShouldBeFalse();
                (next.Phase.IsTerminal() && !next.Remaining.IsZero).ShouldBeFalse();
                order = next;
            }
        }, times: 1000);

    [Fact]
    public void The_count_of_open_orders_and_the_exposure_follow_any_history() => Seeded.ForAll(Shuffled, history =>
    {
        var orders = new OwnOrders(Limits);
        orders.Add(Intent(), Start);
        foreach (var input in history.Told)
        {
            orders.Feed(Id, input, After(10));
            orders.OpenCount.ShouldBe(orders.Open.Count());
            orders.TryGet(Id, out var order).ShouldBeTrue();
            orders.Exposure(Core.Primitives.Side.Buy).ShouldBe(order!.Remaining + order.Unbooked);
        }
    });
}
