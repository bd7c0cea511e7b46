using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Passes every message on to the test, and back to its sender.</summary>
public class EchoActor : ReceiveActor
{
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true) => ReceiveAny(message =>
    {
        var test = testkit.TestActor;
        if (echoBackToSenderAsWell && !Sender.Equals(test)) Sender.Forward(message);
        test.Tell(message, Sender);
    });

    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

/// <summary>Sends every message back to its sender.</summary>
public class SimpleEchoActor : ReceiveActor
{
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message, Self));

    public static Props Props() => Actor.Props.Create<SimpleEchoActor>();
}

/// <summary>Passes every message on, with its sender.</summary>
public class ForwardActor : ReceiveActor
{
    public ForwardActor(IActorRef target) => ReceiveAny(message => target.Forward(message));

    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}

/// <summary>Handles no message at all.</summary>
public class UnhandledMessageActor : ReceiveActor
{
    public UnhandledMessageActor() => ReceiveAny(Unhandled);
}
