using Akka.Actor;
using Akka.Event;

namespace Phoenix.ActorRuntime.Tests.Misuse;

/// <summary>What is asked too late, too often or with the wrong words still ends in something that says so.</summary>
public sealed class LimitSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task An_ask_ends_with_its_limit_though_its_system_ended_before()
    {
        var system = ActorSystem.Create("short-lived");
        var silent = system.ActorOf<Silent>();

        var answer = silent.Ask<string>("anyone?", Short);
        await system.Terminate();

        await Should.ThrowAsync<AskTimeoutException>(() => answer.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_periodic_timer_needs_an_interval()
    {
        Sys.ActorOf(Props.Create(() => new Hasty(TestActor)));

        ExpectMsg<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void An_actor_that_its_dispatcher_does_not_take_leaves_its_name()
    {
        var props = Props.Create<Silent>();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Should.Throw<Exception>(
                () => Sys.ActorOf(props.WithDispatcher("akka.actor.synchronized-dispatcher"), "lost"));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Sys.ActorOf(props, "lost").Path.Name.ShouldBe("lost");
    }

    [Fact]
    public void Holes_of_a_log_message_have_names_too()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));

        Sys.Log.Warning("{Count} of {Total:0.0}, {{so}} it is", 3, 4);

        ExpectMsg<Warning>().Message.ToString().ShouldBe("3 of 4.0, {so} it is");
    }

    [Fact]
    public void A_log_message_that_lacks_a_value_still_tells_what_it_has()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));

        Sys.Log.Warning("{0} of {1}", "reef");

        ExpectMsg<Warning>().Message.ToString()!.ShouldContain("reef");
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Hasty : ReceiveActor, IWithTimers
    {
        public Hasty(IActorRef observer) => Receive<string>(_ =>
        {
            try
            {
                Timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero);
            }
            catch (ArgumentOutOfRangeException refusal)
            {
                observer.Tell(refusal);
            }
        });

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Self.Tell("begin");
    }
}
