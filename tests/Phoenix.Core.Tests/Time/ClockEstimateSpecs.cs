using Phoenix.Core.Primitives;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Time;

/// <summary>What is said of the venue's clock is never further from the truth than it says.</summary>
public sealed class ClockEstimateSpecs
{
    private const long TrueOffsetMs = 1_700_000_000_000;
    private static readonly Instant Start = Instant.From(TimeSpan.FromSeconds(100));
    private readonly ClockEstimate _estimate = new();

    [Fact]
    public void Nothing_is_known_before_the_first_sample()
    {
        _estimate.IsUnknown.ShouldBeTrue();
        _estimate.Read(Start).ShouldBeNull();
    }

    [Fact]
    public void The_quickest_of_eight_round_trips_counts()
    {
        Sample(Start, thereMs: 5, backMs: 5);
        Sample(Start, thereMs: 200, backMs: 0);
        _estimate.Read(Start).ShouldNotBeNull().Uncertainty.ShouldBe(TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void A_quick_sample_grows_old_and_a_slower_new_one_takes_its_place()
    {
        Sample(Start, thereMs: 1, backMs: 1);
        var later = Start + TimeSpan.FromMinutes(10); // 60 ms of drift are possible
        Sample(later, thereMs: 20, backMs: 20);
        _estimate.Read(later + TimeSpan.FromMilliseconds(40)).ShouldNotBeNull()
            .Uncertainty.ShouldBeLessThan(TimeSpan.FromMilliseconds(21));
    }

    [Fact]
    public void The_truth_lies_within_the_stated_error_for_any_delays_and_any_drift_that_is_allowed()
    {
        var random = new Random(17);
        for (var run = 0; run < 200; run++)
        {
            var estimate = new ClockEstimate();
            var drift = (random.NextDouble() - 0.5) * 2 * 90e-6;
            var now = Start;
            for (var sample = 0; sample < 20; sample++)
            {
                var sent = now;
                var answered = sent + TimeSpan.FromMilliseconds(random.NextDouble() * 300);
                now = answered + TimeSpan.FromMilliseconds(random.NextDouble() * 300);
                estimate.Observe(sent, now, VenueTimeAt(answered, drift));
                now += TimeSpan.FromSeconds(random.NextDouble() * 60);
                var reading = estimate.Read(now).ShouldNotBeNull();
                var error = Math.Abs(reading.At(now).Milliseconds - VenueTimeAt(now, drift).Milliseconds);
                ((double)error).ShouldBeLessThanOrEqualTo(reading.Uncertainty.TotalMilliseconds + 2); // whole ms
            }
        }
    }

    [Fact]
    public void An_answer_from_before_its_question_is_not_believed()
    {
        _estimate.Observe(Start, Start - TimeSpan.FromTicks(1), new VenueTime(5)).ShouldBeFalse();
        _estimate.IsUnknown.ShouldBeTrue();
    }

    [Fact]
    public void What_is_distrusted_is_forgotten()
    {
        Sample(Start, thereMs: 1, backMs: 1);
        _estimate.Distrust();
        _estimate.Read(Start).ShouldBeNull();
    }

    [Fact]
    public void A_stamp_is_after_an_instant_only_when_no_error_could_make_it_earlier()
    {
        var reading = new ClockReading(Offset: 0, TimeSpan.FromMilliseconds(10));
        reading.IsAfter(new VenueTime(1_010), Instant.From(TimeSpan.FromSeconds(1))).ShouldBeFalse();
        reading.IsAfter(new VenueTime(1_011), Instant.From(TimeSpan.FromSeconds(1))).ShouldBeTrue();
    }

    private static VenueTime VenueTimeAt(Instant instant, double drift)
    {
        var passed = (instant - Start).TotalMilliseconds;
        return new VenueTime(TrueOffsetMs + (long)(passed * (1 + drift)));
    }

    private void Sample(Instant sent, int thereMs, int backMs)
    {
        var answered = sent + TimeSpan.FromMilliseconds(thereMs);
        var received = answered + TimeSpan.FromMilliseconds(backMs);
        _estimate.Observe(sent, received, VenueTimeAt(answered, 0)).ShouldBeTrue();
    }
}
