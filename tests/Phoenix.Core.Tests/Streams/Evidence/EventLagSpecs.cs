using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Evidence;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Streams.Evidence;

/// <summary>Frames are late against the venue's clock, and only as far as that clock is known.</summary>
public sealed class EventLagSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Error = TimeSpan.FromMilliseconds(20);
    private readonly EventLag _lag = new(Settings);
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));

    /// <summary>The venue's clock shows what ours shows.</summary>
    public EventLagSpecs() => Measure();

    [Fact]
    public void A_book_is_as_old_as_its_stamp_and_never_younger_than_its_arrival()
    {
        _lag.HappenedBy(1, Stamp(TimeSpan.FromSeconds(-5)), _now).ShouldBe(_now);
        _lag.HappenedBy(1, Stamp(TimeSpan.FromMilliseconds(15)), _now).ShouldBe(_now); // within the clock's error
        var happened = _lag.HappenedBy(1, Stamp(TimeSpan.FromSeconds(2)), _now);
        (_now - happened).ShouldBe(TimeSpan.FromMilliseconds(2000 - 20 - 1));
    }

    [Fact]
    public void Without_a_measured_clock_nothing_is_late()
    {
        var lag = new EventLag(Settings);
        lag.HappenedBy(1, new VenueTime(1), _now).ShouldBe(_now);
        lag.Arrived(1, new VenueTime(1), _now).ShouldBeNull();
        lag.IsLate.ShouldBeFalse();
    }

    [Fact]
    public void A_clock_that_was_set_back_is_measured_before_a_newer_frame_counts_as_old()
    {
        _lag.HappenedBy(1, Stamp(TimeSpan.Zero), _now).ShouldBe(_now);
        _now += Interval;
        _lag.HappenedBy(2, Stamp(TimeSpan.FromSeconds(60)), _now).ShouldBe(_now);
        _lag.AsksClock(_now).ShouldBeTrue();

        _now += Settings.LagGrace;
        var happened = _lag.HappenedBy(3, Stamp(TimeSpan.FromSeconds(60)), _now);
        (_now - happened).ShouldBeGreaterThan(TimeSpan.FromSeconds(59), "nobody answers, so it may be old after all");
    }

    [Fact]
    public void A_clock_set_back_together_with_the_ids_is_noticed_too()
    {
        _lag.HappenedBy(9_000, Stamp(TimeSpan.Zero), _now);
        _lag.Forget();
        _lag.HappenedBy(1, Stamp(TimeSpan.Zero), _now);
        _now += Interval;

        _lag.HappenedBy(2, Stamp(TimeSpan.FromSeconds(60)), _now).ShouldBe(_now);
        _lag.AsksClock(_now).ShouldBeTrue();
    }

    [Fact]
    public void An_older_frame_of_a_slower_feed_says_nothing_of_the_clock()
    {
        _lag.HappenedBy(2, Stamp(TimeSpan.Zero), _now);
        var happened = _lag.HappenedBy(1, Stamp(TimeSpan.FromSeconds(60)), _now);
        (_now - happened).ShouldBeGreaterThan(TimeSpan.FromSeconds(59));
        _lag.AsksClock(_now).ShouldBeFalse();
    }

    [Fact]
    public void Frames_that_stay_late_for_the_grace_are_lag_and_not_a_frame_before()
    {
        var frames = LateFrames(TimeSpan.FromSeconds(1.5));
        frames.ShouldBe((int)(Settings.LagGrace / Interval) + 1);
    }

    [Fact]
    public void The_limit_counts_beyond_the_error_of_the_clock()
    {
        var limit = Settings.LagLimit + Error + TimeSpan.FromMilliseconds(1);
        Next(limit - TimeSpan.FromMilliseconds(1));
        _lag.IsLate.ShouldBeFalse();
        Next(limit);
        _lag.IsLate.ShouldBeTrue();
    }

    [Fact]
    public void One_punctual_frame_ends_the_row()
    {
        for (var stall = 0; stall < 20; stall++)
        {
            for (var frame = 0; frame < 9; frame++)
            {
                Next(TimeSpan.FromSeconds(5)).ShouldBeNull();
            }

            Measure();
            Next(TimeSpan.FromMilliseconds(30)).ShouldBeNull();
            _lag.IsLate.ShouldBeFalse();
        }
    }

    [Fact]
    public void What_waited_while_we_stood_still_is_excused()
    {
        LateFrames(TimeSpan.FromSeconds(2), 8).ShouldBe(8);
        _lag.Excuse();
        _lag.IsLate.ShouldBeFalse();
        LateFrames(TimeSpan.FromSeconds(2)).ShouldBe((int)(Settings.LagGrace / Interval) + 1);
    }

    [Fact]
    public void A_clock_that_was_set_is_measured_before_anything_is_concluded()
    {
        for (var frame = 0; frame < 50; frame++)
        {
            Next(TimeSpan.FromSeconds(2)).ShouldBeNull();
        }

        _lag.AsksClock(_now).ShouldBeTrue();
        _lag.AsksClock(_now + TimeSpan.FromMilliseconds(999)).ShouldBeFalse();
        _lag.AsksClock(_now + TimeSpan.FromSeconds(1)).ShouldBeTrue();
        _lag.Measured(new ClockReading(-2_000_000_000, Error), _now);
        _lag.AsksClock(_now + TimeSpan.FromSeconds(9)).ShouldBeFalse();
        Next(TimeSpan.FromSeconds(2)).ShouldBeNull();
        _lag.IsLate.ShouldBeFalse();
    }

    [Fact]
    public void Lag_that_lasts_is_said_again_after_each_grace()
    {
        LateFrames(TimeSpan.FromSeconds(2));
        LateFrames(TimeSpan.FromSeconds(2)).ShouldBe((int)(Settings.LagGrace / Interval));
    }

    [Fact]
    public void Two_late_frames_far_apart_prove_nothing_yet()
    {
        Next(TimeSpan.FromSeconds(2)).ShouldBeNull();
        Measure();
        _now += TimeSpan.FromMinutes(1);
        Next(TimeSpan.FromSeconds(2)).ShouldBeNull();
        Next(TimeSpan.FromSeconds(2)).ShouldNotBeNull();
    }

    /// <summary>Frames until it is said, the clock being measured after the first.</summary>
    private int LateFrames(TimeSpan age, int most = 100)
    {
        for (var frame = 1; frame <= most; frame++)
        {
            if (Next(age) is { } found)
            {
                found.Cause.ShouldBe(DeathCause.Lagging);
                return frame;
            }

            Measure();
        }

        return most;
    }

    private Contradiction? Next(TimeSpan age)
    {
        _now += Interval;
        return _lag.Arrived(1, Stamp(age), _now);
    }

    private void Measure() => _lag.Measured(new ClockReading(0, Error), _now);

    /// <summary>What the venue wrote on a frame that is so old now.</summary>
    private VenueTime Stamp(TimeSpan age) => new((_now - age).Nanoseconds / 1_000_000);
}
