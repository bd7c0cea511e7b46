using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Supervision;

/// <summary>Strategies that a user writes, and where strategies are named.</summary>
public sealed class CustomStrategySpecs() : TestKit("akka.loglevel = INFO")
{
    [Fact]
    public void A_strategy_sees_failure_and_end_of_a_child()
    {
        var child = Family(new Reporting(TestActor, Directive.Restart));

        child.Tell(new InvalidOperationException("boom"));

        ExpectMsg("restart: True, first of 1");
        child.Tell(PoisonPill.Instance);
        ExpectMsg($"terminated {child.Path.Name}, 0 left");
    }

    [Fact]
    public void A_strategy_that_stops_processes_without_restart()
    {
        var child = Family(new Reporting(TestActor, Directive.Stop));

        child.Tell(new InvalidOperationException("boom"));

        ExpectMsg("restart: False, first of 1");
        ExpectMsg($"terminated {child.Path.Name}, 0 left");
    }

    [Fact]
    public void A_strategy_decides_by_child()
    {
        var child = Family(new Sparing("spared"), "spared");
        Watch(child);

        child.Tell(new InvalidOperationException("boom"));

        child.Tell("ping");
        ExpectMsg("ping");
    }

    [Fact]
    public void Logging_of_failures_is_on_unless_switched_off()
    {
        var loud = Family(new OneForOneStrategy(-1, -1, _ => Directive.Restart));
        var silent = Family(new OneForOneStrategy(-1, -1, _ => Directive.Restart, loggingEnabled: false));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(
            () => loud.Tell(new InvalidOperationException("boom")));
        EventFilter.Exception<InvalidOperationException>().Expect(
            0, TimeSpan.FromMilliseconds(100), () => silent.Tell(new InvalidOperationException("boom")));
    }

    [Fact]
    public async Task The_configuration_names_the_strategy_of_the_guardian()
    {
        var name = typeof(AlwaysResume).AssemblyQualifiedName!;
        var system = ActorSystem.Create("guarded", ConfigurationFactory.ParseString(
            $"akka.actor.guardian-supervisor-strategy = \"{name}\"\nakka.stdout-loglevel = OFF\nakka.loglevel = OFF"));
        try
        {
            var actor = system.ActorOf(Props.Create(() => new Failing()));
            actor.Tell("count");
            actor.Tell(new InvalidOperationException("boom"));

            (await actor.Ask<int>("report", TimeSpan.FromSeconds(3))).ShouldBe(1);
        }
        finally
        {
            await system.Terminate();
        }
    }

    [Fact]
    public void A_strategy_is_written_down_and_read_again()
    {
        var strategy = new OneForOneStrategy(3, 1000, Decider.From(Directive.Stop));

        var copy = strategy.ToSurrogate(Sys).FromSurrogate(Sys).ShouldBeOfType<OneForOneStrategy>();

        copy.MaxNumberOfRetries.ShouldBe(3);
        copy.WithinTimeRangeMilliseconds.ShouldBe(1000);
        copy.Decider.ShouldBe(strategy.Decider);
    }

    private IActorRef Family(SupervisorStrategy strategy, string? name = null) =>
        Sys.ActorOf(Props.Create(() => new Parent(strategy)))
            .Ask<IActorRef>(name ?? "child", TimeSpan.FromSeconds(3)).GetAwaiter().GetResult();

    private sealed class Reporting(IActorRef observer, Directive directive)
        : OneForOneStrategy(_ => directive, loggingEnabled: false)
    {
        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
            IReadOnlyCollection<ChildRestartStats> children)
        {
            var first = ReferenceEquals(stats, children.First()) && stats.Child.Equals(child) ? "first" : "other";
            observer.Tell($"restart: {restart}, {first} of {children.Count}", ActorRefs.NoSender);
            base.ProcessFailure(context, restart, child, cause, stats, children);
        }

        public override void HandleChildTerminated(
            IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            observer.Tell($"terminated {child.Path.Name}, {children.Count()} left", ActorRefs.NoSender);
    }

    private sealed class Sparing(string name) : OneForOneStrategy(_ => Directive.Stop, loggingEnabled: false)
    {
        protected override Directive Handle(IActorRef child, Exception exception) =>
            string.Equals(child.Path.Name, name, StringComparison.Ordinal)
                ? Directive.Resume
                : base.Handle(child, exception);
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Parent(SupervisorStrategy strategy)
        {
            _strategy = strategy;
            Receive<string>(name => Sender.Tell(Context.ActorOf(Props.Create(() => new Failing()), name)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Failing : ReceiveActor
    {
        private int _count;

        public Failing()
        {
            Receive<Exception>(cause => throw cause);
            Receive<string>(text => text == "count", _ => _count++);
            Receive<string>(text => text == "report", _ => Sender.Tell(_count));
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}

/// <summary>A guardian that loses nothing by a failure.</summary>
public sealed class AlwaysResume : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Resume);
}
