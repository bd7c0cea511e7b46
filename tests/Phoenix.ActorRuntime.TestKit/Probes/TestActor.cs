using Akka.Actor;

namespace Akka.TestKit;

/// <summary>What a test actor understands besides the messages it collects.</summary>
public static class TestActor
{
    /// <summary>Whether a message is of no interest.</summary>
    public delegate bool Ignore(object message);

    public static AutoPilot KeepRunning => TestKit.KeepRunning.Instance;

    public static AutoPilot NoAutoPilot => TestKit.NoAutoPilot.Instance;

    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>From now on messages of no interest are dropped; null ends that.</summary>
    public class SetIgnore(Ignore? ignore) : INoSerializationVerificationNeeded
    {
        public Ignore? Ignore { get; } = ignore;
    }

    /// <summary>From now on a pilot answers.</summary>
    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    /// <summary>Makes the test actor watch.</summary>
    public class Watch(IActorRef actorToWatch) : INoSerializationVerificationNeeded
    {
        public IActorRef Actor { get; } = actorToWatch;
    }

    /// <summary>Makes the test actor watch no more.</summary>
    public class Unwatch(IActorRef actorToUnwatch) : INoSerializationVerificationNeeded
    {
        public IActorRef Actor { get; } = actorToUnwatch;
    }
}
