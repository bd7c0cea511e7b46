using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Supervision;

/// <summary>What each directive does to whom, and where the limits are.</summary>
public sealed class SupervisionSpecs : TestKit
{
    [Fact]
    public void Resume_keeps_the_state()
    {
        var child = Child(new OneForOneStrategy(_ => Directive.Resume));

        child.Tell("count");
        child.Tell(new InvalidOperationException("boom"));
        child.Tell("report");

        ExpectMsg(1);
    }

    [Fact]
    public void Restart_loses_the_state()
    {
        var child = Child(new OneForOneStrategy(_ => Directive.Restart));

        child.Tell("count");
        child.Tell(new InvalidOperationException("boom"));
        child.Tell("report");

        ExpectMsg(0);
    }

    [Fact]
    public void Stop_stops()
    {
        var child = Child(new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);

        child.Tell(new InvalidOperationException("boom"));

        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_fails_the_supervisor_with_the_cause()
    {
        var (supervisor, child) = Family(new OneForOneStrategy(_ => Directive.Escalate));
        Watch(child);
        Watch(supervisor);

        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(
            () => child.Tell(new InvalidOperationException("boom")));

        // The user guardian restarts the supervisor, which stops its children.
        ExpectTerminated(child);
        ExpectNoMsg(50);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_child_is_restarted_so_often_and_not_once_more(int limit)
    {
        var child = Child(new OneForOneStrategy(limit, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        Watch(child);

        for (var i = 0; i < limit; i++) child.Tell(new InvalidOperationException("boom"));
        if (limit > 0)
        {
            child.Tell("report");
            ExpectMsg(0);
        }

        child.Tell(new InvalidOperationException("once more"));

        ExpectTerminated(child);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(_ => Directive.Restart))));
        supervisor.Tell("spawn");
        var first = ExpectMsg<IActorRef>();
        supervisor.Tell("spawn");
        var second = ExpectMsg<IActorRef>();
        second.Tell("count");
        second.Tell("report");
        ExpectMsg(1);

        first.Tell(new InvalidOperationException("boom"));

        AwaitAssert(() =>
        {
            second.Tell("report");
            ExpectMsg(0);
        });
    }

    [Fact]
    public void All_for_one_stops_the_siblings_too()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(_ => Directive.Stop))));
        supervisor.Tell("spawn");
        var first = ExpectMsg<IActorRef>();
        supervisor.Tell("spawn");
        var second = ExpectMsg<IActorRef>();
        Watch(first);
        Watch(second);

        first.Tell(new InvalidOperationException("boom"));

        ReceiveN(2).Cast<Terminated>().Select(t => t.ActorRef).ShouldBe([first, second], ignoreOrder: true);
    }

    [Fact]
    public void The_cause_decides()
    {
        var decider = Decider.From(
            Directive.Restart, Directive.Stop.When<ArgumentException>(), Directive.Resume.When<FormatException>());
        var child = Child(new OneForOneStrategy(decider));
        Watch(child);

        child.Tell("count");
        child.Tell(new FormatException("resume"));
        child.Tell("report");
        ExpectMsg(1);
        child.Tell(new InvalidOperationException("restart"));
        child.Tell("report");
        ExpectMsg(0);
        child.Tell(new ArgumentNullException("stop"));
        ExpectTerminated(child);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor_by_default()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new Stillborn()));
            Watch(actor);
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Kill_stops_the_actor_by_default()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker()));
        Watch(actor);

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));

        ExpectTerminated(actor);
    }

    [Fact]
    public void The_guardians_strategy_is_configured()
    {
        using var system = ActorSystem.Create(
            "strict", Akka.Configuration.ConfigurationFactory.ParseString(
                "akka.actor.guardian-supervisor-strategy = \"Akka.Actor.StoppingSupervisorStrategy\"")
                .WithFallback(DefaultConfig));
        var actor = system.ActorOf(Props.Create(() => new Worker()));
        Watch(actor);

        actor.Tell(new InvalidOperationException("boom"));

        ExpectTerminated(actor);
        system.WhenTerminated.IsCompleted.ShouldBeFalse();
    }

    private IActorRef Child(SupervisorStrategy strategy) => Family(strategy).Child;

    private (IActorRef Supervisor, IActorRef Child) Family(SupervisorStrategy strategy)
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(strategy)));
        supervisor.Tell("spawn");
        return (supervisor, ExpectMsg<IActorRef>());
    }

    private sealed class Supervisor : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Supervisor(SupervisorStrategy strategy)
        {
            _strategy = strategy;
            Receive<string>(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Worker()))));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Worker : ReceiveActor
    {
        private int _count;

        public Worker()
        {
            Receive<string>(s => s == "count", _ => _count++);
            Receive<string>(s => s == "report", _ => Sender.Tell(_count));
            Receive<Exception>(e => throw e);
        }
    }

    private sealed class Stillborn : ReceiveActor
    {
        public Stillborn() => throw new InvalidOperationException("never");
    }
}
