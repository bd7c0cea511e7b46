using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// Goal: an intent is sent once. While nobody knows what became of an order it may rest, so nothing is asked for in its
/// place, wherever the market goes meanwhile.
/// </summary>
public sealed class IntentSpecs
{
    /// <summary>Of seven bids, once the nearest was filled: what was bought takes the room of one.</summary>
    private const int Wanted = 6;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly DeskFixture _desk = DeskFixture.Quoting(amends: false);

    private int Bids => _desk.Desk.Orders.Open.Count(order => order.Side == Side.Buy);

    [Fact]
    public void While_the_outcome_is_unknown_nothing_is_asked_for_in_its_place()
    {
        FillTheNearestBid();
        Unknown();

        MarketMovesUp();
        _desk.Live(Second);

        Bids.ShouldBe(Wanted);
        _desk.Desk.Orders.Open.ShouldContain(order => order.Phase == OrderPhase.Unknown);
    }

    [Fact]
    public void Once_the_venue_denies_it_the_quote_is_asked_for_anew()
    {
        FillTheNearestBid();
        Unknown();
        _desk.AcceptsOrders = true;

        _desk.Live(5 * Second);

        Bids.ShouldBe(Wanted);
        _desk.Desk.Orders.Open.ShouldAllBe(order => order.Phase == OrderPhase.Working);
    }

    /// <summary>What is asked for instead is never answered.</summary>
    private void FillTheNearestBid()
    {
        _desk.AcceptsOrders = false;
        _desk.Execute(_desk.Desk.Orders.Open.Where(order => order.Side == Side.Buy).MaxBy(o => o.Price.Ticks)!.Id);
        _desk.Live(Second);
        _desk.Desk.Orders.Open.ShouldContain(order => order.Phase == OrderPhase.PendingNew);
    }

    private void Unknown()
    {
        foreach (var id in _desk.Places.Select(place => place.Intent.ClientOrderId).ToArray())
        {
            _desk.Outcome(id, new OrderInput.PlaceTimedOut());
        }
    }

    private void MarketMovesUp() => _desk.Frame(
        bids: [(DeskFixture.Bid + 400, 5)], asks: [(DeskFixture.Ask, 0), (DeskFixture.Ask + 400, 5)]);
}
