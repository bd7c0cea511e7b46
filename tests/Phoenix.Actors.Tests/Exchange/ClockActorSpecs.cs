using Akka.Event;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Tests.Exchange;

/// <summary>Goal: the venue's clock is asked for at its interval, and a pause of this process is told once.</summary>
public sealed class ClockActorSpecs : TimedSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly StreamSettings _settings = new();
    private readonly FakeVenue _venue;

    public ClockActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        Start(ClockActor.Create(_settings, _venue.Ports));
        Sys.EventStream.Subscribe<ClockProtocol.Paused>(TestActor);
        Sys.EventStream.Subscribe<SystemEvent.ClockStepped>(TestActor);
    }

    [Fact]
    public void The_venues_time_is_asked_for_at_the_first_tick_and_every_half_minute()
    {
        Pass(Tick);
        Asked(1);
        Ticks(TimeSpan.FromSeconds(29.9));
        Asked(1);
        Ticks(TimeSpan.FromSeconds(0.2));
        Asked(2);
    }

    [Fact]
    public void Regular_ticks_are_no_pause() => Ticks(TimeSpan.FromSeconds(5));

    [Fact]
    public void A_tick_that_comes_late_is_told_as_a_pause_and_the_time_is_asked_for_anew()
    {
        Pass(Tick);
        Asked(1);

        Elapse(_settings.PauseLimit + Tick);

        ExpectMsg<ClockProtocol.Paused>().Length.ShouldBe(_settings.PauseLimit);
        Asked(2);
    }

    /// <summary>The answer of the venue comes back as a message of its own.</summary>
    private void Asked(int times) => AwaitAssert(() => _venue.Count("GetServerTime").ShouldBe(times));

    private void Ticks(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Tick)
        {
            Pass(Tick);
        }
    }
}
