using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace Phoenix.ActorRuntime.Tests.Pattern;

/// <summary>When a child comes back, and when it does not any more.</summary>
public sealed class BackoffSpecs() : Akka.TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_stopped_child_comes_back_after_a_delay_that_doubles()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Child(), "child", Second, 10 * Second, 0, -1).WithManualReset()));
        ExpectMsg("started");

        foreach (var delay in new[] { Second, 2 * Second, 4 * Second, 8 * Second, 10 * Second })
        {
            supervisor.Tell("stop");
            ExpectMsg("stopped");
            WaitUntilDown(supervisor);
            Time.Advance(delay - TimeSpan.FromMilliseconds(1));
            ExpectNoMsg(30);
            Time.Advance(TimeSpan.FromMilliseconds(1));
            ExpectMsg("started");
        }
    }

    [Fact]
    public void A_failed_child_comes_back_after_a_delay()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnFailure(Child(), "child", Second, 10 * Second, 0, -1)));
        ExpectMsg("started");

        supervisor.Tell(new InvalidOperationException("boom"));
        ExpectMsg("stopped");
        WaitUntilDown(supervisor);
        Time.Advance(Second);
        ExpectMsg("started");

        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        ExpectMsg<BackoffSupervisor.RestartCount>().Count.ShouldBe(1);
    }

    [Fact]
    public void After_the_last_retry_the_supervisor_stops()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnFailure(Child(), "child", Second, 10 * Second, 0, 1)));
        ExpectMsg("started");
        Watch(supervisor);

        supervisor.Tell(new InvalidOperationException("boom"));
        ExpectMsg("stopped");
        WaitUntilDown(supervisor);
        Time.Advance(Second);
        ExpectMsg("started");
        supervisor.Tell(new InvalidOperationException("again"));
        ExpectMsg("stopped");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void A_child_that_lives_long_enough_begins_anew()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Child(), "child", Second, 10 * Second, 0, -1).WithAutoReset(5 * Second)));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        WaitUntilDown(supervisor);
        Time.Advance(Second);
        ExpectMsg("started");

        Time.Advance(5 * Second);

        AwaitAssert(() =>
        {
            supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
            ExpectMsg<BackoffSupervisor.RestartCount>().Count.ShouldBe(0);
        });
    }

    [Fact]
    public void While_the_child_is_down_senders_get_the_agreed_reply()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Child(), "child", Second, 10 * Second, 0, -1).WithReplyWhileStopped("later")));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        WaitUntilDown(supervisor);

        supervisor.Tell("hello");

        ExpectMsg("later");
    }

    private Props Child() => Props.Create(() => new Flaky(TestActor));

    private void WaitUntilDown(IActorRef supervisor) => AwaitAssert(() =>
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        ExpectMsg<BackoffSupervisor.CurrentChild>().Ref.IsNobody().ShouldBeTrue();
    });

    private sealed class Flaky : ReceiveActor
    {
        private readonly IActorRef _to;

        public Flaky(IActorRef to)
        {
            _to = to;
            Receive<string>(s => s == "stop", _ => Context.Stop(Self));
            Receive<Exception>(e => throw e);
        }

        protected override void PreStart() => _to.Tell("started");

        protected override void PostStop() => _to.Tell("stopped");
    }
}
