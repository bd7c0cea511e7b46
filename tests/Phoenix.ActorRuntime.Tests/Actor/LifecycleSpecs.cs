using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Which hook runs when, on which instance, and what survives a restart.</summary>
public sealed class LifecycleSpecs : TestKit
{
    [Fact]
    public void Hooks_run_in_order_from_birth_to_death()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, new int[1])));

        ExpectMsg("constructor 1");
        ExpectMsg("pre-start 1");
        Watch(actor);
        Sys.Stop(actor);
        ExpectMsg("post-stop 1");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_restart_ends_the_old_instance_before_the_new_one_begins()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, new int[1])));
        ExpectMsg("constructor 1");
        ExpectMsg("pre-start 1");

        actor.Tell(new InvalidOperationException("boom"));

        ExpectMsg("pre-restart 1 boom InvalidOperationException");
        ExpectMsg("post-stop 1");
        ExpectMsg("constructor 2");
        ExpectMsg("post-restart 2 boom");
        ExpectMsg("pre-start 2");
    }

    [Fact]
    public void A_restart_keeps_the_mailbox_and_the_reference_and_loses_the_message_that_failed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Counter()));

        actor.Tell("count");
        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("count");
        actor.Tell("count");
        actor.Tell("report");

        ExpectMsg(2);
        LastSender.ShouldBe(actor);
    }

    [Fact]
    public void Children_are_stopped_by_a_restart_and_their_names_are_free_again()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)));
        var first = ExpectMsg<IActorRef>();
        Watch(first);

        parent.Tell(new InvalidOperationException("boom"));

        var messages = ReceiveN(2);
        messages.OfType<Terminated>().Single().ActorRef.ShouldBe(first);
        var second = messages.OfType<IActorRef>().Single();
        second.Path.ShouldBe(first.Path);
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_name_is_taken_until_its_actor_has_stopped()
    {
        var first = Sys.ActorOf(Props.Create(() => new Counter()), "unique");
        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Counter()), "unique"));

        (await first.GracefulStop(TimeSpan.FromSeconds(3))).ShouldBeTrue();

        AwaitAssert(() => Sys.ActorOf(Props.Create(() => new Counter()), "unique").ShouldNotBe(first));
    }

    [Theory]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("")]
    public void Names_that_would_break_a_path_are_refused(string name) =>
        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Counter()), name));

    [Fact]
    public void A_poison_pill_waits_for_its_turn()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Counter()));
        Watch(actor);

        actor.Tell("count");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("count");
        actor.Tell("report");

        ExpectTerminated(actor);
        ExpectNoMsg(50);
    }

    [Fact]
    public void Become_replaces_and_stacks_behaviours()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));

        foreach (var (message, reply) in new[]
                 {
                     ("mood", "calm"), ("anger", string.Empty), ("mood", "angry"), ("calm", string.Empty),
                     ("mood", "calm"), ("swap", string.Empty), ("mood", "swapped"),
                 })
        {
            actor.Tell(message);
            if (reply.Length > 0) ExpectMsg(reply);
        }
    }

    [Fact]
    public void The_first_handler_that_takes_a_message_wins()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Picky()));

        actor.Tell(1);
        actor.Tell(10);
        actor.Tell(100);
        actor.Tell("text");

        ExpectMsg("small");
        ExpectMsg("medium");
        ExpectMsg("large");
        ExpectMsg("anything");
    }

    [Fact]
    public void The_receive_timeout_comes_when_nothing_else_does()
    {
        Sys.ActorOf(Props.Create(() => new Idle(TestActor)));

        ExpectMsg("idle", TimeSpan.FromSeconds(3));
    }

    private sealed class Reporter : ReceiveActor
    {
        private readonly IActorRef _to;
        private readonly int _number;

        public Reporter(IActorRef to, int[] instances)
        {
            _to = to;
            _number = ++instances[0];
            _to.Tell($"constructor {_number}");
            Receive<Exception>(e => throw e);
        }

        protected override void PreStart() => _to.Tell($"pre-start {_number}");

        protected override void PostStop() => _to.Tell($"post-stop {_number}");

        protected override void PreRestart(Exception reason, object message)
        {
            _to.Tell($"pre-restart {_number} {reason.Message} {message.GetType().Name}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _to.Tell($"post-restart {_number} {reason.Message}");
            base.PostRestart(reason);
        }
    }

    private sealed class Counter : ReceiveActor
    {
        private static readonly string Count = "count";
        private int _count;

        public Counter()
        {
            Receive<string>(s => s == Count, _ => _count++);
            Receive<string>(s => s == "report", _ => Sender.Tell(_count));
            Receive<Exception>(e => throw e);
        }
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(IActorRef to)
        {
            to.Tell(Context.ActorOf(Props.Create(() => new Counter()), "child"));
            Receive<Exception>(e => throw e);
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody() => Calm();

        private void Calm()
        {
            Receive<string>(s => s == "mood", _ => Sender.Tell("calm"));
            Receive<string>(s => s == "anger", _ => BecomeStacked(Angry));
            Receive<string>(s => s == "swap", _ => Become(Swapped));
        }

        private void Angry()
        {
            Receive<string>(s => s == "mood", _ => Sender.Tell("angry"));
            Receive<string>(s => s == "calm", _ => UnbecomeStacked());
        }

        private void Swapped() => ReceiveAny(_ => Sender.Tell("swapped"));
    }

    private sealed class Picky : ReceiveActor
    {
        public Picky()
        {
            Receive<int>(i => i < 5, _ => Sender.Tell("small"));
            Receive<int>(i =>
            {
                if (i >= 50) return false;
                Sender.Tell("medium");
                return true;
            });
            Receive<int>(_ => Sender.Tell("large"));
            ReceiveAny(_ => Sender.Tell("anything"));
        }
    }

    private sealed class Idle : ReceiveActor
    {
        public Idle(IActorRef to)
        {
            SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            Receive<ReceiveTimeout>(_ =>
            {
                to.Tell("idle");
                SetReceiveTimeout(null);
            });
        }
    }
}
