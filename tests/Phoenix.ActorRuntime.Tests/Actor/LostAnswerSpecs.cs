using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>What becomes of answers that an ask has no use for.</summary>
public sealed class LostAnswerSpecs : TestKit
{
    [Fact]
    public async Task An_answer_of_another_type_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var asked = CreateTestProbe();

        var answer = asked.Ref.Ask<string>("question", TimeSpan.FromSeconds(3));
        asked.ExpectMsg("question");
        asked.Reply(1);

        await Should.ThrowAsync<ArgumentException>(answer);
        ExpectMsg<DeadLetter>().Message.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_any_more_is_not()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var asked = CreateTestProbe();
        using var source = new CancellationTokenSource();

        var answer = asked.Ref.Ask<string>("question", Timeout.InfiniteTimeSpan, source.Token);
        asked.ExpectMsg("question");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer);
        asked.Reply("late");

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_timeout_tells_its_length() =>
        (await Should.ThrowAsync<AskTimeoutException>(TestActor.Ask<string>("silence", TimeSpan.FromMilliseconds(50))))
            .Message.ShouldBe("Timeout after 0.05 seconds");
}
