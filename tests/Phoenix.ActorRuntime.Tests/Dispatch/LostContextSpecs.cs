using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>What an actor left behind when its message was done cannot be used as if it were still there.</summary>
public sealed class LostContextSpecs : TestKit
{
    [Theory]
    [InlineData("context")]
    [InlineData("sender")]
    public void What_belongs_to_a_message_is_refused_outside_of_it(string part)
    {
        Sys.ActorOf(Props.Create(() => new Careless(TestActor))).Tell(part);

        ExpectMsg<string>().ShouldContain("There is no active ActorContext");
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef to) => Receive<string>(part =>
        {
            new Thread(() => to.Tell(Misuse(part), ActorRefs.NoSender)) { IsBackground = true }.Start();
        });

        private string Misuse(string part)
        {
            try
            {
                return "allowed: " + (part == "sender" ? Sender.Path : Context.Self.Path);
            }
            catch (NotSupportedException refused)
            {
                return refused.Message;
            }
        }
    }
}
