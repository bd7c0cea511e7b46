using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Who takes null for a message.</summary>
public sealed class NullSpecs : TestKit
{
    [Fact]
    public void An_actor_does_not() =>
        Should.Throw<ArgumentNullException>(() => TestActor.Tell(null!, TestActor))
            .Message.ShouldBe("The message cannot be null. (Parameter 'message')");

    [Fact]
    public void An_actor_does_not_by_a_selection() =>
        Should.Throw<ArgumentNullException>(() => Sys.ActorSelection(TestActor.Path).Tell(null!, TestActor));

    [Fact]
    public void An_actor_cannot_be_asked_null() =>
        Should.Throw<ArgumentNullException>(() => TestActor.Ask<string>((object)null!, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Dead_letters_do_not() =>
        Should.Throw<InvalidMessageException>(() => Sys.DeadLetters.Tell(null!, TestActor));

    [Fact]
    public void Nobody_does()
    {
        ActorRefs.Nobody.Tell(null!, TestActor);
        Sys.ActorSelection("/user/missing").Tell(null!, TestActor);
    }

    [Fact]
    public async Task An_ask_does_for_its_answer()
    {
        var actor = Sys.ActorOf(Props.Create(() => new AnswersNull()));

        (await actor.Ask<string?>("text", TimeSpan.FromSeconds(3))).ShouldBeNull();
        (await actor.Ask<int>("number", TimeSpan.FromSeconds(3))).ShouldBe(0);
    }

    private sealed class AnswersNull : ReceiveActor
    {
        public AnswersNull() => ReceiveAny(_ => Sender.Tell(null!));
    }
}
