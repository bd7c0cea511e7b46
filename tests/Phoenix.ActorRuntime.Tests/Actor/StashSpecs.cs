using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>In which order messages put aside come back.</summary>
public sealed class StashSpecs : TestKit
{
    [Fact]
    public void Stashed_messages_come_back_in_order_before_everything_that_waits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)));

        foreach (var message in new object[] { 1, 2, 3, "open", 4 }) actor.Tell(message);

        foreach (var i in new[] { 1, 2, 3, 4 }) ExpectMsg(i);
    }

    [Fact]
    public void A_restart_gives_stashed_messages_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)));

        foreach (var message in new object[] { 1, 2, "fail", "open", 3 }) actor.Tell(message);

        foreach (var i in new[] { 1, 2, 3 }) ExpectMsg(i);
    }

    [Fact]
    public void A_message_cannot_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Greedy()));

        actor.Tell("once");

        ExpectMsg("refused");
    }

    private sealed class Gate : ReceiveActor, IWithUnboundedStash
    {
        public Gate(IActorRef to)
        {
            Receive<string>(s => s == "open", _ =>
            {
                Become(() => Receive<int>(i => to.Tell(i)));
                Stash.UnstashAll();
            });
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("boom"));
            Receive<int>(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Greedy : ReceiveActor, IWithStash
    {
        public Greedy() => Receive<string>(_ =>
        {
            Stash.Stash();
            Should.Throw<IllegalActorStateException>(() => Stash.Stash());
            Sender.Tell("refused");
        });

        public IStash Stash { get; set; } = null!;
    }
}
