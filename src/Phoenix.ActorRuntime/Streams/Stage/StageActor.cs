using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>The behaviour of a stage actor.</summary>
public static class StageActorRef
{
    /// <param name="args">Sender and message.</param>
    public delegate void Receive((IActorRef, object) args);
}

/// <summary>The stage was asked for its actor before it had made one.</summary>
public class StageActorRefNotInitializedException : Exception
{
    public static readonly StageActorRefNotInitializedException Instance = new();

    private StageActorRefNotInitializedException()
        : base("You must first call GetStageActor(StageActorRef.Receive), to initialize the actor's behavior")
    {
    }
}

/// <summary>A stage seen as an actor: a reference whose messages the stage handles as events of its own.</summary>
public sealed class StageActor
{
    private readonly StageRef _ref;
    private volatile StageActorRef.Receive _behaviour;

    public StageActor(
        ActorMaterializer materializer,
        Func<StageActorRef.Receive, Action<(IActorRef, object)>> getAsyncCallback,
        StageActorRef.Receive initialReceive, string? name = null)
    {
        _behaviour = initialReceive;
        var callback = getAsyncCallback(args => _behaviour(args));
        var impl = (ActorMaterializerImpl)materializer;
        var path = new ChildActorPath(impl.Supervisor.Path, impl.NextStageActorName(name), impl.SystemImpl.NextUid());
        _ref = new StageRef(impl.SystemImpl, path, callback);
    }

    public IActorRef Ref => _ref;

    /// <summary>The stage is told <see cref="Terminated"/> when the actor ends.</summary>
    public void Watch(IActorRef actorRef) =>
        ((IInternalActorRef)actorRef).SendSystemMessage(new WatchActor((IInternalActorRef)actorRef, _ref));

    public void Unwatch(IActorRef actorRef) =>
        ((IInternalActorRef)actorRef).SendSystemMessage(new UnwatchActor(_ref));

    public void Become(StageActorRef.Receive receive) => _behaviour = receive;

    /// <summary>Ends the reference; those who watch it are told.</summary>
    public void Stop() => _ref.Stop();

    private sealed class StageRef(
        ActorSystemImpl system, ActorPath path, Action<(IActorRef, object)> callback) : MinimalActorRef
    {
        private readonly Lock _lock = new();
        private HashSet<IInternalActorRef>? _watchers = [];

        public override ActorPath Path => path;

        private protected override ActorSystemImpl OwnerSystem => system;

        internal void Stop()
        {
            HashSet<IInternalActorRef>? watchers;
            lock (_lock) (watchers, _watchers) = (_watchers, null);
            if (watchers is null) return;
            foreach (var watcher in watchers) watcher.SendSystemMessage(new ActorDied(this, existenceConfirmed: true));
        }

        protected override void TellInternal(object message, IActorRef? sender)
        {
            if (message is PoisonPill or Kill)
            {
                system.Log.Warning(
                    "{0} message sent to StageActor({1}) will be ignored, since it is not a real Actor. Use a " +
                    "custom message type to communicate with it instead.", message, path);
                return;
            }

            if (_watchers is null) system.DeadLetterOffice.Publish(message, sender, this);
            else callback((sender ?? ActorRefs.NoSender!, message));
        }

        private protected override void OnSystemMessage(SystemMessage message)
        {
            switch (message)
            {
                case ActorDied died:
                    callback((died.Actor, new Terminated(died.Actor, died.ExistenceConfirmed, false)));
                    break;
                case WatchActor watch when !AddWatcher(watch.Watcher):
                    watch.Watcher.SendSystemMessage(new ActorDied(this, existenceConfirmed: false));
                    break;
                case UnwatchActor unwatch:
                    lock (_lock) _watchers?.Remove(unwatch.Watcher);
                    break;
            }
        }

        private bool AddWatcher(IInternalActorRef watcher)
        {
            lock (_lock)
            {
                _watchers?.Add(watcher);
                return _watchers is not null;
            }
        }
    }
}
