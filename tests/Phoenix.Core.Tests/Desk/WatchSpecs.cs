using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// The desk under its guards: without a sign of life of each it does not quote, and does not refresh the dead man's
/// switch.
/// </summary>
public sealed class WatchSpecs
{
    [Fact]
    public void A_desk_that_nobody_watches_pulls_at_the_limit_and_not_before()
    {
        var desk = DeskFixture.Quoting();
        desk.Live(TimeSpan.FromMilliseconds(100));
        desk.IsWatched = false;
        var last = desk.Now;
        desk.Tick();
        desk.Live(desk.Settings.Streams.WatchTimeout - TimeSpan.FromMilliseconds(200));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.Live(TimeSpan.FromMilliseconds(200));
        desk.Desk.Halts.HasFlag(HaltCauses.Unwatched).ShouldBeTrue();
        (desk.Now - last).ShouldBeLessThanOrEqualTo(desk.Settings.Streams.WatchTimeout + TimeSpan.FromSeconds(0.1));
        desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void While_nobody_watches_the_switch_is_not_refreshed_and_a_sign_of_life_ends_it()
    {
        var desk = DeskFixture.Quoting();
        desk.IsWatched = false;
        desk.Live(TimeSpan.FromSeconds(1.2));
        desk.Forget();
        desk.Live(TimeSpan.FromSeconds(20));
        desk.Count<DeskEffect.ArmCountdown>().ShouldBe(0);
        desk.IsWatched = true;
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_user_stream_that_is_not_proven_for_too_long_is_convicted()
    {
        var desk = DeskFixture.Quoting();
        desk.Live(TimeSpan.FromMilliseconds(100));
        desk.IsUserProven = false;
        desk.Live(TimeSpan.FromSeconds(6.2));
        desk.Effects.OfType<DeskEffect.SuspectUserStream>().ShouldHaveSingleItem()
            .Cause.ShouldBe(DeathCause.ProbeUnanswered);
        desk.Desk.Halts.HasFlag(HaltCauses.UserStreamDown).ShouldBeTrue();
    }

    [Fact]
    public void An_account_that_nobody_compares_lets_the_switch_run_out()
    {
        var desk = DeskFixture.Quoting();
        desk.AnswersPictures = false;
        desk.Live((3 * desk.Settings.Reconcile.Interval) + desk.Settings.DeadMansSwitch.Refresh);
        desk.Events.OfType<DeskEvent.Alarmed>().ShouldHaveSingleItem().Detail.ShouldContain("not compared");
        desk.Forget();
        desk.Live(desk.Settings.DeadMansSwitch.Countdown);
        desk.Count<DeskEffect.ArmCountdown>().ShouldBe(0);
        desk.Desk.Halts.HasFlag(HaltCauses.SwitchNotArmed).ShouldBeTrue();
        desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void Safe_mode_pulls_and_its_end_needs_a_comparison_before_quoting()
    {
        var desk = DeskFixture.Quoting();
        desk.SafeMode(isSafe: true);
        desk.Live(TimeSpan.FromSeconds(1));
        desk.RestingCount.ShouldBe(0);
        desk.Forget();
        desk.SafeMode(isSafe: false);
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Events.OfType<DeskEvent.Reconciled>().ShouldNotBeEmpty();
        desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void After_a_pause_only_a_frame_that_the_venue_stamped_later_is_believed()
    {
        var desk = DeskFixture.Quoting();
        desk.Clock(new ClockReading(-desk.Now.Nanoseconds, TimeSpan.Zero)); // frames carry a stamp of zero
        desk.Pause();
        desk.Live(TimeSpan.FromSeconds(1));
        desk.Desk.Halts.HasFlag(HaltCauses.Paused).ShouldBeTrue();
        desk.RestingCount.ShouldBe(0);

        desk.Clock(new ClockReading(-desk.Now.Nanoseconds - 3_000_000_000, TimeSpan.Zero)); // now they are later
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void Without_a_clock_a_pause_ends_when_what_waited_must_have_been_read()
    {
        var desk = DeskFixture.Quoting();
        desk.Pause();
        desk.Live(desk.Settings.Streams.HaltAfter - TimeSpan.FromMilliseconds(100));
        desk.Desk.Halts.HasFlag(HaltCauses.Paused).ShouldBeTrue();
        desk.Live(TimeSpan.FromSeconds(2));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }
}
