using Akka.Actor;
using Akka.Configuration;

namespace Phoenix.ActorRuntime.Tests.Misuse;

/// <summary>Mistakes in using the runtime are answered with an error that names what is wrong.</summary>
public sealed class MisuseSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_second_child_of_the_same_name_is_refused_by_name()
    {
        var parent = Sys.ActorOf<Parent>("twins");

        parent.Tell("castor", TestActor);
        ExpectMsg<IActorRef>().Path.Name.ShouldBe("castor");
        parent.Tell("castor", TestActor);

        ExpectMsg<Status.Failure>().Cause.ShouldBeOfType<InvalidActorNameException>().Message.ShouldContain("castor");
    }

    [Fact]
    public void A_dispatcher_that_is_not_configured_is_refused_by_its_name() =>
        Should.Throw<ConfigurationException>(
                () => Sys.ActorOf(Props.Create<Silent>().WithDispatcher("no-such-dispatcher"), "somewhere"))
            .ToString().ShouldContain("no-such-dispatcher");

    [Fact]
    public void A_mailbox_that_is_not_configured_is_refused_by_its_name() =>
        Should.Throw<ConfigurationException>(
                () => Sys.ActorOf(Props.Create<Silent>().WithMailbox("no-such-mailbox"), "somewhere"))
            .ToString().ShouldContain("no-such-mailbox");

    [Fact]
    public async Task An_ask_that_nobody_answers_ends_with_its_limit()
    {
        var silent = Sys.ActorOf<Silent>("silent");

        var error = await Should.ThrowAsync<AskTimeoutException>(
            () => silent.Ask<string>("anyone?", TimeSpan.FromMilliseconds(20)));

        error.Message.ShouldContain("0.02");
    }

    [Fact]
    public void The_context_is_not_to_be_had_after_an_await()
    {
        var forgetful = Sys.ActorOf<Forgetful>();

        forgetful.Tell(TestActor, TestActor);

        ExpectMsg<NotSupportedException>().Message.ShouldContain("async", Case.Insensitive);
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<string>(name =>
        {
            try
            {
                Sender.Tell(Context.ActorOf<Silent>(name));
            }
            catch (InvalidActorNameException refusal)
            {
                Sender.Tell(new Status.Failure(refusal));
            }
        });
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    /// <summary>Asks for its context where no message is being handled: on the thread where an await that has lost its
    /// way would go on.</summary>
    private sealed class Forgetful : ReceiveActor
    {
        public Forgetful() => Receive<IActorRef>(observer => new Thread(() => Ask(observer)).Start());

        private static void Ask(IActorRef observer)
        {
            try
            {
                observer.Tell(Context.Self, ActorRefs.NoSender);
            }
            catch (NotSupportedException refusal)
            {
                observer.Tell(refusal, ActorRefs.NoSender);
            }
        }
    }
}
