using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Pacing;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: what the venue allows, and what it decrees, shapes the quotes and never the way out.</summary>
public sealed class PacingSpecs
{
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    [Fact]
    public void When_orders_get_scarce_layers_go_and_come_back()
    {
        for (var second = 0; second < 3; second++)
        {
            _desk.Budget(orders: 200);
            _desk.Live(TimeSpan.FromSeconds(1));
        }

        _desk.RestingCount.ShouldBe(2);
        _desk.Events.OfType<DeskEvent.Paced>().Select(paced => paced.Pace)
            .ShouldBe([Pace.Wider, Pace.Fewer, Pace.Least]);
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);

        for (var second = 0; second < 40; second++)
        {
            _desk.Budget(orders: 0);
            _desk.Live(TimeSpan.FromSeconds(1));
        }

        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_lock_of_the_venue_leaves_only_the_reducing_side()
    {
        var bought = _desk.Execute(_desk.FirstBid);
        _desk.Live(TimeSpan.FromSeconds(1));

        _desk.Verdict(isLocked: true);
        _desk.Live(TimeSpan.FromSeconds(2));

        _desk.Desk.Mode.ShouldBe(QuoteMode.ReduceOnly);
        _desk.Desk.LockedUntil.ShouldBe(new VenueTime(99_000));
        _desk.Events.OfType<DeskEvent.LockedByVenue>().ShouldHaveSingleItem();
        _desk.Resting.ShouldAllBe(order => order.Side == Side.Sell);
        _desk.Resting.Sum(order => order.Original.Lots).ShouldBeLessThanOrEqualTo(bought.Quantity.Lots);
        _desk.RestingCount.ShouldBeGreaterThan(0, "the way out is open");
    }

    [Fact]
    public void While_a_limit_keeps_new_orders_back_the_way_out_is_open()
    {
        _desk.Execute(_desk.FirstBid);
        _desk.Live(TimeSpan.FromSeconds(1));
        _desk.Forget();

        _desk.Desk.OnBudgetSpent(_desk.Now + TimeSpan.FromMinutes(1), forReducing: false);
        _desk.Verdict(isLocked: true);
        _desk.Live(TimeSpan.FromSeconds(2));

        _desk.Places.ShouldNotBeEmpty();
        _desk.Places.ShouldAllBe(place => place.Intent.ReduceOnly);
        _desk.Desk.PlacesPaused(_desk.Now).ShouldBeGreaterThan(TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void What_reduces_waits_when_the_limit_is_its_own()
    {
        _desk.Execute(_desk.FirstBid);
        _desk.AcceptsOrders = false;
        _desk.Verdict(isLocked: true);
        _desk.Live(TimeSpan.FromSeconds(1));
        var limited = new VenueError(VenueFailure.RateLimited, 0, "orders", TimeSpan.FromSeconds(10));
        foreach (var place in _desk.Places.ToArray())
        {
            _desk.Outcome(place.Intent.ClientOrderId, new OrderInput.PlaceFailed(limited));
        }

        _desk.Forget();
        _desk.Live(TimeSpan.FromSeconds(9));
        _desk.Places.ShouldBeEmpty();

        _desk.Live(TimeSpan.FromSeconds(2));
        _desk.Places.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_lock_ends_when_the_venue_says_so_and_a_failed_question_says_nothing()
    {
        _desk.Verdict(isLocked: true);
        _desk.VerdictFails();
        _desk.Live(TimeSpan.FromSeconds(2));
        _desk.RestingCount.ShouldBe(0);

        _desk.Verdict(isLocked: false);
        _desk.Live(TimeSpan.FromSeconds(2));

        _desk.RestingCount.ShouldBe(14);
        _desk.Events.OfType<DeskEvent.UnlockedByVenue>().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_venue_is_asked_for_its_verdict_once_a_minute()
    {
        for (var second = 0; second < 150; second++)
        {
            _desk.Budget(orders: 0);
            _desk.Live(TimeSpan.FromSeconds(1));
        }

        _desk.Count<DeskEffect.AskVerdict>().ShouldBe(3);
    }

    [Fact]
    public void The_days_volume_is_asked_for_until_it_is_told_where_flow_is_measured()
    {
        var watching = new DeskFixture(signals: new SignalSettings { Vpin = new VpinSettings { Enabled = true } });
        for (var second = 0; second < 90; second++)
        {
            watching.Budget(orders: 0);
            watching.Live(TimeSpan.FromSeconds(1));
        }

        watching.Count<DeskEffect.AskDayVolume>().ShouldBe(2);
        watching.Desk.OnDayVolume(new VenueReply<decimal>.Ok(120_000));
        watching.Forget();
        for (var second = 0; second < 90; second++)
        {
            watching.Budget(orders: 0);
            watching.Live(TimeSpan.FromSeconds(1));
        }

        watching.Count<DeskEffect.AskDayVolume>().ShouldBe(0);
        _desk.Count<DeskEffect.AskDayVolume>().ShouldBe(0);
    }

    [Fact]
    public void A_long_countdown_is_armed_where_weight_is_short()
    {
        _desk.Budget(orders: 0, weightLimit: 60);
        _desk.Live(TimeSpan.FromSeconds(15));

        _desk.Effects.OfType<DeskEffect.ArmCountdown>()
            .ShouldHaveSingleItem().Countdown.ShouldBe(TimeSpan.FromSeconds(60));
        _desk.Desk.Countdown.ShouldBe(TimeSpan.FromSeconds(60));
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void When_the_cancels_of_the_minute_are_spent_only_quotes_that_must_go_are_moved()
    {
        // The market walks up: bids that stay behind would only be a little better elsewhere.
        for (var step = 1; _desk.Count<DeskEffect.Cancel>() < 500 && step < 600; step++)
        {
            _desk.Touch(DeskFixture.Bid + (step * 200), DeskFixture.Ask + (step * 200));
            _desk.Live(TimeSpan.FromMilliseconds(100), withFrames: false);
        }

        var bids = _desk.Effects.OfType<DeskEffect.Cancel>().Count(cancel => _desk.SideOf(cancel.Id) == Side.Buy);
        var asks = _desk.Effects.OfType<DeskEffect.Cancel>().Count(cancel => _desk.SideOf(cancel.Id) == Side.Sell);
        bids.ShouldBeLessThanOrEqualTo(165 + 165, "160 a minute, and what comes back meanwhile");
        asks.ShouldBeGreaterThan(bids, "asks stand in the way of the market, and go");
    }
}
