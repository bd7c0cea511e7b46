using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The messages of an actor reference.</summary>
/// <remarks>What the reference is told goes straight to the stage, so that no request of downstream overtakes it; the
/// buffer is the stage's, so that its strategy sees the demand of the stream and not that of another buffer between
/// them.</remarks>
internal sealed class ActorRefSource<T>(
    int size, OverflowStrategy strategy, Attributes attributes, SourceShape<T> shape) : AtomicModule, IBoundaryModule
{
    public override Shape Shape => shape;

    public override Attributes Attributes => attributes;

    public override IModule WithAttributes(Attributes attributes) =>
        new ActorRefSource<T>(size, strategy, attributes, shape);

    public GraphStageLogic CreateBoundary(MaterializationContext context, out object? materialized)
    {
        var inbox = new StageInbox<object>();
        var materializer = (ActorMaterializerImpl)context.Materializer;
        var reference = new ActorRefSourceRef(
            materializer.SystemImpl, materializer.NextActorPath(context.StageName), inbox);
        materialized = reference;
        return new Logic(shape, inbox, reference, size, strategy);
    }

    private sealed class Logic(
        SourceShape<T> shape, StageInbox<object> inbox, ActorRefSourceRef reference, int size,
        OverflowStrategy strategy) : SourceLogic<T>(shape)
    {
        private readonly BoundedBuffer<T> _buffer = new(size);
        private bool _draining;

        public override void PreStart() => inbox.Open(GetAsyncCallback(TakeMessage));

        public override void OnPull()
        {
            if (!_buffer.IsEmpty) Push(Out, _buffer.Dequeue());
            if (_draining && _buffer.IsEmpty) CompleteStage();
        }

        public override void PostStop()
        {
            inbox.Close();
            reference.End();
        }

        private void TakeMessage()
        {
            if (!inbox.TryTake(out var message)) return;
            switch (message)
            {
                case Status.Failure failed:
                    FailStage(failed.Cause);
                    break;
                case Status.Success:
                    _draining = true;
                    if (_buffer.IsEmpty) CompleteStage();
                    break;
                case T element when !_draining:
                    Take(element);
                    break;
            }
        }

        // Without a buffer, what comes without demand is lost.
        private void Take(T element)
        {
            if (IsAvailable(Out)) Push(Out, element);
            else if (size > 0 && _buffer.Offer(element, strategy) == Reception.Overflow) Overrun();
        }

        private void Overrun() => FailStage(Overflow.Exception(size));
    }
}

/// <summary>The reference of a stage that ends with it, or ends it.</summary>
internal sealed class ActorRefSourceRef(ActorSystemImpl system, ActorPath path, StageInbox<object> inbox)
    : MinimalActorRef
{
    private static readonly Status.Success Stopped = new("The actor has ended.");

    private readonly Lock _lock = new();
    private HashSet<IInternalActorRef>? _watchers = [];

    public override ActorPath Path => path;

    private protected override ActorSystemImpl OwnerSystem => system;

    /// <summary>Those who watch it are told.</summary>
    internal void End()
    {
        HashSet<IInternalActorRef>? watchers;
        lock (_lock) (watchers, _watchers) = (_watchers, null);
        if (watchers is null) return;
        foreach (var watcher in watchers) watcher.SendSystemMessage(new ActorDied(this, existenceConfirmed: true));
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (_watchers is null || !inbox.TryAdd(message is PoisonPill ? Stopped : message))
        {
            system.DeadLetterOffice.Publish(message, sender, this);
        }
        else if (message is PoisonPill)
        {
            End();
        }
    }

    private protected override void OnSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case TerminateActor:
                TellInternal(PoisonPill.Instance, null);
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
