using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Asking, piping and finding.</summary>
public sealed class AskSpecs : TestKit
{
    [Fact]
    public async Task A_reply_completes_the_task()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Oracle()));

        (await actor.Ask<int>(20, TimeSpan.FromSeconds(3))).ShouldBe(40);
    }

    [Fact]
    public async Task A_failure_fails_the_task_with_its_cause()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Oracle()));

        var error = await Should.ThrowAsync<InvalidOperationException>(
            () => actor.Ask<int>("fail", TimeSpan.FromSeconds(3)));

        error.Message.ShouldBe("no");
    }

    [Fact]
    public async Task Silence_times_out()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Oracle()));

        await Should.ThrowAsync<AskTimeoutException>(() => actor.Ask<int>("silence", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task An_ask_can_be_canceled()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Oracle()));
        using var cancel = new CancellationTokenSource();

        var answer = actor.Ask<int>("silence", cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<TaskCanceledException>(() => answer);
    }

    [Fact]
    public void The_first_of_several_failures_of_a_task_is_piped()
    {
        _ = Task.WhenAll(
            Task.FromException<int>(new InvalidOperationException("one")),
            Task.FromException<int>(new InvalidOperationException("two"))).PipeTo(TestActor);

        ExpectMsg<Status.Failure>().Cause.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("one");
    }

    [Fact]
    public void The_outcome_of_a_task_is_piped_as_a_message()
    {
        _ = Task.FromResult(5).PipeTo(TestActor);
        ExpectMsg(5);

        _ = Task.FromResult(5).PipeTo(TestActor, success: i => $"got {i}");
        ExpectMsg("got 5");

        _ = Task.FromException<int>(new InvalidOperationException("boom")).PipeTo(TestActor);
        ExpectMsg<Status.Failure>().Cause.Message.ShouldBe("boom");

        _ = Task.FromException(new InvalidOperationException("boom"))
            .PipeTo(TestActor, success: () => "done", failure: e => e.Message);
        ExpectMsg("boom");
    }

    [Fact]
    public async Task Actors_are_found_by_path_and_pattern()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Oracle()), "oracle");

        (await Sys.ActorSelection("/user/oracle").ResolveOne(TimeSpan.FromSeconds(3))).ShouldBe(actor);
        (await Sys.ActorSelection("/user/or*").ResolveOne(TimeSpan.FromSeconds(3))).ShouldBe(actor);
        (await Sys.ActorSelection(actor.Path).ResolveOne(TimeSpan.FromSeconds(3))).ShouldBe(actor);
        await Should.ThrowAsync<ActorNotFoundException>(
            () => Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public void Paths_name_the_way_from_the_root()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Oracle()), "named");

        actor.Path.ToString().ShouldBe($"akka://{Sys.Name}/user/named");
        actor.Path.Name.ShouldBe("named");
        actor.Path.Elements.ShouldBe(["user", "named"]);
        actor.Path.Parent.Name.ShouldBe("user");
        ActorPath.Parse(actor.Path.ToString()).ShouldBe(actor.Path);
    }

    private sealed class Oracle : ReceiveActor
    {
        public Oracle()
        {
            Receive<int>(i => Sender.Tell(i * 2));
            Receive<string>(s => s == "fail", _ => Sender.Tell(
                new Status.Failure(new InvalidOperationException("no"))));
            Receive<string>(_ => { });
        }
    }
}
