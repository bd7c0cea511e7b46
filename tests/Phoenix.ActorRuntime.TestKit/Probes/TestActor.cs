using Akka.Actor;
using Akka.Util;

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

    /// <summary>Makes the test actor create a child, which becomes its next message.</summary>
    public class Spawn : INoSerializationVerificationNeeded
    {
        public readonly Props _props;
        public readonly Option<string> _name;
        public readonly Option<SupervisorStrategy> _supervisorStrategy;

        /// <param name="props">Of the child.</param>
        /// <param name="name">Of the child; one of its own if there is none.</param>
        /// <param name="supervisorStrategy">How its failures are treated; it is stopped if there is none.</param>
        public Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy) =>
            (_props, _name, _supervisorStrategy) = (props, name, supervisorStrategy);

        public IActorRef Apply(IActorRefFactory context) =>
            context.ActorOf(_props, _name.HasValue ? _name.Value : null);
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
