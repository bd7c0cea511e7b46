using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>How much a stash holds, and what it does with notices of deaths.</summary>
public sealed class StashCapacitySpecs() : TestKit(ConfigurationFactory.ParseString(
    """
    akka.actor.deployment { /one { stash-capacity = 1 } }
    two { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox, Akka", stash-capacity = 2 }
    also-two = two
    """))
{
    [Fact]
    public void A_stash_is_full_at_its_capacity_and_not_before()
    {
        var props = Props.Create(() => new Hoarder());
        CapacityOf(Sys.ActorOf(props)).ShouldBe(-1);
        CapacityOf(Sys.ActorOf(props.WithMailbox("two"))).ShouldBe(2);
        CapacityOf(Sys.ActorOf(props.WithDispatcher("also-two"))).ShouldBe(2);
        CapacityOf(Sys.ActorOf(props.WithStashCapacity(3))).ShouldBe(3);
        CapacityOf(Sys.ActorOf(props.WithStashCapacity(3), "one")).ShouldBe(1);
    }

    [Fact]
    public void A_notice_of_a_death_can_be_put_aside()
    {
        var mourned = Sys.ActorOf(Props.Create(() => new Hoarder()));
        var watcher = Sys.ActorOf(Props.Create(() => new Mourner(mourned, TestActor)));
        watcher.Tell("begin");
        ExpectMsg("watching");

        Sys.Stop(mourned);
        ExpectMsg("put aside");
        watcher.Tell("mourn");

        ExpectMsg(mourned);
    }

    private int CapacityOf(IActorRef actor)
    {
        for (var stashed = 0; stashed < 10; stashed++)
        {
            actor.Tell("hold", TestActor);
            if (ExpectMsg<string>() == "full") return stashed;
        }

        return -1;
    }

    private sealed class Hoarder : ReceiveActor, IWithStash
    {
        public Hoarder() => Receive<string>(_ =>
        {
            try
            {
                Stash.Stash();
                Sender.Tell(Stash.Count == Stash.Capacity ? Stash.IsFull ? "held the last" : "wrong" : "held");
            }
            catch (StashOverflowException)
            {
                Sender.Tell("full");
            }
        });

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Mourner : ReceiveActor, IWithUnboundedStash
    {
        public Mourner(IActorRef mourned, IActorRef to)
        {
            Receive<string>(s => s == "begin", _ =>
            {
                Context.Watch(mourned);
                to.Tell("watching");
            });
            Receive<Terminated>(_ =>
            {
                Stash.Stash();
                to.Tell("put aside");
            });
            Receive<string>(_ =>
            {
                Stash.UnstashAll();
                Become(() => Receive<Terminated>(terminated => to.Tell(terminated.ActorRef)));
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
