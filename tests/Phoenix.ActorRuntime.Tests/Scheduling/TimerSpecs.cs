using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace Phoenix.ActorRuntime.Tests.Scheduling;

/// <summary>Timers against a scheduler that the test moves.</summary>
public sealed class TimerSpecs() : Akka.TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_fires_once_and_not_a_tick_early()
    {
        var actor = Started(new Plan("single", Second));

        Time.Advance(Second - TimeSpan.FromTicks(1));
        Synced(actor);
        Time.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("single");
        Time.Advance(Second);
        Synced(actor);
    }

    [Fact]
    public void A_periodic_timer_repeats_until_it_is_canceled()
    {
        var actor = Started(new Plan("periodic", Second, Repeats: true));

        for (var i = 0; i < 3; i++)
        {
            Time.Advance(Second);
            ExpectMsg("periodic");
        }

        actor.Tell("cancel");
        Synced(actor);
        Time.Advance(Second);
        Synced(actor);
    }

    [Fact]
    public void A_new_timer_replaces_the_one_of_the_same_key()
    {
        var actor = Started(new Plan("first", Second));
        actor.Tell(new Plan("second", 2 * Second));
        Synced(actor);

        Time.Advance(Second);
        Synced(actor);
        Time.Advance(Second);
        ExpectMsg("second");
    }

    [Fact]
    public void Timers_end_with_a_restart()
    {
        var actor = Started(new Plan("never", Second, Repeats: true));
        actor.Tell(new InvalidOperationException("boom"));
        Synced(actor);

        Time.Advance(Second);

        Synced(actor);
    }

    [Fact]
    public void The_scheduler_tells_and_can_be_called_off()
    {
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "once", ActorRefs.NoSender);
        var canceled = Sys.Scheduler.ScheduleTellOnceCancelable(Second, TestActor, "never", ActorRefs.NoSender);
        var repeated = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            Second, Second, TestActor, "again", ActorRefs.NoSender);
        canceled.Cancel();

        Time.Advance(Second);
        ExpectMsgAllOf("once", "again");
        Time.Advance(Second);
        ExpectMsg("again");
        repeated.Cancel();
        Time.Advance(Second);
        ExpectNoMsg(50);
    }

    [Fact]
    public void The_scheduler_runs_actions()
    {
        var ran = 0;
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => ran++);

        Time.Advance(Second);

        ran.ShouldBe(1);
    }

    private IActorRef Started(Plan plan)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
        actor.Tell(plan);
        Synced(actor);
        return actor;
    }

    /// <summary>Everything before has been handled, and nothing but this arrives.</summary>
    private void Synced(IActorRef actor)
    {
        actor.Tell("sync");
        ExpectMsg("synced");
    }

    private sealed record Plan(string Message, TimeSpan After, bool Repeats = false);

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef to)
        {
            Receive<Plan>(plan =>
            {
                if (plan.Repeats) Timers.StartPeriodicTimer("key", plan.Message, plan.After);
                else Timers.StartSingleTimer("key", plan.Message, plan.After);
                Timers.IsTimerActive("key").ShouldBeTrue();
            });
            Receive<string>(s => s == "cancel", _ => Timers.Cancel("key"));
            Receive<string>(s => s == "sync", _ => to.Tell("synced"));
            Receive<string>(s => to.Tell(s));
            Receive<Exception>(e => throw e);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
