using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>Actors that run on the thread that tells them something.</summary>
public sealed class OnTellerSpecs() : TestKit(ConfigurationFactory.ParseString(
    """
    teller { type = Dispatcher, phoenix { run-on = teller, max-depth = 3 } }
    wrong { type = Dispatcher, phoenix { run-on = moon } }
    """))
{
    private static readonly AsyncLocal<string?> Flow = new();

    [Fact]
    public void An_idle_actor_has_handled_a_message_when_tell_returns()
    {
        var seen = new List<int>();
        var actor = Idle(Props.Create(() => new Recorder(seen, null)));

        for (var i = 0; i < 100; i++) actor.Tell("now");

        seen.Count.ShouldBe(100);
        seen.ShouldAllBe(thread => thread == Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void Tells_within_tells_leave_the_thread_at_the_depth_that_is_set()
    {
        var seen = new List<int>();
        var last = Idle(Props.Create(() => new Recorder(seen, TestActor)));
        for (var i = 0; i < 5; i++)
        {
            var next = last;
            last = Idle(Props.Create(() => new Recorder(seen, next)));
        }

        last.Tell("down");

        ExpectMsg("down");
        seen.Count.ShouldBe(6);
        seen.Take(3).ShouldAllBe(thread => thread == Environment.CurrentManagedThreadId);
        seen[3].ShouldNotBe(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void The_teller_is_itself_again_after_the_tell()
    {
        var inner = Idle(Props.Create(() => new Recorder(new List<int>(), null)));
        var outer = Idle(Props.Create(() => new Asking(inner)));

        outer.Tell("who am I?");

        ExpectMsg((outer, TestActor));
    }

    [Fact]
    public void What_the_actor_throws_stays_with_it()
    {
        var actor = Idle(Props.Create(() => new Failing()));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("boom"));

        actor.Tell("alive?");
        ExpectMsg("alive");
    }

    [Fact]
    public void Contexts_of_the_teller_are_not_the_actors()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        var own = SynchronizationContext.Current;
        Flow.Value = "teller";
        var actor = Idle(Props.Create(() => new Contextual()));

        actor.Tell("look");

        ExpectMsg("no context");
        Flow.Value.ShouldBe("teller");
        SynchronizationContext.Current.ShouldBeSameAs(own);
        SynchronizationContext.SetSynchronizationContext(before);
    }

    [Fact]
    public void A_setting_that_means_nothing_is_refused()
    {
        Should.Throw<ConfigurationException>(() => Sys.Dispatchers.Lookup("wrong")).Message.ShouldContain("moon");
    }

    /// <summary>An actor that has started and has nothing to do.</summary>
    private IActorRef Idle(Props props)
    {
        var actor = Sys.ActorOf(props.WithDispatcher("teller"));
        actor.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();

        // Its run may still be on the way out: from the second answer on the same thread as the question, it is not.
        while (true)
        {
            var asked = Environment.CurrentManagedThreadId;
            var answered = actor.Ask<int>(WhichThread.Instance).Result;
            if (answered == asked) return actor;
        }
    }

    private sealed class WhichThread
    {
        internal static readonly WhichThread Instance = new();
    }

    private abstract class Placed : ReceiveActor
    {
        protected Placed() => Receive<WhichThread>(_ => Sender.Tell(Environment.CurrentManagedThreadId));
    }

    private sealed class Recorder : Placed
    {
        public Recorder(List<int> seen, IActorRef? next) => Receive<string>(message =>
        {
            seen.Add(Environment.CurrentManagedThreadId);
            next?.Tell(message);
        });
    }

    private sealed class Asking : Placed
    {
        public Asking(IActorRef inner) => Receive<string>(message =>
        {
            inner.Tell(message);
            Sender.Tell((Self, Sender));
        });
    }

    private sealed class Failing : Placed
    {
        public Failing() => Receive<string>(message =>
        {
            if (message == "boom") throw new InvalidOperationException(message);
            Sender.Tell("alive");
        });
    }

    private sealed class Contextual : Placed
    {
        public Contextual() => Receive<string>(_ =>
        {
            Flow.Value = "actor";
            Sender.Tell(SynchronizationContext.Current is null ? "no context" : "a context");
        });
    }
}
