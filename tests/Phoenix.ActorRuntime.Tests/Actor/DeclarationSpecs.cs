using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>What an actor may do while it is constructed, and actors that are declared in place.</summary>
public sealed class DeclarationSpecs : TestKit
{
    [Fact]
    public async Task What_it_becomes_in_its_constructor_lies_over_what_it_is_declared_with()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Becoming()));
        actor.Tell("x", TestActor);
        await ExpectMsgAsync("constructed x");
        actor.Tell("back", TestActor);
        actor.Tell("x", TestActor);
        await ExpectMsgAsync("declared x");
    }

    [Fact]
    public async Task Becoming_twice_leaves_the_declared_behaviour_below()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Replacing()));
        actor.Tell("first", TestActor);
        actor.Tell("second", TestActor);
        actor.Tell("back", TestActor);
        actor.Tell("x", TestActor);
        await ExpectMsgAsync("declared x");
    }

    [Fact]
    public async Task A_timer_can_be_started_in_the_constructor()
    {
        Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
        await ExpectMsgAsync("ticked");
    }

    [Fact]
    public async Task An_actor_can_be_declared_in_place()
    {
        var actor = Sys.ActorOf(
            act =>
            {
                act.OnPreStart = context => TestActor.Tell("started " + context.Self.Path.Name);
                act.Receive<string>((message, context) => context.Sender.Tell("string " + message));
                act.ReceiveAsync<int>(async (number, context) =>
                {
                    await Task.Yield();
                    context.Sender.Tell("number " + number);
                });
                act.OnPostStop = _ => TestActor.Tell("stopped");
            },
            "declared");
        await ExpectMsgAsync("started declared");
        actor.Tell("x", TestActor);
        await ExpectMsgAsync("string x");
        actor.Tell(1, TestActor);
        await ExpectMsgAsync("number 1");
        Sys.Stop(actor);
        await ExpectMsgAsync("stopped");
    }

    private sealed class Becoming : ReceiveActor
    {
        public Becoming()
        {
            Receive<string>(message => Sender.Tell("declared " + message));
            Become(() =>
            {
                Receive<string>(message => message == "back", _ => UnbecomeStacked());
                Receive<string>(message => Sender.Tell("constructed " + message));
            });
        }
    }

    private sealed class Replacing : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "first") Become(First);
            else Sender.Tell("declared " + message);
        }

        private void First(object message) => Become(Second);

        private void Second(object message) => UnbecomeStacked();
    }

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef listener)
        {
            Timers.StartSingleTimer("t", "tick", TimeSpan.FromMilliseconds(1));
            Receive<string>(_ => listener.Tell("ticked"));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
