using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>What holds whatever the threads do.</summary>
public sealed class DispatchSpecs() : TestKit(ConfigurationFactory.ParseString(
    """
    pinned { type = PinnedDispatcher }
    busy { type = Dispatcher, throughput = 1 }
    timed { type = Dispatcher, throughput = 1000, throughput-deadline-time = 1ms }
    task { type = TaskDispatcher }
    fork { type = ForkJoinDispatcher, throughput = 10, dedicated-thread-pool { thread-count = 2 } }
    channel { executor = channel-executor, fork-join-executor { parallelism-min = 1, parallelism-max = 2 } }
    teller { type = Dispatcher, phoenix { run-on = teller, max-depth = 4 } }
    bounded { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 10 }
    """))
{
    private const int Senders = 4;
    private const int MessagesEach = 20_000;

    [Theory]
    [InlineData("")]
    [InlineData("busy")]
    [InlineData("pinned")]
    [InlineData("timed")]
    [InlineData("task")]
    [InlineData("fork")]
    [InlineData("channel")]
    [InlineData("teller")]
    [InlineData("akka.actor.internal-dispatcher")]
    public void Messages_of_each_sender_arrive_in_order_one_at_a_time(string dispatcher)
    {
        var props = Props.Create(() => new Checker(TestActor));
        CheckOrder(Sys.ActorOf(dispatcher.Length == 0 ? props : props.WithDispatcher(dispatcher)));
    }

    [Fact]
    public void Tellers_that_wait_for_room_lose_nothing()
    {
        CheckOrder(Sys.ActorOf(Props.Create(() => new Checker(TestActor)).WithMailbox("bounded")));
    }

    [Fact]
    public void A_pinned_actor_stays_on_its_thread()
    {
        var actor = Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher("pinned"));

        var threads = new HashSet<int>();
        for (var i = 0; i < 100; i++)
        {
            actor.Tell("which?");
            threads.Add(ExpectMsg<int>());
        }

        threads.Count.ShouldBe(1);
    }

    [Fact]
    public void A_restart_under_fire_loses_nothing_but_the_messages_that_failed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Crashing(TestActor)));

        for (var i = 1; i <= 2_000; i++) actor.Tell(i);

        var received = ReceiveN(1_800, TimeSpan.FromSeconds(30)).Cast<int>().ToList();
        received.ShouldBeInOrder();
        received.Any(i => i % 10 == 0).ShouldBeFalse();
    }

    [Fact]
    public void A_test_actor_runs_on_the_calling_thread_and_shows_its_instance()
    {
        var actor = ActorOfAsTestActorRef(() => new Memory());

        actor.Tell("noted");

        actor.UnderlyingActor.Last.ShouldBe("noted");
        Should.Throw<InvalidOperationException>(() => actor.Receive(new InvalidOperationException("boom")));
    }

    [Fact]
    public void A_probe_replies_in_its_own_name()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question");

        probe.ExpectMsg("question");
        probe.Reply("answer");

        ExpectMsg("answer");
        LastSender.ShouldBe(probe.Ref);
    }

    private void CheckOrder(IActorRef actor)
    {
        var threads = Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
        {
            for (var i = 0; i < MessagesEach; i++) actor.Tell(new Numbered(sender, i), ActorRefs.NoSender);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        ExpectMsg("all in order", TimeSpan.FromSeconds(30));
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Checker : ReceiveActor
    {
        private readonly int[] _next = new int[Senders];
        private int _inside;
        private int _count;

        public Checker(IActorRef to) => Receive<Numbered>(message =>
        {
            Interlocked.Increment(ref _inside).ShouldBe(1);
            if (_next[message.Sender]++ != message.Number) to.Tell($"{message} out of order");
            if (++_count == Senders * MessagesEach) to.Tell("all in order");
            Interlocked.Decrement(ref _inside);
        });
    }

    private sealed class WhichThread : ReceiveActor
    {
        public WhichThread() => ReceiveAny(_ => Sender.Tell(Environment.CurrentManagedThreadId));
    }

    private sealed class Crashing : ReceiveActor
    {
        public Crashing(IActorRef to) => Receive<int>(i =>
        {
            if (i % 10 == 0) throw new InvalidOperationException("every tenth");
            to.Tell(i);
        });
    }

    private sealed class Memory : ReceiveActor
    {
        public Memory()
        {
            Receive<string>(s => Last = s);
            Receive<Exception>(e => throw e);
        }

        public string? Last { get; private set; }
    }
}
