using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A stand-in for an actor: receives, expects, sends, replies.</summary>
public class TestProbe : TestKitBase, IInternalActorRef, INoImplicitSender
{
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName)
    {
    }

    public IActorRef Ref => TestActor;

    /// <summary>Who sent the last message the test looked at.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    ActorSystemImpl? IInternalActorRef.Owner => Inner.Owner;

    IInternalActorRef? IInternalActorRef.Parent => Inner.Parent;

    bool IInternalActorRef.IsTerminated => Inner.IsTerminated;

    IReadOnlyList<IInternalActorRef> IInternalActorRef.Children => Inner.Children;

    private IInternalActorRef Inner => (IInternalActorRef)TestActor;

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    /// <summary>Sends in the name of the probe.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Answers the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Passes the last message on, with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage!);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    public bool Equals(IActorRef? other) => TestActor.Equals(other);

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => TestActor.GetHashCode();

    public int CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    public override string ToString() => TestActor.ToString()!;

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => Inner.SendSystemMessage(message);

    IInternalActorRef? IInternalActorRef.GetSingleChild(string name) => Inner.GetSingleChild(name);
}
