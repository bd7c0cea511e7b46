using Phoenix.Core.Control;
using Phoenix.Core.Decisions;
using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// Goal: a loss beyond its limit takes everything back, brings the position to 0 and stays stopped until it is
/// pardoned; milder losses only reduce. The book's middle is 3000, and so is the entry.
/// </summary>
public sealed class LossSpecs
{
    private static readonly LossVerdict.Stop AccountStop =
        new(LossCause.RunDrawdown, new LossFigures(0.09m, 0.08m, 91, 100));

    [Fact]
    public void A_loss_at_the_limit_is_borne_and_one_beyond_it_stops()
    {
        var desk = Long();

        desk.MarkIs(2857.15m); // (3000 − 2857.15) ÷ 2857.15 = 0.049997
        desk.Desk.Halts.ShouldBe(HaltCauses.None);

        desk.MarkIs(2857.14m); // 0.050001
        desk.Desk.Halts.ShouldBe(HaltCauses.LossStop | HaltCauses.Flattening);
        desk.Desk.Stop!.Cause.ShouldBe(LossCause.StopLoss);
        desk.Events.OfType<DeskEvent.LossJudged>().ShouldHaveSingleItem().Verdict.Level.ShouldBe(LossLevel.Stop);
    }

    [Fact]
    public void A_stop_pulls_everything_and_takes_the_position_off_by_slices_that_do_not_rest()
    {
        var desk = Long();

        desk.MarkIs(2800m);
        desk.Live(TimeSpan.FromSeconds(5));

        desk.RestingCount.ShouldBe(0);
        desk.VenuePosition.ShouldBe(0);
        desk.Desk.Halts.ShouldBe(HaltCauses.LossStop | HaltCauses.Flattened);
        desk.Places.ShouldAllBe(place =>
            place.Intent.ReduceOnly && place.Intent.TimeInForce == TimeInForce.ImmediateOrCancel);
    }

    [Fact]
    public void The_price_coming_back_does_not_end_a_stop()
    {
        var desk = Long();
        desk.MarkIs(2800m);
        desk.Live(TimeSpan.FromSeconds(5));
        desk.Forget();

        desk.MarkIs(3001m);
        desk.Live(TimeSpan.FromSeconds(3));

        desk.Desk.Halts.ShouldBe(HaltCauses.LossStop | HaltCauses.Flattened);
        desk.Places.ShouldBeEmpty();
    }

    [Fact]
    public void A_pardon_ends_it_after_the_account_was_compared_once_more()
    {
        var desk = Long();
        desk.MarkIs(2800m);
        desk.Live(TimeSpan.FromSeconds(5));
        desk.MarkIs(3000m);
        desk.Forget();

        desk.Ruling = desk.Ruling with { Pardon = 1 };
        desk.Rule();
        desk.Live(TimeSpan.FromSeconds(1));

        desk.Desk.Stop.ShouldBeNull();
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.Events.OfType<DeskEvent.Reconciled>().ShouldNotBeEmpty();
        desk.RestingCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_position_that_still_loses_as_much_stops_again_after_a_pardon()
    {
        var desk = Long();
        desk.ExecutesAtOnce = false; // no slice is filled
        desk.MarkIs(2800m);
        desk.Live(TimeSpan.FromSeconds(3));

        desk.Ruling = desk.Ruling with { Pardon = 1 };
        desk.Rule();
        desk.CancelEverything();
        desk.Live(TimeSpan.FromSeconds(3));
        desk.MarkIs(2800m);

        desk.Desk.Halts.HasFlag(HaltCauses.LossStop).ShouldBeTrue();
    }

    [Fact]
    public void A_stop_of_the_account_stops_a_symbol_that_lost_nothing()
    {
        var desk = Long();

        desk.Ruling = desk.Ruling with { Stop = AccountStop };
        desk.Live(TimeSpan.FromSeconds(5));

        desk.VenuePosition.ShouldBe(0);
        desk.Desk.Stop.ShouldBe(AccountStop);
        desk.Desk.Halts.ShouldBe(HaltCauses.LossStop | HaltCauses.Flattened);
    }

    [Fact]
    public void A_pause_by_the_operator_does_not_keep_a_stop_from_flattening()
    {
        var desk = Long();
        desk.Operator(OperatorStance.Paused);
        desk.Live(TimeSpan.FromSeconds(1));

        desk.MarkIs(2800m);
        desk.Live(TimeSpan.FromSeconds(5));

        desk.VenuePosition.ShouldBe(0);
        desk.Desk.Halts.ShouldBe(HaltCauses.LossStop | HaltCauses.PausedByOperator | HaltCauses.Flattened);
    }

    [Fact]
    public void A_kill_does_for_nothing_may_be_sent_then()
    {
        var desk = Long();
        desk.MarkIs(2800m);
        desk.Operator(OperatorStance.Killed);
        desk.Forget();

        desk.Live(TimeSpan.FromSeconds(5));

        desk.Places.ShouldBeEmpty();
        desk.Desk.Halts.ShouldBe(HaltCauses.LossStop | HaltCauses.Killed);
    }

    [Fact]
    public void A_drawdown_that_asks_for_it_leaves_the_reducing_side_alone()
    {
        var desk = Long();

        desk.Ruling = desk.Ruling with
        {
            Account = new LossVerdict.ReduceOnly(LossCause.DayDrawdown, new LossFigures(0.06m, 0.05m, 94, 100)),
        };
        desk.Live(TimeSpan.FromSeconds(2));

        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.Desk.Mode.ShouldBe(QuoteMode.ReduceOnly);
        desk.Desk.ModeCause.ShouldBe("ReduceOnly for DayDrawdown: 6 % of 100 lost, the limit is 5 %");
        desk.Desk.Orders.Open.ShouldNotBeEmpty();
        desk.Desk.Orders.Open.ShouldAllBe(order => order.Side == Side.Sell);
    }

    [Fact]
    public void A_warning_changes_nothing_about_the_quotes()
    {
        var desk = DeskFixture.Quoting();
        desk.Ruling = desk.Ruling with
        {
            Account = new LossVerdict.Warn(LossCause.DayDrawdown, new LossFigures(0.04m, 0.03m, 96, 100)),
        };

        desk.Live(TimeSpan.FromSeconds(2));

        desk.RestingCount.ShouldBe(14);
        desk.Desk.Mode.ShouldBe(QuoteMode.Normal);
    }

    [Fact]
    public void A_guard_that_is_silent_for_too_long_pulls_the_quotes_and_its_next_word_ends_that()
    {
        var desk = DeskFixture.Quoting();
        desk.Tick();
        var last = desk.Now;
        desk.IsGuarded = false;

        desk.LiveUntil(last + desk.Settings.Guard.Timeout - TimeSpan.FromTicks(1));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.AdvanceTo(last + desk.Settings.Guard.Timeout);
        desk.Desk.Halts.ShouldBe(HaltCauses.Unguarded);
        desk.RestingCount.ShouldBe(0);

        desk.Rule();
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void When_mark_prices_fail_to_come_the_middle_of_the_book_is_judged_by()
    {
        var desk = Long();
        desk.MarkIs(3000m);

        desk.Frame(bids: [(DeskFixture.Bid, 0), (280_000, 5_000)], asks: [(280_002, 5_000)]);
        desk.Live(TimeSpan.FromSeconds(4.5));
        desk.Desk.Stop.ShouldBeNull();

        desk.Live(TimeSpan.FromSeconds(1));
        desk.Desk.Stop!.Cause.ShouldBe(LossCause.StopLoss);
    }

    [Fact]
    public void Every_slice_is_kept_with_what_it_was_made_from_and_can_be_explained()
    {
        var desk = Long();

        desk.MarkIs(2800m);
        desk.Live(TimeSpan.FromSeconds(5));

        var kept = desk.Effects.OfType<DeskEffect.Keep>().ShouldHaveSingleItem().Decision;
        var slice = kept.Placed.ShouldHaveSingleItem();
        Explanation.IsConfirmed(kept, slice).ShouldBeTrue();
        var text = string.Join('\n', Explanation.Of(kept, slice.Id));
        text.ShouldContain("sell 0.1 ETHUSDC at 2992.5, a slice that takes a part of the position off at once");
        text.ShouldContain("no worse than 25 basis points from the mid");
        DecisionLine.Read(DecisionLine.Write(kept, DateTimeOffset.UnixEpoch)).Record.Placed.ShouldBe(kept.Placed);
    }

    [Fact]
    public void A_smaller_share_of_the_account_takes_the_outer_quotes_back()
    {
        var desk = DeskFixture.Quoting();

        desk.Ruling = desk.Ruling with { Grant = new NotionalGrant(2, 100m) };
        desk.Live(TimeSpan.FromSeconds(2));

        desk.RestingCount.ShouldBe(8); // three layers of 30 on each side, and what is left of a fourth
        desk.Desk.Exposure().Notional.ShouldBeLessThanOrEqualTo(100m);
        desk.Desk.Exposure().Grant.ShouldBe(2);
    }

    /// <summary>A desk that quotes and has bought 0.1, found at the venue with an entry of 3000.</summary>
    private static DeskFixture Long()
    {
        var desk = new DeskFixture { VenuePosition = 100 };
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.Forget();
        return desk;
    }
}
