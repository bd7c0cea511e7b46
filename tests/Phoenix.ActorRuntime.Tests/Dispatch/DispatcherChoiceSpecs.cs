using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>Which dispatcher an actor gets.</summary>
public sealed class DispatcherChoiceSpecs() : TestKit(ConfigurationFactory.ParseString(
    $$"""
    akka.actor.deployment { /by-path { dispatcher = own } }
    own { type = "{{typeof(OwnConfigurator).AssemblyQualifiedName}}" }
    fork { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 1 } }
    busy { type = Dispatcher, throughput = 7, throughput-deadline-time = 3ms }
    alias = busy
    no-such-type { type = "No.Such.Configurator, Nowhere" }
    """))
{
    [Fact]
    public void Settings_not_given_are_those_of_the_default_dispatcher()
    {
        var busy = Sys.Dispatchers.Lookup("busy");

        busy.Throughput.ShouldBe(7);
        busy.ThroughputDeadlineTime.ShouldBe(TimeSpan.FromMilliseconds(3).Ticks);
        busy.Id.ShouldBe("busy");
        Sys.Dispatchers.Lookup("fork").Throughput.ShouldBe(30);
        Sys.Dispatchers.Lookup("busy").ShouldBeSameAs(busy);
        Sys.Dispatchers.DefaultGlobalDispatcher.Id.ShouldBe("akka.actor.default-dispatcher");
    }

    [Fact]
    public void A_name_can_stand_for_another()
    {
        Sys.Dispatchers.HasDispatcher("alias").ShouldBeTrue();
        Sys.Dispatchers.Lookup("alias").Throughput.ShouldBe(7);
    }

    [Theory]
    [InlineData("not-there")]
    [InlineData("no-such-type")]
    public void An_unknown_dispatcher_is_named_in_the_error(string id)
    {
        Should.Throw<ConfigurationException>(() => Sys.Dispatchers.Lookup(id)).Message.ShouldContain(id);
        Sys.Dispatchers.HasDispatcher("not-there").ShouldBeFalse();
    }

    [Fact]
    public void A_dispatcher_can_be_of_ones_own_making()
    {
        Sys.ActorOf(Props.Create(() => new NamesItsThread()).WithDispatcher("own")).Tell("which?", TestActor);
        ExpectMsg("own thread");
        Sys.ActorOf(Props.Create(() => new NamesItsThread()), "by-path").Tell("which?", TestActor);
        ExpectMsg("own thread");
    }

    [Fact]
    public void A_dispatcher_runs_other_work_too()
    {
        Sys.Dispatchers.Lookup("fork").Schedule(() => TestActor.Tell("done"));

        ExpectMsg("done");
    }

    [Fact]
    public void Two_children_cannot_have_one_name()
    {
        Sys.ActorOf(Props.Create(() => new NamesItsThread()), "twin");

        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new NamesItsThread()), "twin"))
            .Message.ShouldContain("twin");
    }

    internal sealed class OwnConfigurator : MessageDispatcherConfigurator
    {
        private readonly OwnDispatcher _instance;

        public OwnConfigurator(Config config, IDispatcherPrerequisites prerequisites)
            : base(config, prerequisites) => _instance = new OwnDispatcher(this);

        public override MessageDispatcher Dispatcher() => _instance;
    }

    private sealed class OwnDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
    {
        protected override void ExecuteTask(IRunnable run) =>
            new Thread(run.Run) { Name = "own thread", IsBackground = true }.Start();

        protected override void Shutdown()
        {
            // Each of its threads ends with what it ran.
        }
    }

    private sealed class NamesItsThread : ReceiveActor
    {
        public NamesItsThread() => ReceiveAny(_ => Sender.Tell(Thread.CurrentThread.Name ?? "nameless"));
    }
}
