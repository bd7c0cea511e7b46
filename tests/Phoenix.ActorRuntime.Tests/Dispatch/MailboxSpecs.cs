using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>Which mailbox an actor gets and what that means for its messages.</summary>
public sealed class MailboxSpecs() : TestKit(ConfigurationFactory.ParseString(
    $$"""
    akka.loglevel = OFF
    akka.actor.deployment { /by-path { mailbox = by-priority } }
    by-priority { mailbox-type = "{{typeof(EvenFirst).AssemblyQualifiedName}}" }
    by-stable-priority { mailbox-type = "{{typeof(EvenFirstStable).AssemblyQualifiedName}}" }
    three {
      mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
      mailbox-capacity = 3
      mailbox-push-timeout-time = 0s
    }
    three-deque {
      mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox, Akka"
      mailbox-capacity = 3
      mailbox-push-timeout-time = 0s
    }
    three-soon {
      mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
      mailbox-capacity = 3
      mailbox-push-timeout-time = 20ms
    }
    no-mailbox { mailbox-type = "No.Such.Mailbox, Nowhere" }
    """))
{
    [Theory]
    [InlineData("three")]
    [InlineData("three-deque")]
    [InlineData("three-soon")]
    public void A_full_mailbox_gives_what_it_cannot_hold_to_the_dead_letters(string mailbox)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate, TestActor)).WithMailbox(mailbox));
        actor.Tell("wait");
        ExpectMsg("waiting");

        for (var i = 1; i <= 5; i++) actor.Tell(i);

        foreach (var lost in new[] { 4, 5 })
        {
            var letter = ExpectMsg<DeadLetter>();
            letter.Message.ShouldBe(lost);
            letter.Recipient.ShouldBe(actor);
        }

        gate.Set();
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg(3);
    }

    [Fact]
    public void A_stopped_actor_leaves_what_its_mailbox_held_to_the_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate, TestActor)).WithMailbox("by-stable-priority"));
        actor.Tell("wait");
        ExpectMsg("waiting");
        actor.Tell(1);
        actor.Tell(2);
        ((IInternalActorRef)actor).Stop();

        gate.Set();

        ExpectMsg<DeadLetter>().Message.ShouldBe(2);
        ExpectMsg<DeadLetter>().Message.ShouldBe(1);
    }

    [Fact]
    public void What_has_priority_is_handled_first()
    {
        var props = Props.Create(() => new Collecting(TestActor));

        Handled(props.WithMailbox("by-priority"), null, 1, 2, 3)[0].ShouldBe(2);
        Handled(props, "by-path", 1, 2, 3)[0].ShouldBe(2);
    }

    [Fact]
    public void Messages_of_one_priority_keep_their_order()
    {
        var props = Props.Create(() => new Collecting(TestActor)).WithMailbox("by-stable-priority");

        Handled(props, null, 1, 2, 3, 4, 5, 6, 7, 8, 9).ShouldBe([2, 4, 6, 8, 1, 3, 5, 7, 9]);
    }

    [Fact]
    public void What_is_unstashed_goes_before_what_has_priority()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)).WithMailbox("by-stable-priority"));

        actor.Tell(1);
        actor.Tell("go on");

        ExpectMsg(1);
    }

    [Fact]
    public void An_actor_gets_the_queue_its_class_requires()
    {
        Sys.Mailboxes.HasRequiredType(typeof(Stashing)).ShouldBeTrue();
        Sys.Mailboxes.GetRequiredType(typeof(Stashing)).ShouldBe(typeof(IDequeBasedMessageQueueSemantics));
        Sys.Mailboxes.LookupByQueueType(typeof(IDequeBasedMessageQueueSemantics))
            .ShouldBeOfType<UnboundedDequeBasedMailbox>();
        Sys.Mailboxes.LookupByQueueType(typeof(IBoundedMessageQueueSemantics)).ShouldBeOfType<BoundedMailbox>()
            .Capacity.ShouldBe(1000);
        Sys.Mailboxes.HasRequiredType(typeof(Collecting)).ShouldBeFalse();
    }

    [Fact]
    public void A_mailbox_that_does_not_fit_its_actor_is_refused()
    {
        var props = Props.Create(() => new Stashing(TestActor)).WithMailbox("three");

        Should.Throw<ConfigurationException>(() => Sys.ActorOf(props))
            .InnerException.ShouldBeOfType<ArgumentException>()
            .Message.ShouldContain(nameof(IDequeBasedMessageQueueSemantics));
    }

    [Theory]
    [InlineData("not-there")]
    [InlineData("no-mailbox")]
    public void An_unknown_mailbox_is_named_in_the_error(string mailbox)
    {
        Should.Throw<ConfigurationException>(() =>
                Sys.ActorOf(Props.Create(() => new Collecting(TestActor)).WithMailbox(mailbox), "nobody"))
            .Message.ShouldContain(mailbox);
        Sys.ActorOf(Props.Create(() => new Collecting(TestActor)), "nobody");
    }

    [Fact]
    public void Queues_can_be_used_alone()
    {
        IMessageQueue[] queues =
        [
            new UnboundedMessageQueue(), new UnboundedDequeMessageQueue(),
            new BoundedMessageQueue(2, TimeSpan.Zero), new BoundedDequeMessageQueue(2, TimeSpan.Zero),
            new UnboundedPriorityMessageQueue(message => message is "first" ? 1 : 2, 4),
            new UnboundedStablePriorityMessageQueue(_ => 0, 4),
        ];
        foreach (var queue in queues)
        {
            queue.HasMessages.ShouldBeFalse();
            queue.Enqueue(ActorRefs.Nobody, new Envelope("first", ActorRefs.Nobody));
            queue.Enqueue(ActorRefs.Nobody, new Envelope("second", ActorRefs.Nobody));
            queue.Count.ShouldBe(2);
            queue.TryDequeue(out var envelope).ShouldBeTrue();
            envelope.Message.ShouldBe("first");
            (queue as IDequeBasedMessageQueueSemantics)?.EnqueueFirst(envelope);
            queue.TryDequeue(out envelope).ShouldBeTrue();
            envelope.Message.ShouldBe(queue is IDequeBasedMessageQueueSemantics ? "first" : "second");
        }
    }

    private int[] Handled(Props props, string? name, params int[] messages)
    {
        var actor = Sys.ActorOf(props, name);
        using var gate = new ManualResetEventSlim();
        actor.Tell(gate);
        foreach (var message in messages) actor.Tell(message);
        gate.Set();
        return [.. ReceiveN(messages.Length).Cast<int>()];
    }

    internal sealed class EvenFirst(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is int i && i % 2 == 0 ? 0 : 1;
    }

    internal sealed class EvenFirstStable(Settings settings, Config config)
        : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is int i && i % 2 == 0 ? 0 : 1;
    }

    private sealed class Collecting : ReceiveActor
    {
        public Collecting(IActorRef to)
        {
            Receive<ManualResetEventSlim>(gate => gate.Wait());
            Receive<int>(i => to.Tell(i));
        }
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(ManualResetEventSlim gate, IActorRef to)
        {
            Receive<int>(i => to.Tell(i));
            ReceiveAny(_ =>
            {
                to.Tell("waiting");
                gate.Wait();
            });
        }
    }

    private sealed class Stashing : ReceiveActor, IWithStash
    {
        public Stashing(IActorRef to)
        {
            Receive<int>(_ => Stash.Stash());
            Receive<string>(_ =>
            {
                Self.Tell(2);
                Stash.UnstashAll();
                Become(() => Receive<int>(i => to.Tell(i)));
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
