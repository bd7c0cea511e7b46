using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.TimeSync;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.TimeSync;

public sealed class VenueClockSpecs
{
    private readonly ManualTime _time = new();
    private readonly VenueClock _clock;

    public VenueClockSpecs() => _clock = new VenueClock(_time);

    private long HostMs => _time.Utc.ToUnixTimeMilliseconds();

    [Fact]
    public void Before_the_first_sample_the_hosts_time_serves()
    {
        _clock.Now.ShouldBe(new VenueTime(HostMs));
        _clock.NeedsSync.ShouldBeTrue();
        _clock.AheadOfHost.ShouldBeNull();
    }

    [Fact]
    public void The_server_is_assumed_to_answer_half_way()
    {
        RoundTrip(delayMs: 40, serverAheadMs: 500);

        _clock.AheadOfHost.ShouldBe(TimeSpan.FromMilliseconds(500));
        _clock.Uncertainty.ShouldBe(TimeSpan.FromMilliseconds(20));
        _clock.NeedsSync.ShouldBeFalse();
    }

    [Fact]
    public void The_shortest_round_trip_counts()
    {
        RoundTrip(delayMs: 10, serverAheadMs: 500);
        RoundTrip(delayMs: 400, serverAheadMs: 620);

        _clock.AheadOfHost.ShouldBe(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public void A_sample_is_forgotten_after_eight_more()
    {
        RoundTrip(delayMs: 10, serverAheadMs: 500);
        for (var sample = 0; sample < 8; sample++)
        {
            RoundTrip(delayMs: 20, serverAheadMs: 510);
        }

        _clock.AheadOfHost.ShouldBe(TimeSpan.FromMilliseconds(510));
    }

    [Fact]
    public void A_step_of_the_hosts_clock_does_not_move_it()
    {
        RoundTrip(delayMs: 10, serverAheadMs: 0);
        var before = _clock.Now;

        _time.Utc += TimeSpan.FromHours(-2);

        _clock.Now.ShouldBe(before);
    }

    [Fact]
    public void It_goes_on_with_the_monotonic_clock()
    {
        RoundTrip(delayMs: 10, serverAheadMs: 0);
        var before = _clock.Now;

        _time.Advance(TimeSpan.FromSeconds(3));

        (_clock.Now - before).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void After_a_refused_timestamp_only_new_samples_count()
    {
        RoundTrip(delayMs: 1, serverAheadMs: 0);
        var before = _clock.Now;

        _clock.Distrust();
        _clock.NeedsSync.ShouldBeTrue();
        _clock.Now.ShouldBe(before);

        RoundTrip(delayMs: 100, serverAheadMs: 1500);
        _clock.NeedsSync.ShouldBeFalse();
        _clock.AheadOfHost.ShouldBe(TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public void An_answer_from_before_its_question_is_not_believed()
    {
        _clock.Observe(new Instant(2_000_000), new Instant(1_000_000), new VenueTime(5));

        _clock.NeedsSync.ShouldBeTrue();
    }

    private void RoundTrip(int delayMs, int serverAheadMs)
    {
        var sent = Instant.Read(_time);
        var server = HostMs + serverAheadMs + (delayMs / 2);
        _time.Advance(TimeSpan.FromMilliseconds(delayMs));
        _clock.Observe(sent, Instant.Read(_time), new VenueTime(server));
    }
}
