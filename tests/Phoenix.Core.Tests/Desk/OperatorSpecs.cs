using Phoenix.Core.Control;
using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// Goal: what the operator says holds until he takes it back, and counts as done only when the venue has shown it.
/// </summary>
public sealed class OperatorSpecs
{
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    [Theory]
    [InlineData(OperatorStance.Paused, HaltCauses.PausedByOperator)]
    [InlineData(OperatorStance.Killed, HaltCauses.Killed)]
    public void A_pause_and_a_kill_pull_everything_and_stay(OperatorStance stance, HaltCauses cause)
    {
        _desk.Operator(stance);
        _desk.Live(TimeSpan.FromSeconds(30));

        _desk.RestingCount.ShouldBe(0);
        _desk.Places.ShouldBeEmpty();
        _desk.Desk.Halts.HasFlag(cause).ShouldBeTrue();
        _desk.Desk.Standing().IsConfirmed.ShouldBeTrue();
    }

    [Fact]
    public void Another_strategy_makes_the_prices_of_the_next_decision()
    {
        _desk.Desk.Strategy.ShouldBe(StrategyKind.Grid);

        _desk.Choose(StrategyKind.Glft);
        _desk.Choose(StrategyKind.Glft);
        _desk.Touch(DeskFixture.Bid + 2_000, DeskFixture.Ask + 2_000);
        _desk.Live(TimeSpan.FromSeconds(1), withFrames: false);

        _desk.Events.OfType<DeskEvent.StrategyChosen>().ShouldHaveSingleItem().Strategy.ShouldBe(StrategyKind.Glft);
        _desk.Desk.Standing().Strategy.ShouldBe(StrategyKind.Glft);
        _desk.Effects.OfType<DeskEffect.Keep>().Last().Decision.Inputs.Strategy.Name.ShouldBe("glft");
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void Only_a_picture_begun_after_the_command_confirms_it()
    {
        _desk.AnswersPictures = false;
        var before = _desk.Now;
        _desk.Wait(TimeSpan.FromMilliseconds(5));
        _desk.Operator(OperatorStance.Paused);
        _desk.RestingCount.ShouldBe(0);

        _desk.AnswerPicture(startedAt: before);
        _desk.Desk.Standing().Missing.ShouldContain("which the venue has not shown yet");

        _desk.AnswerPicture();
        _desk.Desk.Standing().Missing.ShouldBe("");
    }

    [Fact]
    public void Orders_that_do_not_go_away_are_named()
    {
        (_desk.ObeysCancels, _desk.ObeysMassCancels) = (false, false);

        _desk.Operator(OperatorStance.Paused);
        _desk.Live(TimeSpan.FromSeconds(2));

        _desk.Desk.Standing().IsConfirmed.ShouldBeFalse();
        _desk.Desk.Standing().Missing.ShouldBe("has orders that may still execute: 14");
    }

    [Fact]
    public void A_repeated_command_is_proven_anew()
    {
        _desk.Operator(OperatorStance.Paused);
        _desk.Live(TimeSpan.FromSeconds(1));
        _desk.AnswersPictures = false;

        _desk.Operator(OperatorStance.Paused);
        _desk.Live(TimeSpan.FromSeconds(1));

        _desk.Desk.Standing().IsConfirmed.ShouldBeFalse();
    }

    [Fact]
    public void A_pause_is_proven_without_a_user_stream_too()
    {
        _desk.UserDown();
        _desk.Operator(OperatorStance.Paused);

        _desk.Live(TimeSpan.FromSeconds(2));

        _desk.Desk.Standing().IsConfirmed.ShouldBeTrue();
    }

    [Fact]
    public void The_venue_is_asked_ever_less_often_while_that_proves_nothing()
    {
        (_desk.StreamTells, _desk.ObeysMassCancels) = (false, false);
        _desk.CancelEverything(); // unseen by us: what rests is known to the venue alone
        _desk.Rest("px-mm1-1-1");
        _desk.Operator(OperatorStance.Paused);
        _desk.Live(TimeSpan.FromMinutes(1));
        _desk.Desk.Orders.OpenCount.ShouldBe(0);
        _desk.Desk.Standing().IsConfirmed.ShouldBeFalse();
        _desk.Forget();

        _desk.Live(TimeSpan.FromMinutes(1));

        _desk.Count<DeskEffect.FetchPicture>().ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public void A_resumed_symbol_is_compared_and_quoted_again()
    {
        _desk.Operator(OperatorStance.Paused);
        _desk.Live(TimeSpan.FromSeconds(15));
        _desk.Forget();

        _desk.Operator(OperatorStance.Free);
        _desk.Live(TimeSpan.FromSeconds(1));

        _desk.Events.OfType<DeskEvent.Reconciled>().ShouldNotBeEmpty();
        _desk.Desk.Standing().ShouldSatisfyAllConditions(
            standing => standing.IsConfirmed.ShouldBeTrue(),
            standing => standing.Stance.ShouldBe(OperatorStance.Free));
        _desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_resumed_symbol_that_cannot_be_quoted_says_why()
    {
        _desk.Operator(OperatorStance.Paused);
        _desk.TradingDown();

        _desk.Operator(OperatorStance.Free);

        _desk.Desk.Standing().Missing.ShouldContain(nameof(HaltCauses.TradingDown));
    }

    [Fact]
    public void To_resume_what_is_quoted_disturbs_nothing()
    {
        _desk.Operator(OperatorStance.Free);
        _desk.Live(TimeSpan.FromSeconds(1));

        _desk.RestingCount.ShouldBe(14);
        _desk.Count<DeskEffect.Cancel>().ShouldBe(0);
        _desk.Count<DeskEffect.CancelAll>().ShouldBe(0);
    }

    [Fact]
    public void A_desk_that_begins_paused_never_quotes()
    {
        var desk = new DeskFixture(OperatorStance.Paused);
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        desk.Live(TimeSpan.FromSeconds(5));

        desk.Places.ShouldBeEmpty();
        desk.Desk.Standing().IsConfirmed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void A_position_is_brought_to_zero_by_an_order_that_does_not_rest(Side held)
    {
        var position = Hold(held);
        _desk.Operator(OperatorStance.Flat);
        _desk.RestingCount.ShouldBe(1); // the quotes are gone, the slice waits for its execution

        var slice = _desk.Places.ShouldHaveSingleItem().Intent;
        slice.TimeInForce.ShouldBe(TimeInForce.ImmediateOrCancel);
        slice.ReduceOnly.ShouldBeTrue();
        slice.Side.ShouldBe(held.Opposite());
        slice.Quantity.ShouldBe(position.Size);
        slice.Price.ShouldBe(new Price(held == Side.Buy ? 299_250 : 300_750)); // 25 bps from the mid of 3000.00

        _desk.Execute(slice.ClientOrderId);
        _desk.Live(TimeSpan.FromSeconds(5));

        _desk.VenuePosition.ShouldBe(0);
        _desk.Desk.Halts.HasFlag(HaltCauses.Flattened).ShouldBeTrue();
        _desk.Desk.Halts.HasFlag(HaltCauses.Flattening).ShouldBeFalse();
        _desk.Desk.Standing().IsConfirmed.ShouldBeTrue();
        _desk.Places.ShouldHaveSingleItem();
    }

    [Fact]
    public void Flat_is_what_the_venue_shows_after_the_last_slice()
    {
        Hold(Side.Buy);
        _desk.Operator(OperatorStance.Flat);
        var before = _desk.Now;
        _desk.AnswersPictures = false;
        _desk.Elapse(TimeSpan.FromMilliseconds(5));
        _desk.Execute(_desk.Places.Single().Intent.ClientOrderId);
        _desk.Tick();

        _desk.AnswerPicture(startedAt: before - TimeSpan.FromMilliseconds(50));
        _desk.Tick();
        _desk.Desk.Standing().Missing.ShouldContain("is flat by our fills");

        _desk.AnswerPicture();
        _desk.Tick();
        _desk.Desk.Standing().IsConfirmed.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_sold_before_the_venue_has_shown_that_no_quote_rests()
    {
        Hold(Side.Buy);
        (_desk.ObeysCancels, _desk.ObeysMassCancels) = (false, false);

        _desk.Operator(OperatorStance.Flat);
        _desk.Live(TimeSpan.FromSeconds(5));

        _desk.Places.ShouldBeEmpty();
    }

    [Fact]
    public void A_slice_that_got_nothing_is_followed_by_another_a_second_later()
    {
        Hold(Side.Buy);
        _desk.Operator(OperatorStance.Flat);
        var first = _desk.Now;
        _desk.CancelEverything();

        _desk.Live(TimeSpan.FromMilliseconds(900));
        _desk.Places.Count().ShouldBe(1);
        _desk.Live(TimeSpan.FromMilliseconds(300));

        _desk.Places.Count().ShouldBe(2);
        (_desk.Now - first).ShouldBeGreaterThanOrEqualTo(_desk.Settings.Flatten.SliceInterval);
    }

    [Fact]
    public void An_unknown_slice_is_not_followed_by_another()
    {
        Hold(Side.Buy);
        _desk.AcceptsOrders = false;
        _desk.Operator(OperatorStance.Flat);
        (_desk.AcceptsOrders, _desk.AnswersPictures) = (true, false);
        var slice = _desk.Places.Single().Intent.ClientOrderId;

        _desk.Outcome(slice, new OrderInput.PlaceTimedOut());
        _desk.Live(TimeSpan.FromMilliseconds(1500));

        _desk.Places.ShouldHaveSingleItem();
        _desk.Desk.Standing().Missing.ShouldBe("has orders that may still execute: 1");
    }

    [Fact]
    public void Without_a_fresh_book_it_waits_and_says_for_what()
    {
        Hold(Side.Buy);
        _desk.MarketDown();
        _desk.Operator(OperatorStance.Flat);
        _desk.Live(TimeSpan.FromSeconds(5), withFrames: false);

        _desk.Places.ShouldBeEmpty();
        _desk.Desk.Standing().Missing.ShouldContain(nameof(HaltCauses.MarketDataDown));

        _desk.MarketUp();
        _desk.Live(TimeSpan.FromSeconds(2));
        _desk.Places.Count().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_flat_symbol_stays_out_until_it_is_resumed()
    {
        _desk.Operator(OperatorStance.Flat);
        _desk.Live(TimeSpan.FromSeconds(30));
        _desk.Places.ShouldBeEmpty();
        _desk.Desk.Halts.HasFlag(HaltCauses.Flattened).ShouldBeTrue();

        _desk.Operator(OperatorStance.Free);
        _desk.Live(TimeSpan.FromSeconds(1));

        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void A_kill_ends_the_flattening()
    {
        Hold(Side.Buy);
        _desk.Operator(OperatorStance.Flat);
        _desk.CancelEverything();
        _desk.Operator(OperatorStance.Killed);
        _desk.Forget();

        _desk.Live(TimeSpan.FromSeconds(5));

        _desk.Places.ShouldBeEmpty();
        _desk.Desk.Standing().IsConfirmed.ShouldBeTrue();
    }

    /// <summary>The nearest quote of a side is executed.</summary>
    private Position Hold(Side side)
    {
        var nearest = _desk.Desk.Orders.Open.Where(order => order.Side == side)
            .MaxBy(order => order.Price.Ticks * side.Sign())!;
        _desk.ExecutesAtOnce = false;
        _desk.Execute(nearest.Id);
        _desk.Desk.Ledger.Position.IsFlat.ShouldBeFalse();
        _desk.Desk.Ledger.Position.Lots.ShouldBe(_desk.VenuePosition);
        _desk.Elapse(TimeSpan.FromMilliseconds(5));
        _desk.Forget();
        return _desk.Desk.Ledger.Position;
    }
}
