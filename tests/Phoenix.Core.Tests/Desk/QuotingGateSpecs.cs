using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: a desk quotes exactly while nothing speaks against it.</summary>
public sealed class QuotingGateSpecs
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly DeskFixture _desk = DeskFixture.Quoting();

    [Theory]
    [InlineData(HaltCauses.MarketDataDown)]
    [InlineData(HaltCauses.BookUnsynchronized)]
    [InlineData(HaltCauses.UserStreamDown)]
    [InlineData(HaltCauses.TradingDown)]
    [InlineData(HaltCauses.NotReconciled)]
    [InlineData(HaltCauses.SwitchNotArmed)]
    public void Nothing_is_quoted_while_one_condition_is_missing(HaltCauses missing)
    {
        var desk = new DeskFixture
        {
            AnswersSnapshots = missing != HaltCauses.BookUnsynchronized,
            AnswersPictures = missing != HaltCauses.NotReconciled,
            ArmsSwitch = missing != HaltCauses.SwitchNotArmed,
        };
        Start(desk, except: missing);

        desk.Live(TimeSpan.FromSeconds(2), withFrames: missing != HaltCauses.MarketDataDown);

        desk.Places.ShouldBeEmpty();
        (desk.Desk.Halts & missing).ShouldBe(missing);

        Supply(desk, missing);
        desk.Live(TimeSpan.FromSeconds(1));

        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_order_may_leave_only_as_long_as_the_book_it_was_made_from_may_be_quoted_on(bool amends)
    {
        var desk = DeskFixture.Quoting(amends);
        desk.Wait(TimeSpan.FromMilliseconds(200));
        desk.Frame(bids: [(DeskFixture.Bid - 1_000, 5_000), (DeskFixture.Bid, 0)], asks: []);

        Instant[] until =
            [.. desk.Places.Select(place => place.ValidUntil), .. desk.Amends.Select(amend => amend.ValidUntil)];
        until.ShouldNotBeEmpty();
        until.ShouldAllBe(at => at == desk.LastFrameAt + desk.Settings.Streams.HaltAfter);
    }

    [Fact]
    public void A_book_is_stale_at_three_seconds_and_not_a_tick_earlier()
    {
        var stale = _desk.LastFrameAt + TimeSpan.FromSeconds(3);

        _desk.AdvanceTo(stale - Tick);
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
        _desk.Count<DeskEffect.CancelAll>().ShouldBe(0);

        _desk.AnswersPictures = false;
        _desk.AdvanceTo(stale);
        _desk.Desk.Halts.ShouldBe(HaltCauses.BookStale | HaltCauses.NotReconciled);
        _desk.Count<DeskEffect.CancelAll>().ShouldBe(1);
        _desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void A_book_that_grew_old_between_two_looks_at_the_clock_is_not_quoted_on_when_the_account_agrees()
    {
        _desk.AnswersPictures = false;
        _desk.UserDown();
        _desk.UserUp();
        _desk.AdvanceTo(_desk.LastFrameAt + TimeSpan.FromSeconds(2.99));
        _desk.Forget();

        _desk.Elapse(TimeSpan.FromMilliseconds(20));
        _desk.AnswerPicture();

        _desk.Desk.Halts.HasFlag(HaltCauses.BookStale).ShouldBeTrue();
        _desk.Events.ShouldNotContain(new DeskEvent.Resumed());
        (_desk.Count<DeskEffect.ArmCountdown>(), _desk.Count<DeskEffect.Place>()).ShouldBe((0, 0));
    }

    [Fact]
    public void A_book_that_stays_stale_is_asked_for_anew_now_and_then()
    {
        _desk.AnswersSnapshots = false;
        var stale = _desk.LastFrameAt + TimeSpan.FromSeconds(10);
        _desk.AdvanceTo(_desk.LastFrameAt + _desk.Settings.Streams.HaltAfter);
        _desk.AdvanceTo(stale - Tick);
        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(0);

        _desk.AdvanceTo(stale);
        _desk.AdvanceTo(stale + TimeSpan.FromSeconds(1));

        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(1);
        _desk.Desk.Halts.HasFlag(HaltCauses.BookUnsynchronized).ShouldBeTrue();
    }

    [Fact]
    public void A_book_that_looks_old_because_the_venues_clock_was_set_is_not_given_up_at_once()
    {
        _desk.Clock(new ClockReading(-_desk.Now.Nanoseconds + 60_000_000_000, TimeSpan.Zero));
        _desk.Wait(TimeSpan.FromMilliseconds(100));
        _desk.Frame();
        _desk.Wait(TimeSpan.FromMilliseconds(100));
        _desk.Desk.Halts.HasFlag(HaltCauses.BookStale).ShouldBeTrue();
        _desk.Desk.Halts.HasFlag(HaltCauses.BookUnsynchronized).ShouldBeFalse();

        _desk.Clock(new ClockReading(-_desk.Now.Nanoseconds, TimeSpan.Zero));
        _desk.Frame();
        _desk.Desk.Halts.HasFlag(HaltCauses.BookStale).ShouldBeFalse();
    }

    [Fact]
    public void A_book_that_stays_crossed_is_fetched_anew_and_said_to_be_crossed()
    {
        _desk.Frame(bids: [(DeskFixture.Ask + 5, 100)]);
        _desk.Wait(TimeSpan.FromMilliseconds(50));
        _desk.Forget();

        _desk.Wait(TimeSpan.FromSeconds(2));

        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(1);
        _desk.Events.ShouldContain(new DeskEvent.Alarmed("crossed for 2 s: the book is fetched anew"));
        _desk.Events.ShouldNotContain(new DeskEvent.GapFound());
    }

    [Fact]
    public void A_limit_that_keeps_orders_back_is_told_of_once_and_not_with_every_attempt()
    {
        _desk.CancelEverything();
        _desk.AcceptsOrders = false;
        _desk.Forget();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            _desk.Live(TimeSpan.FromSeconds(2));
            foreach (var place in _desk.Places.ToArray())
            {
                var limited = new VenueError(VenueFailure.RateLimited, 0, "weight", TimeSpan.FromSeconds(1));
                _desk.Outcome(place.Intent.ClientOrderId, new OrderInput.PlaceFailed(limited));
            }

            _desk.Desk.PlacesPaused(_desk.Now).ShouldBe(TimeSpan.FromSeconds(1));
        }

        _desk.Events.OfType<DeskEvent.Alarmed>().ShouldHaveSingleItem().Detail
            .ShouldBe("sends no new orders for 1 s: RateLimited: weight");
    }

    [Fact]
    public void A_question_about_a_book_that_is_lost_does_not_stand_in_the_way_of_the_next()
    {
        _desk.AnswersSnapshots = false;
        _desk.AdvanceTo(_desk.LastFrameAt + TimeSpan.FromSeconds(1.5));
        var probe = _desk.Effects.OfType<DeskEffect.ProbeBook>().ShouldHaveSingleItem();
        _desk.Gap();
        _desk.Probed(probe.Request);
        _desk.AnswerSnapshot();
        _desk.Forget();

        _desk.Wait(TimeSpan.FromSeconds(2));

        _desk.Count<DeskEffect.ProbeBook>().ShouldBe(1);
    }

    [Fact]
    public void A_stale_book_is_quoted_on_again_after_a_good_frame_and_a_comparison()
    {
        _desk.AnswersPictures = false;
        _desk.Wait(TimeSpan.FromSeconds(4));

        _desk.Frame();
        _desk.Desk.Halts.ShouldBe(HaltCauses.NotReconciled);
        _desk.RestingCount.ShouldBe(0);

        _desk.AnswerPicture();
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_snapshot_does_not_make_a_book_younger_than_its_newest_frame()
    {
        _desk.AnswersSnapshots = false;
        _desk.Gap();

        _desk.Wait(TimeSpan.FromSeconds(3));
        _desk.AnswerSnapshot();

        _desk.Desk.Halts.HasFlag(HaltCauses.BookStale).ShouldBeTrue();
        _desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void A_gap_pulls_and_asks_for_one_snapshot()
    {
        _desk.AnswersSnapshots = false;
        _desk.Wait(TimeSpan.FromSeconds(1));

        _desk.Gap();
        for (var frame = 0; frame < 5; frame++)
        {
            _desk.Wait(TimeSpan.FromMilliseconds(300));
            _desk.Frame();
        }

        _desk.Events.OfType<DeskEvent.GapFound>().Count().ShouldBe(1);
        _desk.Desk.Halts.ShouldBe(HaltCauses.BookUnsynchronized);
        _desk.RestingCount.ShouldBe(0);
        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(1);
    }

    [Fact]
    public void Snapshots_that_do_not_help_are_asked_for_ever_more_seldom()
    {
        _desk.AnswersSnapshots = false;
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.Gap();
        for (var second = 0; second < 60; second++)
        {
            _desk.AnswerSnapshot(framesAgo: 20 + (10 * second)); // a replica that stands still
            _desk.Live(TimeSpan.FromSeconds(1));
        }

        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBeInRange(12, 20);
        _desk.AnswersSnapshots = true;
        _desk.Live(TimeSpan.FromSeconds(6));
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void Snapshots_are_asked_for_no_more_often_than_each_half_second()
    {
        _desk.AnswersSnapshots = false;
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.Gap();
        var asked = _desk.LastFrameAt;

        _desk.AnswerSnapshot(framesAgo: 5); // it ends before the buffer begins
        _desk.AdvanceTo(asked + TimeSpan.FromMilliseconds(500) - Tick);
        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(1);

        _desk.AdvanceTo(asked + TimeSpan.FromMilliseconds(500));
        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(2);
    }

    [Fact]
    public void A_gap_ends_with_a_comparison_before_quoting_goes_on()
    {
        _desk.Wait(TimeSpan.FromSeconds(1));

        _desk.Gap();

        var events = _desk.Events.ToList();
        var gap = events.FindIndex(e => e is DeskEvent.GapFound);
        var inSync = events.FindIndex(e => e is DeskEvent.Synchronized);
        var reconciled = events.FindIndex(e => e is DeskEvent.Reconciled);
        var resumed = events.FindIndex(e => e is DeskEvent.Resumed);
        new[] { gap, inSync, reconciled, resumed }.ShouldAllBe(at => at >= 0);
        resumed.ShouldBeGreaterThan(Math.Max(inSync, reconciled));
        Math.Min(inSync, reconciled).ShouldBeGreaterThan(gap);
        _desk.Live(TimeSpan.FromMilliseconds(200));
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_crossed_book_is_pulled_on_and_quoted_on_again_when_it_uncrosses()
    {
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.Frame(bids: [(DeskFixture.Ask + 10, 1)]);
        _desk.Desk.Halts.ShouldBe(HaltCauses.BookCrossed);
        _desk.RestingCount.ShouldBe(0);

        _desk.Wait(TimeSpan.FromMilliseconds(100));
        _desk.Frame(bids: [(DeskFixture.Ask + 10, 0)]);
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_crossed_frame_is_no_good_data_for_the_stale_monitor()
    {
        _desk.Frame(bids: [(DeskFixture.Ask + 10, 1)]);
        _desk.Count<DeskEffect.ReportFrame>().ShouldBe(0);

        _desk.Frame(bids: [(DeskFixture.Ask + 10, 0)]);
        _desk.Count<DeskEffect.ReportFrame>().ShouldBe(1);
    }

    [Fact]
    public void A_book_that_stays_crossed_becomes_stale()
    {
        var good = _desk.LastFrameAt;
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.Frame(bids: [(DeskFixture.Ask + 10, 1)]);

        _desk.AdvanceTo(good + TimeSpan.FromSeconds(3));

        _desk.Desk.Halts.HasFlag(HaltCauses.BookStale).ShouldBeTrue();
    }

    [Fact]
    public void A_lost_market_connection_pulls_and_its_successor_brings_a_new_book()
    {
        _desk.MarketDown();
        _desk.RestingCount.ShouldBe(0);
        (_desk.Desk.Halts & HaltCauses.MarketDataDown).ShouldBe(HaltCauses.MarketDataDown);

        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.MarketUp();
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void Frames_of_a_connection_that_was_replaced_are_not_heard()
    {
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.MarketDown();
        _desk.MarketUp();
        _desk.Wait(TimeSpan.FromSeconds(1));
        _desk.Forget();
        var late = Books.BookScript.Diff(1, 900_000, 0, bids: [(DeskFixture.Ask + 10, 1)]);

        var effects = new List<DeskEffect>();
        _desk.Desk.OnDepth(new(_desk.Market.Value - 1), _desk.Now, late, _desk.Now, effects);
        _desk.Desk.OnMarketDown(new(_desk.Market.Value - 1), _desk.Now, effects);

        effects.ShouldBeEmpty();
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void The_death_of_one_of_two_connections_is_no_news_to_the_quotes()
    {
        var sibling = _desk.Market.Next;
        _desk.Echo(sibling);
        _desk.Forget();

        _desk.MarketDown();

        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
        _desk.RestingCount.ShouldBe(14);
        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(0);
        _desk.Desk.OnMarketDown(sibling, _desk.Now, []);
        (_desk.Desk.Halts & HaltCauses.MarketDataDown).ShouldBe(HaltCauses.MarketDataDown);
    }

    [Fact]
    public void A_sibling_that_has_had_nothing_to_tell_yet_carries_on()
    {
        var sibling = _desk.Market.Next;
        _desk.Desk.OnSubscribed(sibling, _desk.Now);

        _desk.MarketDown();

        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void What_a_sibling_brings_again_counts_as_its_life_and_not_as_news()
    {
        _desk.Wait(TimeSpan.FromMilliseconds(100));
        _desk.Frame();
        _desk.Forget();

        _desk.Echo(_desk.Market.Next);

        _desk.Count<DeskEffect.ReportFrame>().ShouldBe(1);
        _desk.Effects.OfType<DeskEffect.ReportFrame>().Single().IsNew.ShouldBeFalse();
    }

    [Fact]
    public void A_frame_that_only_a_lagging_sibling_could_bring_is_not_waited_for_for_long()
    {
        var sibling = _desk.Market.Next;
        _desk.Echo(sibling);
        _desk.AnswersSnapshots = false;
        var patience = new StreamSettings().BehindSuspectAfter;

        _desk.Skip(sibling);
        var since = _desk.Now;
        _desk.AdvanceTo(since + patience - Tick);
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);

        _desk.AdvanceTo(since + patience + Tick);
        _desk.Desk.Halts.HasFlag(HaltCauses.BookUnsynchronized).ShouldBeTrue();
        _desk.RestingCount.ShouldBe(0);
    }

    private static void Start(DeskFixture desk, HaltCauses except)
    {
        if (except != HaltCauses.TradingDown)
        {
            desk.TradingUp();
        }

        if (except != HaltCauses.MarketDataDown)
        {
            desk.MarketUp();
        }

        if (except != HaltCauses.UserStreamDown)
        {
            desk.UserUp();
        }
    }

    private static void Supply(DeskFixture desk, HaltCauses missing)
    {
        (desk.AnswersSnapshots, desk.AnswersPictures, desk.ArmsSwitch) = (true, true, true);
        switch (missing)
        {
            case HaltCauses.TradingDown:
                desk.TradingUp();
                break;
            case HaltCauses.MarketDataDown:
                desk.MarketUp();
                break;
            case HaltCauses.UserStreamDown:
                desk.UserUp();
                break;
            case HaltCauses.BookUnsynchronized:
                desk.AnswerSnapshot();
                break;
            case HaltCauses.NotReconciled:
                desk.AnswerPicture();
                break;
        }
    }
}
