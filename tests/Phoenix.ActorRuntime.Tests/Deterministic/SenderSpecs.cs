using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Stricter than Akka.NET, where the sender of some message or other would be told.</summary>
public sealed class SenderSpecs : TestKit
{
    [Fact]
    public void The_sender_is_not_to_be_had_after_an_await()
    {
        Sys.ActorOf<Forgetful>().Tell(TestActor, TestActor);

        ExpectMsg<NotSupportedException>().Message.ShouldContain("async", Case.Insensitive);
    }

    private sealed class Forgetful : ReceiveActor
    {
        public Forgetful() => Receive<IActorRef>(observer => new Thread(() => Ask(observer)).Start());

        private void Ask(IActorRef observer)
        {
            try
            {
                observer.Tell(Sender, ActorRefs.NoSender);
            }
            catch (NotSupportedException refusal)
            {
                observer.Tell(refusal, ActorRefs.NoSender);
            }
        }
    }
}
