using Phoenix.Core.Decisions;
using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Core.Tests.Desk;

/// <summary>A desk that finds a position it could not have built; the limit is 0.30.</summary>
public sealed class InheritedPositionSpecs
{
    [Fact]
    public void More_than_half_the_limit_is_pinned_to_the_touch_and_not_added_to()
    {
        var desk = Start(position: 160);

        desk.Places.ShouldAllBe(place => place.Intent.Side == Side.Sell && place.Intent.ReduceOnly);
        desk.Places.ShouldContain(place =>
            place.Intent.Price == new Price(DeskFixture.Ask) && place.Intent.Quantity == new Quantity(23));
        desk.Places.Sum(place => place.Intent.Quantity.Lots).ShouldBe(160);
    }

    [Fact]
    public void In_a_calm_market_slices_take_it_down_until_it_is_small_enough()
    {
        var desk = Start(position: 225);
        desk.Forget();
        Slices(desk).ShouldBeEmpty("the market is not known to be calm yet");

        desk.Live(TimeSpan.FromSeconds(180));

        var slices = Slices(desk);
        slices.Length.ShouldBeInRange(3, 8);
        slices.ShouldAllBe(place => place.Intent.ReduceOnly && place.Intent.Side == Side.Sell);
        desk.VenuePosition.ShouldBeLessThan(195);
        desk.Desk.Ledger.Position.Lots.ShouldBe(desk.VenuePosition);
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void Every_order_can_be_explained_by_the_decision_that_sent_it()
    {
        var desk = Start(position: 225);
        desk.Live(TimeSpan.FromSeconds(90));

        var kept = desk.Effects.OfType<DeskEffect.Keep>().Select(keep => keep.Decision).ToArray();

        var explained = kept.SelectMany(record => record.Placed).ToDictionary(sent => sent.Id);
        desk.Places.ShouldAllBe(place => explained.ContainsKey(place.Intent.ClientOrderId));
        kept.ShouldAllBe(record => record.Placed.All(sent => Explanation.IsConfirmed(record, sent)));
    }

    [Fact]
    public void The_books_add_up_with_what_was_inherited()
    {
        var desk = Start(position: 225);
        desk.Live(TimeSpan.FromSeconds(180));

        var profit = desk.Desk.Books.Profit;

        profit.Position.ShouldBe(desk.Desk.Ledger.Position);
        profit.Total.Sum.ShouldBe(profit.EquityChange);
        profit.GrindingCost.ShouldBeGreaterThan(0);
    }

    private static DeskEffect.Place[] Slices(DeskFixture desk) =>
        [.. desk.Places.Where(place => place.Intent.TimeInForce == TimeInForce.ImmediateOrCancel)];

    private static DeskFixture Start(long position)
    {
        var desk = new DeskFixture { VenuePosition = position };
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        desk.Live(TimeSpan.FromSeconds(1));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        return desk;
    }
}
