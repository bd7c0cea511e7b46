using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>A scenario that waits for what only the run can bring is told so, and does not hang.</summary>
public sealed class ScenarioSpecs
{
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
