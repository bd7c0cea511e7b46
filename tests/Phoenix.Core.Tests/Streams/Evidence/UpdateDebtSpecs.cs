using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Tests.Streams.Evidence;

/// <summary>What comes instead of the update that the venue is known to have says what is wrong.</summary>
public sealed class UpdateDebtSpecs
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly Instant Start = new(9_000_000_000);
    private readonly UpdateDebt _debt = new(Grace);

    public UpdateDebtSpecs() => _debt.Open(owed: 150, had: 100, Start);

    [Fact]
    public void An_update_that_comes_in_time_ends_it()
    {
        _debt.Paid(150, changed: true).ShouldBeNull();
        _debt.Overdue(150, Start + Grace).ShouldBeNull();
    }

    [Fact]
    public void Nothing_at_all_is_silence_at_the_end_of_the_grace_and_not_a_tick_before()
    {
        _debt.Overdue(100, Start + Grace - TimeSpan.FromTicks(1)).ShouldBeNull();
        _debt.Overdue(100, Start + Grace).ShouldNotBeNull().Cause.ShouldBe(DeathCause.SilentStream);
        _debt.IsPending(100, Start + Grace).ShouldBeFalse();
    }

    [Fact]
    public void Older_updates_only_are_lag()
    {
        _debt.Paid(140, changed: true).ShouldBeNull();
        _debt.Overdue(140, Start + Grace).ShouldNotBeNull().Cause.ShouldBe(DeathCause.Lagging);
    }

    [Fact]
    public void Later_updates_that_change_nothing_are_a_frozen_book_and_one_is_not_enough()
    {
        _debt.Paid(160, changed: false).ShouldBeNull();
        _debt.Paid(170, changed: false).ShouldBeNull();
        _debt.Paid(180, changed: false).ShouldNotBeNull().Cause.ShouldBe(DeathCause.FrozenBook);
    }

    [Fact]
    public void A_last_update_that_changes_nothing_is_a_payment_when_one_before_it_made_the_difference()
    {
        _debt.Paid(140, changed: true).ShouldBeNull();
        _debt.Paid(150, changed: false).ShouldBeNull();

        _debt.IsPending(150, Start).ShouldBeFalse();
        _debt.Overdue(150, Start + Grace).ShouldBeNull();
    }

    [Fact]
    public void Ids_that_came_without_a_change_and_stay_are_no_lag_but_worth_another_question()
    {
        _debt.Paid(151, changed: false).ShouldBeNull();

        _debt.IsPending(151, Start + Grace - TimeSpan.FromTicks(1)).ShouldBeTrue();
        _debt.Overdue(151, Start + Grace).ShouldBeNull();
        _debt.IsPending(151, Start + Grace).ShouldBeFalse();
    }

    [Fact]
    public void Updates_that_change_nothing_add_up_over_the_questions_in_between()
    {
        _debt.Paid(160, changed: false).ShouldBeNull();
        _debt.Open(owed: 165, had: 160, Start + TimeSpan.FromSeconds(1));
        _debt.Paid(170, changed: false).ShouldBeNull();
        _debt.Open(owed: 175, had: 170, Start + TimeSpan.FromSeconds(2));

        _debt.Paid(180, changed: false).ShouldNotBeNull().Cause.ShouldBe(DeathCause.FrozenBook);
    }

    [Fact]
    public void A_pause_of_our_own_begins_the_grace_anew()
    {
        _debt.Excuse(Start + TimeSpan.FromSeconds(8));
        _debt.Overdue(100, Start + TimeSpan.FromSeconds(8)).ShouldBeNull();
        _debt.Overdue(100, Start + TimeSpan.FromSeconds(8) + Grace).ShouldNotBeNull();
    }

    [Fact]
    public void A_second_sighting_does_not_move_the_deadline()
    {
        _debt.Open(owed: 190, had: 100, Start + TimeSpan.FromMilliseconds(400));
        _debt.Overdue(100, Start + Grace).ShouldNotBeNull().UpdateId.ShouldBe(150);
    }
}
