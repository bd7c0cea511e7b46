using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit.Internal;

/// <summary>The actor behind a test kit or probe: puts what it receives into the queue.</summary>
internal sealed class InternalTestActor(TestActorQueue queue) : ActorBase
{
    private TestActor.Ignore? _ignore;
    private readonly DelegatingSupervisorStrategy _strategy = new();
    private AutoPilot? _pilot;

    /// <summary>The recipe of a test actor; it runs on the thread that brings the message.</summary>
    internal static Props Recipe(TestActorQueue queue) =>
        Props.CreateBy(new Producer(queue)).WithDispatcher(CallingThreadDispatcher.TestActorId);

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set: _ignore = set.Ignore; break;
            case TestActor.SetAutoPilot set: _pilot = set.AutoPilot; break;
            case TestActor.Watch watch: Context.Watch(watch.Actor); break;
            case TestActor.Unwatch unwatch: Context.Unwatch(unwatch.Actor); break;
            case AwaitedSpawn awaited: awaited.Answer(() => Create(awaited)); break;
            case TestActor.Spawn spawn: queue.Add(new RealMessageEnvelope(Create(spawn), Self)); break;
            default: Collect(message); break;
        }

        return true;
    }

    private IActorRef Create(TestActor.Spawn spawn)
    {
        var child = spawn.Apply(Context);
        if (spawn._supervisorStrategy.HasValue) _strategy.Update(child, spawn._supervisorStrategy.Value);
        return child;
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

    /// <summary>A spawn whose child goes to the one who asked, and not among the messages.</summary>
    internal sealed class AwaitedSpawn(
        Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy)
        : TestActor.Spawn(props, name, supervisorStrategy)
    {
        private readonly TaskCompletionSource<IActorRef> _child =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<IActorRef> Child => _child.Task;

        /// <summary>A child that cannot be made fails the test and not the test actor.</summary>
        internal void Answer(Func<IActorRef> create)
        {
            try
            {
                _child.SetResult(create());
            }
            catch (Exception error)
            {
                _child.SetException(error);
            }
        }
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
