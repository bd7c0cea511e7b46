using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Readiness;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// Goal: once quoting has to stop, everything is taken back, and only the venue's word ends the trying.
/// </summary>
public sealed class PullSpecs
{
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    private TimeSpan Retry => _desk.Settings.Trading.PullRetry;

    [Fact]
    public void A_pull_begins_with_one_mass_cancel()
    {
        _desk.ObeysMassCancels = false;

        var fault = _desk.Now;
        _desk.UserDown();

        _desk.Count<DeskEffect.CancelAll>().ShouldBe(1);
        _desk.Count<DeskEffect.Cancel>().ShouldBe(0);
        _desk.AdvanceTo(fault + Retry - TimeSpan.FromTicks(1));
        _desk.Count<DeskEffect.CancelAll>().ShouldBe(1);
        _desk.Count<DeskEffect.Cancel>().ShouldBe(0);
    }

    [Fact]
    public void What_a_mass_cancel_leaves_is_canceled_order_by_order()
    {
        _desk.ObeysMassCancels = false;
        _desk.UserDown();

        _desk.Wait(Retry);

        _desk.Count<DeskEffect.Cancel>().ShouldBe(14);
        _desk.RestingCount.ShouldBe(0);
        _desk.Events.ShouldContain(new DeskEvent.Pulled());
    }

    [Fact]
    public void The_two_channels_alternate_until_nothing_rests()
    {
        (_desk.ObeysMassCancels, _desk.ObeysCancels, _desk.AnswersPictures) = (false, false, false);
        _desk.UserDown();
        var channels = new List<string>();

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            _desk.Forget();
            foreach (var order in _desk.Desk.Orders.Open.Where(o => o.Phase == OrderPhase.PendingCancel).ToArray())
            {
                _desk.Outcome(order.Id, new OrderInput.CancelNotSent());
            }

            _desk.Wait(Retry);
            channels.Add((_desk.Count<DeskEffect.CancelAll>(), _desk.Count<DeskEffect.Cancel>()) switch
            {
                (1, 0) => "all",
                (0, 14) => "each",
                var (all, each) => $"{all} and {each}",
            });
        }

        channels.ShouldBe(["each", "all", "each", "all", "each"]);
        _desk.Events.ShouldNotContain(new DeskEvent.Pulled());
    }

    [Fact]
    public void Without_a_trading_session_every_attempt_is_a_mass_cancel()
    {
        (_desk.ObeysMassCancels, _desk.AnswersPictures) = (false, false);
        _desk.TradingDown();

        _desk.Wait(Retry);
        _desk.Wait(Retry);

        _desk.Count<DeskEffect.CancelAll>().ShouldBe(3);
        _desk.Count<DeskEffect.Cancel>().ShouldBe(0);
    }

    [Fact]
    public void A_pull_whose_events_are_lost_ends_by_asking()
    {
        (_desk.StreamTells, _desk.AnswersPictures) = (false, true);
        _desk.Wait(_desk.Settings.Trading.SettleTime - TimeSpan.FromMilliseconds(100));
        _desk.UserDown(); // the mass cancel is obeyed, and nobody tells
        _desk.RestingCount.ShouldBe(0);
        _desk.Desk.Orders.OpenCount.ShouldBe(14);

        for (var attempt = 0; attempt < 8 && _desk.Desk.Orders.OpenCount > 0; attempt++)
        {
            _desk.Wait(Retry);
        }

        _desk.Desk.Orders.OpenCount.ShouldBe(0);
        _desk.Events.ShouldContain(new DeskEvent.Pulled());
    }

    [Fact]
    public void Nothing_is_placed_while_quotes_are_pulled()
    {
        (_desk.ObeysMassCancels, _desk.ObeysCancels) = (false, false);
        _desk.UserDown();

        _desk.Live(TimeSpan.FromSeconds(2));

        _desk.Places.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_without_an_answer_is_asked_for_and_never_sent_again()
    {
        var desk = DeskFixture.Quoting();
        desk.AcceptsOrders = false;
        desk.CancelEverything();
        desk.Live(TimeSpan.FromMilliseconds(300));
        var placed = desk.Places.Select(place => place.Intent).ToList();
        placed.Count.ShouldBe(14);
        desk.Forget();

        foreach (var intent in placed)
        {
            desk.Outcome(intent.ClientOrderId, new OrderInput.PlaceTimedOut());
        }

        desk.Effects.OfType<DeskEffect.Query>().Select(query => query.Id).Distinct()
            .ShouldBe(placed.Select(intent => intent.ClientOrderId), ignoreOrder: true);
        desk.Live(TimeSpan.FromSeconds(10));
        var ids = placed.Select(intent => intent.ClientOrderId).ToHashSet();
        desk.Places.ShouldAllBe(place => !ids.Contains(place.Intent.ClientOrderId));
    }

    [Fact]
    public void Orders_of_unknown_outcome_count_against_the_limit_until_the_venue_denies_them()
    {
        var desk = DeskFixture.Quoting();
        var risk = desk.Settings.Symbols[0].Risk;
        var worst = (long)(risk.NetMax * risk.WorstCaseFraction * 1_000);
        desk.AcceptsOrders = false;
        desk.CancelEverything();

        for (var step = 0; step < 20; step++)
        {
            foreach (var order in desk.Desk.Orders.Open.Where(o => o.Phase == OrderPhase.PendingNew).ToArray())
            {
                desk.Outcome(order.Id, new OrderInput.PlaceTimedOut());
            }

            desk.Live(TimeSpan.FromMilliseconds(200));
            desk.Desk.Orders.Exposure(Primitives.Side.Buy).Lots.ShouldBeLessThanOrEqualTo(worst);
            desk.Desk.Orders.Exposure(Primitives.Side.Sell).Lots.ShouldBeLessThanOrEqualTo(worst);
        }
    }

    [Fact]
    public void A_late_evidence_of_life_of_an_unknown_order_is_believed()
    {
        var desk = new DeskFixture();
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        var id = desk.Places.First().Intent.ClientOrderId;

        desk.Outcome(id, new OrderInput.CancelFailed(new VenueError(VenueFailure.OrderUnknown, -2011, "test")));

        desk.Effects.OfType<DeskEffect.Query>().ShouldContain(new DeskEffect.Query(id));
        desk.Desk.Orders.TryGet(id, out var order).ShouldBeTrue();
        order!.Phase.ShouldBe(OrderPhase.Working);
    }

    [Fact]
    public void A_stop_is_complete_when_the_venue_says_that_nothing_rests()
    {
        _desk.AnswersPictures = false;
        _desk.Wait(TimeSpan.FromMilliseconds(100));

        _desk.Stop();
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.RestingCount.ShouldBe(0);
        _desk.Events.ShouldNotContain(new DeskEvent.Drained()); // our own list being empty is no evidence

        _desk.AnswerPicture();
        _desk.Events.Count(e => e is DeskEvent.Drained).ShouldBe(1);
    }

    [Fact]
    public void A_stop_is_complete_once()
    {
        _desk.Stop();
        _desk.Live(TimeSpan.FromSeconds(5));
        _desk.Stop();
        _desk.Live(TimeSpan.FromSeconds(5));

        _desk.Events.Count(e => e is DeskEvent.Drained).ShouldBe(1);
        _desk.Places.ShouldBeEmpty();
        _desk.Desk.Halts.HasFlag(HaltCauses.Stopping).ShouldBeTrue();
    }

    [Fact]
    public void A_stop_goes_on_pulling_until_the_venue_obeys()
    {
        (_desk.ObeysMassCancels, _desk.ObeysCancels) = (false, false);
        _desk.Stop();
        _desk.Live(TimeSpan.FromSeconds(2));
        _desk.Events.ShouldNotContain(new DeskEvent.Drained());
        _desk.Count<DeskEffect.CancelAll>().ShouldBeGreaterThan(2);

        _desk.ObeysMassCancels = true;
        _desk.Live(TimeSpan.FromSeconds(2));
        _desk.Events.Count(e => e is DeskEvent.Drained).ShouldBe(1);
    }

    [Fact]
    public void A_stop_ends_even_without_a_user_stream()
    {
        _desk.StreamTells = false;
        _desk.UserDown();
        _desk.Stop();

        for (var second = 0; second < 10; second++)
        {
            _desk.Live(TimeSpan.FromSeconds(1));
        }

        _desk.Events.Count(e => e is DeskEvent.Drained).ShouldBe(1);
    }

    /// <summary>A session may die with a command in its mailbox; then nobody says what became of it.</summary>
    [Fact]
    public void A_cancel_of_which_nobody_tells_the_outcome_is_asked_for_in_the_end()
    {
        (_desk.ObeysMassCancels, _desk.ObeysCancels, _desk.AnswersPictures) = (false, false, false);
        _desk.UserDown();
        _desk.Wait(Retry);
        var sent = _desk.Desk.Orders.Open.Select(order => order.PhaseSince).Max();
        _desk.Desk.Orders.Open.ShouldAllBe(order => order.Phase == OrderPhase.PendingCancel);
        var patience = 3 * _desk.Settings.Trading.ReplyTimeout;

        _desk.AdvanceTo(sent + patience - TimeSpan.FromTicks(1));
        _desk.Count<DeskEffect.Query>().ShouldBe(0);

        _desk.AdvanceTo(sent + patience);
        _desk.Count<DeskEffect.Query>().ShouldBe(14);
        _desk.Desk.Orders.Open.ShouldAllBe(order => order.Phase == OrderPhase.Working); // as the venue says
    }

    [Fact]
    public void Pulling_slows_down_when_nothing_helps_so_that_the_budget_lasts()
    {
        (_desk.ObeysMassCancels, _desk.ObeysCancels, _desk.AnswersPictures) = (false, false, false);
        _desk.UserDown();
        WaitInSteps(TimeSpan.FromSeconds(20));
        _desk.Forget();

        WaitInSteps(TimeSpan.FromSeconds(60));

        _desk.Events.OfType<DeskEvent.Pulling>().Count().ShouldBe(30);
    }

    private void WaitInSteps(TimeSpan time)
    {
        for (var end = _desk.Now + time; _desk.Now < end;)
        {
            _desk.Wait(Retry);
        }
    }
}
