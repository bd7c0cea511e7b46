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
        _desk.Live(TimeSpan.FromSeconds(2));
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

    private OwnOrder Nearest(Side side) =>
        _desk.Desk.Orders.Open.Where(order => order.Side == side).MaxBy(order => side.Sign() * order.Price.Ticks)!;

    /// <summary>The market moves, and what is placed anew is refused where it buys.</summary>
    private void RefuseBuys()
    {
        _desk.AcceptsOrders = false;
        _desk.Forget();
        _desk.Frame(
            bids: [(DeskFixture.Bid + 400, 5)], asks: [(DeskFixture.Ask, 0), (DeskFixture.Ask + 400, 5)]);
        _desk.Live(TimeSpan.FromMilliseconds(200));
        var buys = _desk.Places.Where(place => place.Intent.Side == Side.Buy).ToArray();
        buys.Length.ShouldBeGreaterThanOrEqualTo(RefusalStreak.Patience);
        foreach (var place in buys)
        {
            _desk.Outcome(place.Intent.ClientOrderId, new OrderInput.PlaceFailed(NoMargin));
        }

        foreach (var place in _desk.Places.Where(place => place.Intent.Side == Side.Sell).ToArray())
        {
            _desk.Outcome(place.Intent.ClientOrderId, new OrderInput.NotSent());
        }
    }
}
