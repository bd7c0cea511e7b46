using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>The scheduler whose time the test moves.</summary>
public sealed class SchedulerSpecs() : Akka.TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    private readonly List<int> _fired = [];

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        Time.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "due", TestActor);

        Time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        HasMessages.ShouldBeFalse();
        Time.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("due");
    }

    [Fact]
    public void What_is_due_fires_in_order_and_what_it_schedules_waits_for_the_next_move()
    {
        Fire(2, TimeSpan.FromSeconds(2));
        Time.ScheduleOnce(TimeSpan.FromSeconds(1), () =>
        {
            _fired.Add(1);
            Fire(9, TimeSpan.Zero);
        });
        Fire(3, TimeSpan.FromSeconds(2));

        Time.Advance(TimeSpan.FromSeconds(5));
        _fired.ShouldBe([1, 2, 3]);
        Time.Advance(TimeSpan.Zero);
        _fired.ShouldBe([1, 2, 3, 9]);
    }

    [Fact]
    public void A_repeating_entry_fires_once_per_move()
    {
        using var end = new Cancelable((IActionScheduler)Time);
        Time.ScheduleRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () => _fired.Add(1), end);

        Time.Advance(TimeSpan.FromSeconds(5));
        _fired.Count.ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(1));
        _fired.Count.ShouldBe(2);

        end.Cancel();
        Time.Advance(TimeSpan.FromSeconds(1));
        _fired.Count.ShouldBe(2);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var target = Time.Now.AddHours(1);
        Time.AdvanceTo(target);

        Time.Now.ShouldBe(target);
        Should.Throw<InvalidOperationException>(() => Time.AdvanceTo(target.AddTicks(-1)));
    }

    private void Fire(int number, TimeSpan delay) => Time.ScheduleOnce(delay, () => _fired.Add(number));
}
