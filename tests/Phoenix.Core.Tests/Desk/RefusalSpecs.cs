using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// Goal: if one side cannot be quoted, the other does not run up a position; and no refusal closes the way out.
/// </summary>
public sealed class RefusalSpecs
{
    private static readonly VenueError NoMargin = new(VenueFailure.Refused, -2019, "Margin is insufficient.");

    private readonly DeskFixture _desk = DeskFixture.Quoting(amends: false);

    [Fact]
    public void While_one_side_is_refused_the_other_is_not_quoted_either()
    {
        RefuseBuys();

        _desk.Live(TimeSpan.FromMilliseconds(500));

        _desk.Desk.Orders.Open.ShouldBeEmpty();
        _desk.Events.OfType<DeskEvent.Alarmed>().ShouldContain(
            alarm => alarm.Detail.Contains("refused again and again", StringComparison.Ordinal));
        _desk.AcceptsOrders = true;
        _desk.Live(TimeSpan.FromSeconds(4));
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void Refusals_do_not_close_the_way_out()
    {
        _desk.Execute(Nearest(Side.Buy).Id);
        RefuseBuys();
        _desk.AcceptsOrders = true;

        _desk.Live(TimeSpan.FromMilliseconds(500));

        _desk.Desk.Orders.Open.ShouldNotBeEmpty();
        _desk.Desk.Orders.Open.ShouldAllBe(order => order.Side == Side.Sell && order.Intent.ReduceOnly);
    }

    [Fact]
    public void Post_only_orders_refused_for_a_touch_that_our_book_does_not_know_have_the_book_compared()
    {
        var refused = WouldCross(3);

        refused.ShouldBe(3);
        _desk.Count<DeskEffect.ProbeBook>().ShouldBe(1);
    }

    [Fact]
    public void Two_of_them_are_a_race()
    {
        WouldCross(2).ShouldBe(2);

        _desk.Count<DeskEffect.ProbeBook>().ShouldBe(0);
    }

    [Fact]
    public void A_touch_that_our_book_shows_by_the_time_of_the_refusal_explains_it()
    {
        WouldCross(3, beforeReplies: () => _desk.Frame(
            asks: [(DeskFixture.Ask + 2_000, 0), (DeskFixture.Bid + 300, 5)],
            bids: [(DeskFixture.Bid + 2_000, 0)])).ShouldBe(3);

        _desk.Count<DeskEffect.ProbeBook>().ShouldBe(0);
    }

    private OwnOrder Nearest(Side side) =>
        _desk.Desk.Orders.Open.Where(order => order.Side == side).MaxBy(order => side.Sign() * order.Price.Ticks)!;

    /// <summary>The market rises, and of the bids that follow it some would trade at the venue.</summary>
    private int WouldCross(int count, Action? beforeReplies = null)
    {
        _desk.AcceptsOrders = false;
        _desk.Frame(
            bids: [(DeskFixture.Bid + 2_000, 5)], asks: [(DeskFixture.Ask, 0), (DeskFixture.Ask + 2_000, 5)]);
        _desk.Live(TimeSpan.FromMilliseconds(200));
        var bids = _desk.Places
            .Select(place => place.Intent).Where(order => order.Side == Side.Buy).Take(count).ToArray();
        _desk.Forget();
        beforeReplies?.Invoke();
        foreach (var bid in bids)
        {
            _desk.Outcome(bid.ClientOrderId, new OrderInput.PlaceFailed(
                new VenueError(VenueFailure.WouldCross, -5022, "Post Only order will be rejected.")));
        }

        return bids.Length;
    }

    /// <summary>The market moves, and what is placed anew is refused where it buys.</summary>
    private void RefuseBuys()
    {
        _desk.AcceptsOrders = false;
        _desk.Frame(
            bids: [(DeskFixture.Bid + 2_000, 5)], asks: [(DeskFixture.Ask, 0), (DeskFixture.Ask + 2_000, 5)]);
        var refused = 0;
        for (var look = 0; look < 20 && refused < RefusalStreak.Patience; look++)
        {
            var placed = _desk.Places.Select(place => place.Intent).ToArray();
            _desk.Forget();
            foreach (var intent in placed)
            {
                refused += intent.Side == Side.Buy ? 1 : 0;
                _desk.Outcome(
                    intent.ClientOrderId,
                    intent.Side == Side.Buy ? new OrderInput.PlaceFailed(NoMargin) : new OrderInput.NotSent());
            }

            if (refused < RefusalStreak.Patience) _desk.Live(TimeSpan.FromMilliseconds(100));
        }

        refused.ShouldBeGreaterThanOrEqualTo(RefusalStreak.Patience);
    }
}
