using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: nothing is quoted on an account that was not compared with the venue since the last fault.</summary>
public sealed class ReconcileSpecs
{
    [Fact]
    public void A_desk_without_orders_compares_the_account_when_its_book_is_back_and_not_with_each_fault_before()
    {
        var desk = DeskFixture.Quoting();
        desk.AdvanceTo(desk.LastFrameAt + desk.Settings.Streams.HaltAfter);
        desk.RestingCount.ShouldBe(0);
        desk.Wait(TimeSpan.FromMilliseconds(500));
        desk.Forget();

        desk.AnswersSnapshots = false;
        desk.Gap();
        desk.Count<DeskEffect.FetchPicture>().ShouldBe(0);
        desk.AnswerSnapshot();
        desk.Frame();

        desk.Count<DeskEffect.FetchPicture>().ShouldBe(1);
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void Orders_of_an_earlier_run_are_canceled_before_the_position_is_adopted()
    {
        var desk = new DeskFixture { VenuePosition = 25 };
        desk.Rest("px-mm1-6-1");
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();

        desk.Count<DeskEffect.CancelAll>().ShouldBe(1);
        desk.RestingCount.ShouldBe(0);
        desk.Desk.Ledger.Position.ShouldBe(Position.Flat); // a fill of the orphan may still be on its way
        desk.Places.ShouldBeEmpty();

        desk.Live(TimeSpan.FromSeconds(1));
        desk.Desk.Ledger.Position.ShouldBe(new Position(25));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void An_order_of_an_earlier_run_that_shows_later_stops_quoting_until_it_is_gone()
    {
        var desk = DeskFixture.Quoting();
        desk.ObeysMassCancels = false;
        var orphan = desk.Rest("px-mm1-6-1");

        desk.TellOf(orphan);
        desk.Desk.Halts.HasFlag(HaltCauses.NotReconciled).ShouldBeTrue();
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Places.ShouldBeEmpty();

        desk.ObeysMassCancels = true;
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_foreign_order_is_announced_and_left_alone()
    {
        var desk = new DeskFixture();
        var foreign = desk.Rest("web_1");
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();

        desk.Events.ShouldContain(new DeskEvent.ForeignOrder(foreign));
        desk.Count<DeskEffect.CancelAll>().ShouldBe(0);
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(15);
    }

    [Fact]
    public void A_foreign_order_on_the_stream_does_not_stop_quoting()
    {
        var desk = DeskFixture.Quoting();
        var foreign = desk.Rest("px-mm2-6-1"); // another owner's

        desk.TellOf(foreign);

        desk.Events.ShouldContain(new DeskEvent.ForeignOrder(foreign));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void An_account_in_which_something_trades_meanwhile_is_not_adopted()
    {
        var desk = new DeskFixture { VenuePosition = 25, IsQuiet = false };
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Desk.Ledger.Position.ShouldBe(Position.Flat);
        desk.Places.ShouldBeEmpty();

        desk.IsQuiet = true;
        desk.Live(TimeSpan.FromSeconds(1));
        desk.Desk.Ledger.Position.ShouldBe(new Position(25));
    }

    [Fact]
    public void A_fill_the_stream_kept_to_itself_is_found_counts_once_and_convicts_the_stream()
    {
        var desk = DeskFixture.Quoting();
        desk.StreamTells = false;
        var fill = desk.Execute(desk.Desk.Orders.Open.First(o => o.Side == Side.Buy).Id);
        desk.StreamTells = true;

        desk.Live(desk.Settings.Reconcile.Interval + TimeSpan.FromMilliseconds(200));
        desk.Events.OfType<DeskEvent.FillBooked>().Count(booked => booked.Fill == fill).ShouldBe(1);
        desk.Desk.Ledger.Position.ShouldBe(new Position(10));
        desk.Count<DeskEffect.SuspectUserStream>().ShouldBe(0); // it may be on its way

        desk.Live(desk.Settings.UserStream.EchoTimeout);
        var suspicion = desk.Effects.OfType<DeskEffect.SuspectUserStream>().ShouldHaveSingleItem();
        (suspicion.Epoch, suspicion.Cause).ShouldBe((desk.User, DeathCause.EchoMissing));
        desk.Desk.Halts.HasFlag(HaltCauses.UserStreamDown).ShouldBeTrue();
    }

    [Fact]
    public void A_fill_that_the_stream_shows_after_the_comparison_convicts_nobody()
    {
        var desk = DeskFixture.Quoting();
        desk.StreamTells = false;
        var fill = desk.Execute(desk.Desk.Orders.Open.First(o => o.Side == Side.Sell).Id);
        desk.StreamTells = true;
        desk.Live(desk.Settings.Reconcile.Interval + TimeSpan.FromMilliseconds(200));

        desk.TellLate(fill);
        desk.Live(desk.Settings.UserStream.EchoTimeout * 2);

        desk.Events.OfType<DeskEvent.FillBooked>().Count(booked => booked.Fill == fill).ShouldBe(1);
        desk.Desk.Ledger.Position.ShouldBe(new Position(-10));
        desk.Count<DeskEffect.SuspectUserStream>().ShouldBe(0);
    }

    [Fact]
    public void A_fill_missed_while_the_stream_was_down_is_recovered_and_convicts_nobody()
    {
        var desk = DeskFixture.Quoting();
        (desk.StreamTells, desk.ObeysMassCancels) = (false, false);
        desk.UserDown();
        var fill = desk.Execute(desk.Desk.Orders.Open.First(o => o.Side == Side.Buy).Id);
        (desk.StreamTells, desk.ObeysMassCancels) = (true, true);

        desk.UserUp();
        desk.Live(TimeSpan.FromSeconds(5));

        desk.Events.OfType<DeskEvent.FillBooked>().Count(booked => booked.Fill == fill).ShouldBe(1);
        desk.Events.OfType<DeskEvent.Reconciled>().ShouldNotBeEmpty();
        desk.Count<DeskEffect.SuspectUserStream>().ShouldBe(0);
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_accepted_order_that_the_stream_never_shows_convicts_it(bool amends)
    {
        var desk = DeskFixture.Quoting(amends);
        desk.StreamTells = false;
        desk.Wait(TimeSpan.FromMilliseconds(200));
        desk.Frame(bids: [(DeskFixture.Bid, 0), (DeskFixture.Bid - 1_000, 5_000)]);
        (desk.Places.Count() + desk.Amends.Count()).ShouldBeGreaterThan(0);
        desk.Places.Any().ShouldBe(!amends);

        desk.Live(desk.Settings.UserStream.EchoTimeout + TimeSpan.FromMilliseconds(200));

        desk.Effects.OfType<DeskEffect.SuspectUserStream>().ShouldHaveSingleItem()
            .Cause.ShouldBe(DeathCause.EchoMissing);
        desk.Desk.Halts.HasFlag(HaltCauses.UserStreamDown).ShouldBeTrue();
    }

    [Fact]
    public void A_comparison_that_began_before_the_book_was_back_does_not_count()
    {
        var desk = DeskFixture.Quoting();
        desk.AnswersPictures = false;
        desk.Live(TimeSpan.FromSeconds(1));
        desk.Gap(); // in sync again after a snapshot; the comparison is missing
        var backInSync = desk.Now;
        desk.Desk.Halts.ShouldBe(HaltCauses.NotReconciled);

        desk.AnswerPicture(startedAt: backInSync - TimeSpan.FromTicks(1));
        desk.Desk.Halts.ShouldBe(HaltCauses.NotReconciled);
        desk.Events.OfType<DeskEvent.Reconciled>().ShouldBeEmpty();

        desk.AnswerPicture(startedAt: backInSync);
        desk.Events.OfType<DeskEvent.Reconciled>().Count().ShouldBe(1);
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_comparison_made_under_another_user_stream_does_not_count(int offset)
    {
        var desk = DeskFixture.Quoting();
        desk.AnswersPictures = false;
        desk.UserDown();
        desk.UserUp();

        var user = offset == 0 ? Epoch.None : new Epoch(desk.User.Value + offset);
        desk.AnswerPicture(user: user);
        desk.Desk.Halts.ShouldBe(HaltCauses.NotReconciled);

        desk.AnswerPicture();
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void A_position_nobody_can_explain_stops_quoting_and_is_adopted_after_the_limit()
    {
        var desk = DeskFixture.Quoting();
        desk.VenuePosition = 40; // an adjustment without an execution

        desk.Live(desk.Settings.Reconcile.Interval + TimeSpan.FromMilliseconds(100));
        desk.Events.OfType<DeskEvent.Mismatched>().ShouldNotBeEmpty();
        desk.Desk.Halts.ShouldBe(HaltCauses.NotReconciled);
        desk.RestingCount.ShouldBe(0);
        desk.Desk.Ledger.Position.ShouldBe(Position.Flat);

        desk.Live(TimeSpan.FromSeconds(3));
        desk.Events.OfType<DeskEvent.Mismatched>().Count().ShouldBe(desk.Settings.Reconcile.MismatchLimit);
        desk.Effects.OfType<DeskEffect.SuspectUserStream>().ShouldHaveSingleItem()
            .Cause.ShouldBe(DeathCause.ReconcileMismatch);
        desk.Desk.Ledger.Position.ShouldBe(new Position(40));
    }

    [Fact]
    public void A_failed_comparison_is_repeated_after_the_wait_the_venue_demands()
    {
        var desk = new DeskFixture { AnswersPictures = false };
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        var effects = new List<DeskEffect>();
        var failed = desk.Now;
        desk.Desk.OnPicture(null, TimeSpan.FromSeconds(4), failed, effects);
        desk.Forget();

        desk.LiveUntil(failed + TimeSpan.FromSeconds(4) - TimeSpan.FromTicks(1));
        desk.Count<DeskEffect.FetchPicture>().ShouldBe(0);
        desk.AdvanceTo(failed + TimeSpan.FromSeconds(4));
        desk.Count<DeskEffect.FetchPicture>().ShouldBe(1);
    }

    [Fact]
    public void A_refusal_that_demands_no_wait_is_not_followed_by_the_next_request_at_once()
    {
        var desk = new DeskFixture { AnswersPictures = false };
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        var effects = new List<DeskEffect>();
        var failed = desk.Now;
        desk.Desk.OnPicture(null, TimeSpan.Zero, failed, effects);
        effects.ShouldNotContain(effect => effect is DeskEffect.FetchPicture);
        desk.Forget();

        var due = failed + desk.Settings.Reconcile.RetryInterval;
        desk.LiveUntil(due - TimeSpan.FromTicks(1));
        desk.Count<DeskEffect.FetchPicture>().ShouldBe(0);
        desk.AdvanceTo(due);
        desk.Count<DeskEffect.FetchPicture>().ShouldBe(1);
    }

    [Fact]
    public void The_account_is_compared_regularly_in_good_health()
    {
        var desk = DeskFixture.Quoting();

        desk.Live(TimeSpan.FromSeconds(31));

        desk.Count<DeskEffect.FetchPicture>().ShouldBe(3);
        desk.Events.ShouldNotContain(e => e is DeskEvent.Halted);
    }
}
