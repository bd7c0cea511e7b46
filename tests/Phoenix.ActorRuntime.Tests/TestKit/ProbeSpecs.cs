using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>Probes, the actors that come with the kit, and actors on the test's own thread.</summary>
public sealed class ProbeSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_probe_is_the_reference_of_its_actor()
    {
        var probe = CreateTestProbe("stand-in");

        probe.Equals(probe.Ref).ShouldBeTrue();
        probe.Ref.Equals(probe).ShouldBeTrue();
        new HashSet<IActorRef> { probe, probe.Ref }.Count.ShouldBe(1);
        probe.Ref.Path.Name.ShouldBe("stand-in");
        probe.ToString().ShouldBe($"TestProbe({probe.Ref})");
    }

    [Fact]
    public void A_probe_replies_and_forwards()
    {
        var (asked, behind) = (CreateTestProbe(), CreateTestProbe());
        asked.Tell("question");

        asked.ExpectMsg("question");
        asked.Reply("answer");
        asked.Forward(behind);

        ExpectMsgFrom<string>(asked).ShouldBe("answer");
        behind.ExpectMsgFrom<string>(TestActor).ShouldBe("question");
    }

    [Fact]
    public void A_pilot_answers_until_it_gives_up()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"seen {message}");
            return Equals(message, "last") ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));

        foreach (var message in new[] { "first", "last", "more" }) probe.Tell(message);

        ExpectMsg("seen first");
        ExpectMsg("seen last");
        probe.ReceiveN(3).ShouldBe(["first", "last", (object)"more"]);
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Messages_of_no_interest_are_dropped()
    {
        IgnoreMessages<int>(number => number > 1);
        foreach (var message in new object[] { 1, 2, "text" }) TestActor.Tell(message);
        IgnoreNoMessages();
        TestActor.Tell(3);

        ReceiveN(3).ShouldBe([1, (object)"text", 3]);
    }

    [Fact]
    public void Children_of_a_probe_stop_when_they_fail()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create(() => new Fragile()), "child");
        child.Path.Parent.ShouldBe(probe.Ref.Path);
        Watch(child);

        child.Tell("fail");

        ExpectTerminated(child);
    }

    [Fact]
    public void Children_of_a_probe_are_supervised_as_asked()
    {
        var child = ChildActorOf(Props.Create(() => new Fragile()), SupervisorStrategy.DefaultStrategy);

        child.Tell("fail");
        child.Tell("alive?");

        ExpectMsg("alive?");
    }

    [Fact]
    public async Task The_end_of_an_actor_is_expected()
    {
        var actor = await WatchAsync(Sys.ActorOf(BlackHoleActor.Props));

        Sys.Stop(actor);

        (await ExpectTerminatedAsync(actor)).ActorRef.ShouldBe(actor);
    }

    [Fact]
    public void The_actors_of_the_kit_do_as_they_are_called()
    {
        var other = CreateTestProbe();
        var echo = Sys.ActorOf(EchoActor.Props(this));
        var simple = Sys.ActorOf(SimpleEchoActor.Props());
        var forward = Sys.ActorOf(ForwardActor.Props(other));

        echo.Tell("twice", other);
        simple.Tell("once");
        ExpectMsgAllOf("twice", "once");
        other.ExpectMsg("twice");

        simple.Tell("whose");
        ExpectMsgFrom<string>(simple).ShouldBe("whose");

        forward.Tell("on");
        other.ExpectMsgFrom<string>(TestActor).ShouldBe("on");
    }

    [Fact]
    public void An_actor_is_declared_where_it_is_needed()
    {
        var actor = ActorOf((declared, context) => declared.Receive<string>(
            (message, _) => context.Sender.Tell(message.Length)));

        actor.Tell("four");

        ExpectMsg(4);
    }

    [Fact]
    public void An_actor_on_the_calling_thread_shows_its_instance()
    {
        var actor = ActorOfAsTestActorRef<Fragile>();

        actor.Tell("noted");

        actor.UnderlyingActor.Thread.ShouldBe(Environment.CurrentManagedThreadId);
        actor.Path.Name.ShouldStartWith("$$");
        ExpectMsg("noted");
        Should.Throw<InvalidOperationException>(() => actor.Receive("fail"));
        (actor == actor.Ref).ShouldBeTrue();
    }

    [Fact]
    public async Task Asynchronous_work_of_a_message_is_awaited()
    {
        var actor = ActorOfAsTestActorRef(() => new Asynchronous());

        await Should.ThrowAsync<InvalidOperationException>(actor.ReceiveAsync("fail"));
    }

    [Fact]
    public void Latches_open_when_they_are_counted_down()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        latch.IsOpen.ShouldBeFalse();
        Should.Throw<TimeoutException>(() => latch.Ready(TimeSpan.Zero));

        latch.CountDown();
        latch.Ready();

        latch.Reset();
        latch.IsOpen.ShouldBeFalse();
        latch.Open();
        latch.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_kit_fits_a_system_that_was_not_made_for_tests()
    {
        using var system = ActorSystem.Create("plain");
        using var kit = new Akka.TestKit.Xunit2.TestKit(system);

        kit.TestActor.Tell("here");

        kit.ExpectMsg("here");
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile() => ReceiveAny(message =>
        {
            Thread = Environment.CurrentManagedThreadId;
            if (Equals(message, "fail")) throw new InvalidOperationException("fragile");
            Sender.Tell(message);
        });

        public int Thread { get; private set; }
    }

    private sealed class Asynchronous : ReceiveActor
    {
        public Asynchronous() => ReceiveAsync<string>(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("asynchronous");
        });
    }
}
