using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Scheduling;

/// <summary>
/// What is cancelled does not happen, on the scheduler a system runs with: a test scheduler need not look at
/// cancelables.
/// </summary>
public sealed class CancelableSpecs : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void A_canceled_action_does_not_run()
    {
        var canceled = Sys.Scheduler.Advanced.ScheduleOnceCancelable(Soon, () => TestActor.Tell("canceled"));
        canceled.Cancel();
        Sys.Scheduler.Advanced.ScheduleOnce(Soon + Soon, () => TestActor.Tell("kept"));

        ExpectMsg("kept");
        canceled.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_canceled_message_is_not_sent()
    {
        var canceled = Sys.Scheduler.ScheduleTellOnceCancelable(Soon, TestActor, "canceled", ActorRefs.NoSender);
        canceled.Cancel();
        Sys.Scheduler.ScheduleTellOnce(Soon + Soon, TestActor, "kept", ActorRefs.NoSender);

        ExpectMsg("kept");
    }

    [Fact]
    public async Task A_repeated_action_that_fails_is_not_run_again()
    {
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(5), () =>
        {
            TestActor.Tell("ran");
            throw new InvalidOperationException("once");
        });
        await ExpectMsgAsync("ran");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(60));
    }
}
