using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Event;

/// <summary>Who hears what on the bus of a system.</summary>
public sealed class EventStreamSpecs : TestKit
{
    private interface IAnimal;

    [Fact]
    public void A_subscriber_hears_its_type_and_everything_derived_from_it()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IAnimal)).ShouldBeTrue();

        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish("a word");
        Sys.EventStream.Publish(new Puppy());

        ExpectMsg<Dog>().ShouldBeOfType<Dog>();
        ExpectMsg<Puppy>();
        ExpectNoMsg(50);
    }

    [Fact]
    public void Who_unsubscribes_hears_nothing_any_more()
    {
        Sys.EventStream.Subscribe<Dog>(TestActor);
        Sys.EventStream.Unsubscribe<Dog>(TestActor).ShouldBeTrue();

        Sys.EventStream.Publish(new Dog());

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_message_to_the_dead_is_a_dead_letter()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Deaf()));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        actor.Tell("anyone?");

        var letter = ExpectMsg<DeadLetter>();
        letter.Message.ShouldBe("anyone?");
        letter.Sender.ShouldBe(TestActor);
        letter.Recipient.ShouldBe(actor);
    }

    [Fact]
    public void What_waits_in_a_mailbox_at_the_end_becomes_dead_letters_in_order()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Deaf()));

        actor.Tell(PoisonPill.Instance);
        actor.Tell(1);
        actor.Tell(2);

        ExpectMsg<DeadLetter>().Message.ShouldBe(1);
        ExpectMsg<DeadLetter>().Message.ShouldBe(2);
    }

    [Fact]
    public void A_message_without_a_handler_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Deaf()));

        actor.Tell("nobody listens");

        ExpectMsg<UnhandledMessage>().Recipient.ShouldBe(actor);
    }

    [Fact]
    public void Log_entries_carry_source_and_level()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Info));

        Logging.GetLogger(Sys, "the source").Info("{0} of {1}", 1, 2);

        var entry = FishForMessage<Info>(i => i.LogSource.Contains("the source", StringComparison.Ordinal));
        entry.Message.ToString().ShouldBe("1 of 2");
        entry.LogLevel().ShouldBe(LogLevel.InfoLevel);
    }

    private class Dog : IAnimal;

    private sealed class Puppy : Dog;

    private sealed class Deaf : ReceiveActor
    {
        public Deaf() => Receive<int>(_ => { });
    }
}
