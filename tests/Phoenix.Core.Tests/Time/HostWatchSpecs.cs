using Phoenix.Core.Primitives;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Time;

/// <summary>A late tick tells of us; a wall clock that moves against the monotonic one was set.</summary>
public sealed class HostWatchSpecs
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private readonly HostWatch _watch = new(Interval, Limit);
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));
    private DateTimeOffset _wall = DateTimeOffset.UnixEpoch;

    public HostWatchSpecs() => _watch.Tick(_now, _wall).ShouldBe(default);

    [Fact]
    public void Regular_ticks_say_nothing()
    {
        for (var tick = 0; tick < 100; tick++)
        {
            Pass(Interval).ShouldBe(default);
        }
    }

    [Fact]
    public void A_tick_that_is_late_by_the_limit_is_a_pause_and_a_moment_less_is_none()
    {
        Pass(Interval + Limit - Tick).Pause.ShouldBeNull();
        Pass(Interval + Limit).Pause.ShouldBe(Limit);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public void A_step_of_the_wall_clock_is_no_pause(int seconds)
    {
        _wall += TimeSpan.FromSeconds(seconds);
        Pass(Interval).ShouldBe(new HostFinding(null, TimeSpan.FromSeconds(seconds)));
        Pass(Interval).ShouldBe(default);
    }

    [Fact]
    public void A_pause_is_no_step() => Pass(TimeSpan.FromSeconds(8)).Step.ShouldBeNull();

    [Fact]
    public void Slewing_is_no_step()
    {
        for (var tick = 0; tick < 1_000; tick++)
        {
            _wall += TimeSpan.FromMilliseconds(1);
            Pass(Interval).Step.ShouldBeNull();
        }
    }

    private HostFinding Pass(TimeSpan time)
    {
        _now += time;
        _wall += time;
        return _watch.Tick(_now, _wall);
    }
}
