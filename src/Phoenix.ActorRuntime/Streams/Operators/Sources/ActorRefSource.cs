using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The messages of an actor reference.</summary>
/// <remarks>The actor only hands on what it gets; the buffer is the stage's, so that its strategy sees the demand of
/// the
/// stream and not that of another buffer between them.</remarks>
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
        var materializer = (ActorMaterializer)context.Materializer;
        var actor = materializer.ActorOf(context, Props.Create(() => new ActorRefSourceActor(inbox)));
        materialized = actor;
        return new Logic(shape, inbox, actor, materializer.System, size, strategy);
    }

    private sealed class Logic(
        SourceShape<T> shape, StageInbox<object> inbox, IActorRef actor, ActorSystem system, int size,
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
            ((ActorSystemImpl)system).Stop(actor);
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

/// <summary>Hands messages on to a stage; its own end is that of the stream.</summary>
internal sealed class ActorRefSourceActor(StageInbox<object> inbox) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (!inbox.TryAdd(message)) Context.Stop(Self);
    }

    protected override void PostStop() => inbox.TryAdd(new Status.Success("The actor has ended."));
}
