using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>A scenario that waits for what only the run can bring is told so, and does not hang.</summary>
public sealed class ScenarioSpecs
{
    [Fact]
    public void A_lock_that_another_thread_holds_for_a_moment_is_no_wait() => ScheduleExplorer.Explore(
        _ =>
        {
            var gate = new object();
            var (waiting, asks, wasAwaited) = (Thread.CurrentThread, false, false);
            using var held = new ManualResetEventSlim();
            var other = new Thread(() =>
            {
                lock (gate)
                {
                    held.Set();
                    wasAwaited = SpinWait.SpinUntil(
                        () => Volatile.Read(ref asks) && waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin),
                        TimeSpan.FromSeconds(1));
                }
            });
            other.Start();
            SpinWait.SpinUntil(() => held.IsSet, TimeSpan.FromSeconds(10)).ShouldBeTrue();
            Volatile.Write(ref asks, true);
            lock (gate) wasAwaited.ShouldBeTrue();
        },
        new ExplorationOptions { Seeds = 1 });

    [Fact]
    public void A_result_read_before_the_run_brought_it_is_refused()
    {
        var failure = ScheduleExplorer.Find(runtime =>
        {
            var silent = runtime.System.ActorOf(Props.Create(() => new Silent()));
            var answer = silent.Ask<string>("anyone?", TimeSpan.FromSeconds(3));
            runtime.RunFor(TimeSpan.FromSeconds(1));
            _ = answer.Result;
        });

        failure.ShouldNotBeNull().Cause.Message.ShouldContain("drive the run first");
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
