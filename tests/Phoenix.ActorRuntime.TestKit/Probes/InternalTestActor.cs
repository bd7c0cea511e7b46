using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>The actor behind a test kit or probe: puts what it receives into the queue.</summary>
internal sealed class InternalTestActor(TestActorQueue queue) : ActorBase
{
    private TestActor.Ignore? _ignore;
    private AutoPilot? _pilot;

    /// <summary>The recipe of a test actor; it runs on the thread that brings the message.</summary>
    internal static Props Recipe(TestActorQueue queue) =>
        Props.CreateBy(new Producer(queue)).WithDispatcher(CallingThreadDispatcher.TestActorId);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set: _ignore = set.Ignore; break;
            case TestActor.SetAutoPilot set: _pilot = set.AutoPilot; break;
            case TestActor.Watch watch: Context.Watch(watch.Actor); break;
            case TestActor.Unwatch unwatch: Context.Unwatch(unwatch.Actor); break;
            default: Collect(message); break;
        }

        return true;
    }

    private void Collect(object message)
    {
        if (_pilot is not null and not NoAutoPilot)
        {
            var next = _pilot.Run(Sender, message);
            if (next is not KeepRunning) _pilot = next;
        }

        if (_ignore?.Invoke(message) != true) queue.Add(new RealMessageEnvelope(message, Sender));
    }

    private sealed class Producer(TestActorQueue queue) : IIndirectActorProducer
    {
        public Type ActorType => typeof(InternalTestActor);

        public ActorBase Produce() => new InternalTestActor(queue);

        public void Release(ActorBase actor)
        {
        }
    }
}
