using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A stand-in for an actor: receives, expects, sends, replies.</summary>
public partial class TestProbe : TestKitBase, IInternalActorRef, INoImplicitSender
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
    public void Forward(IActorRef actor) => Forward(actor, LastMessage);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

#pragma warning disable CS0809 // Akka.NET forbids it here although a kit may do it.
    [Obsolete("Cannot create a TestProbe from a TestProbe", true)]
    public override TestProbe CreateTestProbe(string? name = null) =>
        throw new NotSupportedException("Cannot create a TestProbe from a TestProbe");
#pragma warning restore CS0809

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(Inside(other));

    public override bool Equals(object? obj) => obj is IActorRef other && TestActor.Equals(Inside(other));

    public override int GetHashCode() => TestActor.GetHashCode();

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(Inside(other));

    public int CompareTo(object? obj) => TestActor.CompareTo(obj is IActorRef other ? Inside(other) : obj);

    public override string ToString() => $"TestProbe({TestActor})";

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Inner.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Inner.Resume(causedByFailure);

    void IInternalActorRef.Suspend() => Inner.Suspend();

    void IInternalActorRef.Restart(Exception cause) => Inner.Restart(cause);

    void IInternalActorRef.Stop() => Inner.Stop();

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => Inner.SendSystemMessage(message);

    IInternalActorRef? IInternalActorRef.GetSingleChild(string name) => Inner.GetSingleChild(name);

    private static IActorRef? Inside(IActorRef? other) => other is TestProbe probe ? probe.TestActor : other;
}
