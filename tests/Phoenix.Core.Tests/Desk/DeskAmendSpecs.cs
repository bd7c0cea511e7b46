using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: an order that has to move is moved by one request, and only while that is safe.</summary>
public sealed class DeskAmendSpecs
{
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    [Fact]
    public void When_the_market_moves_the_orders_in_its_way_are_amended()
    {
        var before = _desk.Resting.Select(order => order.ClientOrderId).ToHashSet();
        FallBy(150);

        _desk.Amends.ShouldNotBeEmpty();
        _desk.Places.ShouldBeEmpty();
        _desk.Count<DeskEffect.Cancel>().ShouldBe(0);
        _desk.Resting.Select(order => order.ClientOrderId).ToHashSet().ShouldBe(before, ignoreOrder: true);
        _desk.Events.OfType<DeskEvent.OrdersSent>().ShouldAllBe(sent => sent.Amends > 0 && sent.Places == 0);
        _desk.Desk.Books.Statistics!.Amended.ShouldBe(_desk.Amends.Count());
    }

    [Fact]
    public void A_decision_that_amends_is_kept_with_what_the_orders_stand_for()
    {
        FallBy(150);

        var kept = _desk.Effects.OfType<DeskEffect.Keep>().Last().Decision;
        kept.Amended.Select(sent => sent.Id).ShouldBe(
            _desk.Amends.Select(amend => amend.Intent.ClientOrderId), ignoreOrder: true);
        kept.Amended.ShouldAllBe(sent => Core.Decisions.Explanation.IsConfirmed(kept, sent));
    }

    [Fact]
    public void A_desk_told_not_to_amend_cancels_and_places()
    {
        var desk = DeskFixture.Quoting(amends: false);
        desk.Wait(TimeSpan.FromMilliseconds(200));
        desk.Frame(bids: [(DeskFixture.Bid, 0), (DeskFixture.Bid - 1_000, 5_000)]);

        desk.Amends.ShouldBeEmpty();
        desk.Places.ShouldNotBeEmpty();
        desk.Count<DeskEffect.Cancel>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void When_the_budget_is_spent_only_cancels_go()
    {
        _desk.Desk.OnBudgetSpent(_desk.Now + TimeSpan.FromSeconds(5), forReducing: false);

        FallBy(1_000);

        _desk.Amends.ShouldBeEmpty();
        _desk.Places.ShouldBeEmpty();
        _desk.Count<DeskEffect.Cancel>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void An_order_whose_amend_was_refused_is_canceled_and_placed_again()
    {
        _desk.AnswersAmends = false;
        FallBy(150);
        var amend = _desk.Amends.First();
        _desk.Forget();

        _desk.Outcome(amend.Intent.ClientOrderId, new OrderInput.AmendFailed(
            amend.Terms, new VenueError(VenueFailure.Refused, -5026, "test")));
        _desk.Live(TimeSpan.FromMilliseconds(300));

        _desk.Effects.OfType<DeskEffect.Cancel>().ShouldContain(new DeskEffect.Cancel(amend.Intent.ClientOrderId));
        _desk.Places.ShouldHaveSingleItem();
        _desk.Amends.ShouldNotContain(again => again.Intent.ClientOrderId == amend.Intent.ClientOrderId);
    }

    [Fact]
    public void A_limit_that_an_amend_meets_pauses_what_is_new()
    {
        _desk.AnswersAmends = false;
        FallBy(150);
        var amend = _desk.Amends.First();

        _desk.Outcome(amend.Intent.ClientOrderId, new OrderInput.AmendFailed(
            amend.Terms, new VenueError(VenueFailure.RateLimited, -1015, "test", TimeSpan.FromSeconds(7))));

        _desk.Desk.PlacesPaused(_desk.Now).ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void An_amend_without_an_outcome_is_asked_for_and_meanwhile_left_alone()
    {
        _desk.AnswersAmends = false;
        FallBy(150);
        var amended = _desk.Amends.Select(amend => amend.Intent.ClientOrderId).ToArray();
        _desk.Forget();

        _desk.Live(2 * _desk.Settings.Trading.ReplyTimeout);
        _desk.Count<DeskEffect.Query>().ShouldBe(0);
        _desk.Live(_desk.Settings.Trading.ReplyTimeout);

        _desk.Effects.OfType<DeskEffect.Query>().Select(query => query.Id).Distinct()
            .ShouldBe(amended, ignoreOrder: true);
        _desk.Amends.ShouldNotContain(again => amended.Contains(again.Intent.ClientOrderId));
    }

    [Fact]
    public void Orders_being_amended_are_pulled_like_any_other()
    {
        _desk.AnswersAmends = false;
        FallBy(150);
        _desk.ObeysMassCancels = false;

        _desk.AdvanceTo(_desk.LastFrameAt + TimeSpan.FromSeconds(3));
        _desk.Live(TimeSpan.FromSeconds(1), withFrames: false);

        _desk.RestingCount.ShouldBe(0);
    }

    /// <summary>The market falls by so many ticks.</summary>
    private void FallBy(long ticks)
    {
        _desk.Wait(TimeSpan.FromMilliseconds(200));
        _desk.Frame(
            bids: [(DeskFixture.Bid, 0), (DeskFixture.Bid - ticks, 5_000)],
            asks: [(DeskFixture.Ask, 0), (DeskFixture.Ask - ticks, 5_000)]);
        _desk.Live(TimeSpan.FromMilliseconds(200));
    }
}
