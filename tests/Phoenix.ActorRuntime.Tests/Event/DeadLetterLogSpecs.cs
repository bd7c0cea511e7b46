using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Event;

/// <summary>How lost messages are logged: so many, then a pause.</summary>
public sealed class DeadLetterLogSpecs() : TestKit(
    """
    akka.log-dead-letters = 2
    akka.log-dead-letters-suspend-duration = 300ms
    akka.actor.debug.unhandled = on
    akka.loglevel = DEBUG
    """)
{
    [Fact]
    public async Task After_the_limit_they_are_counted_and_told_after_the_pause()
    {
        // Whoever writes the log may still be starting; what comes before does not count.
        AwaitAssert(() => EventFilter.Info(contains: "[1] dead letters encountered")
            .ExpectOne(TimeSpan.FromMilliseconds(500), () => Sys.DeadLetters.Tell(1)));
        EventFilter.Info(contains: "no more dead letters will be logged").ExpectOne(() => Publish("dropped"));
        EventFilter.Info(contains: "dead letters encountered").Expect(0, () => Sys.DeadLetters.Tell(3));
        await Task.Delay(350);
        EventFilter.Info(contains: "of which 1 were not logged").ExpectOne(() => Sys.DeadLetters.Tell(4));
    }

    [Fact]
    public void A_lost_message_is_named_with_its_sender_and_receiver()
    {
        var gone = Sys.ActorOf(Props.Empty);
        Watch(gone);
        gone.Tell(PoisonPill.Instance);
        ExpectTerminated(gone);
        EventFilter.Info(start: $"Message [Int32] from {TestActor} to {gone} was not delivered. [1] dead letters")
            .ExpectOne(() => gone.Tell(1));
    }

    [Fact]
    public void What_an_actor_does_not_handle_is_counted_too()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Deaf()));
        EventFilter.Info(contains: "was unhandled").ExpectOne(() => actor.Tell("x", TestActor));
        EventFilter.Debug(start: "Unhandled message from").ExpectOne(() => actor.Tell("x", TestActor));
    }

    [Fact]
    public async Task A_suppressed_letter_is_addressed_to_the_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(SuppressedDeadLetter));
        var gone = Sys.ActorOf(Props.Empty);
        Watch(gone);
        Sys.Stop(gone);
        await ExpectTerminatedAsync(gone);
        gone.Tell(new Unimportant(), TestActor);
        (await ExpectMsgAsync<SuppressedDeadLetter>()).Recipient.ShouldBe(Sys.DeadLetters);
    }

    private void Publish(string message) =>
        Sys.EventStream.Publish(new Dropped(message, "No room", TestActor));

    private sealed record Unimportant : IDeadLetterSuppression;

    private sealed class Deaf : ReceiveActor
    {
        public Deaf() => Receive<int>(_ => { });
    }
}
