using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Tests.Orders;

/// <summary>
/// Goal: what is refused for what it is, is not asked for again and again, and is asked for again one day.
/// </summary>
public sealed class RefusalStreakSpecs
{
    private static readonly Instant Start = Instant.From(TimeSpan.FromSeconds(100));

    private readonly RefusalStreak _streak = new();

    [Fact]
    public void A_few_refusals_are_no_reason_to_pause()
    {
        for (var refusal = 1; refusal < RefusalStreak.Patience; refusal++)
        {
            _streak.Refused(Start).ShouldBeNull();
        }

        _streak.IsPaused(Start).ShouldBeFalse();
    }

    [Fact]
    public void A_streak_pauses_and_what_was_on_its_way_says_nothing_new()
    {
        var pause = Streak(Start);

        pause.ShouldBe(TimeSpan.FromSeconds(1));
        _streak.Refused(Start + (pause / 2)).ShouldBeNull();
        _streak.IsPaused(Start + pause - TimeSpan.FromTicks(1)).ShouldBeTrue();
        _streak.IsPaused(Start + pause).ShouldBeFalse();
    }

    [Fact]
    public void One_attempt_after_a_pause_doubles_it_up_to_the_longest()
    {
        var (now, pause) = (Start, Streak(Start));
        foreach (var next in new[] { 2, 4, 8, 16, 30, 30 })
        {
            now += pause;
            pause = _streak.Refused(now)!.Value;
            pause.TotalSeconds.ShouldBe(next);
        }

        pause.ShouldBe(RefusalStreak.LongestPause);
    }

    [Fact]
    public void An_acceptance_ends_it_for_good()
    {
        Streak(Start);

        _streak.Accepted();

        _streak.IsPaused(Start).ShouldBeFalse();
        Streak(Start).ShouldBe(TimeSpan.FromSeconds(1));
    }

    private TimeSpan Streak(Instant now)
    {
        TimeSpan? pause = null;
        for (var refusal = 0; refusal < RefusalStreak.Patience; refusal++)
        {
            pause = _streak.Refused(now);
        }

        return pause!.Value;
    }
}
