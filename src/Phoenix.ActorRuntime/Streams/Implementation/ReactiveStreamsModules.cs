using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>A publisher from outside as a source.</summary>
internal sealed class PublisherSource<T>(IPublisher<T> publisher, Attributes attributes, SourceShape<T> shape)
    : SourceModule<T, NotUsed>(shape)
{
    public override Attributes Attributes => attributes;

    protected override string Label => $"PublisherSource({publisher})";

    public override IModule WithAttributes(Attributes attributes) =>
        new PublisherSource<T>(publisher, attributes, AmendShape(attributes));

    public override IPublisher<T> Create(MaterializationContext context, out NotUsed materializer)
    {
        materializer = NotUsed.Instance;
        return publisher;
    }

    protected override SourceModule<T, NotUsed> NewInstance(SourceShape<T> shape) =>
        new PublisherSource<T>(publisher, attributes, shape);
}

/// <summary>A subscriber from outside as a sink.</summary>
internal sealed class SubscriberSink<T>(ISubscriber<T> subscriber, Attributes attributes, SinkShape<T> shape)
    : SinkModule<T, NotUsed>(shape)
{
    public override Attributes Attributes => attributes;

    protected override string Label => $"SubscriberSink({subscriber})";

    public override IModule WithAttributes(Attributes attributes) =>
        new SubscriberSink<T>(subscriber, attributes, AmendShape(attributes));

    public override object Create(MaterializationContext context, out NotUsed materializer)
    {
        materializer = NotUsed.Instance;
        return subscriber;
    }

    protected override SinkModule<T, NotUsed> NewInstance(SinkShape<T> shape) =>
        new SubscriberSink<T>(subscriber, attributes, shape);
}

/// <summary>A source that is materialized as its own subscriber.</summary>
internal sealed class SubscriberSource<T>(Attributes attributes, SourceShape<T> shape) : AtomicModule, IBoundaryModule
{
    public override Shape Shape => shape;

    public override Attributes Attributes => attributes;

    public override IModule WithAttributes(Attributes attributes) => new SubscriberSource<T>(attributes, shape);

    public GraphStageLogic CreateBoundary(MaterializationContext context, out object? materialized)
    {
        var boundary = new InputBoundary(context.EffectiveAttributes, null);
        materialized = new BoundarySubscriber<T>(boundary);
        return boundary;
    }
}

/// <summary>A sink that is materialized as a publisher for one subscriber.</summary>
internal sealed class PublisherSink<T>(Attributes attributes, SinkShape<T> shape) : AtomicModule, IBoundaryModule
{
    public override Shape Shape => shape;

    public override Attributes Attributes => attributes;

    public override IModule WithAttributes(Attributes attributes) => new PublisherSink<T>(attributes, shape);

    public GraphStageLogic CreateBoundary(MaterializationContext context, out object? materialized)
    {
        IslandPublisher<T> publisher = null!;
        var boundary = new OutputBoundary(context.EffectiveAttributes, _ => publisher.WaitForSubscriber());
        materialized = publisher = new IslandPublisher<T>(boundary);
        return boundary;
    }
}

/// <summary>A sink that is materialized as a publisher for any number of subscribers; always an island of its own,
/// so that its buffer is filled while they are slow.</summary>
internal sealed class FanoutPublisherSink<T>(Attributes attributes, SinkShape<T> shape) : AtomicModule, IBoundaryModule
{
    public override Shape Shape => shape;

    public override Attributes Attributes { get; } =
        attributes.IsAsync ? attributes : attributes.And(Attributes.AsyncBoundary.Instance);

    public override IModule WithAttributes(Attributes attributes) => new FanoutPublisherSink<T>(attributes, shape);

    public GraphStageLogic CreateBoundary(MaterializationContext context, out object? materialized)
    {
        IslandPublisher<T> publisher = null!;
        var boundary = new FanoutBoundary(context.EffectiveAttributes, _ => publisher.WaitForSubscriber());
        materialized = publisher = new IslandPublisher<T>(boundary);
        return boundary;
    }
}

/// <summary>The two ends of a running stream as one processor.</summary>
internal sealed class StreamProcessor<TIn, TOut>(ISubscriber<TIn> subscriber, IPublisher<TOut> publisher)
    : IProcessor<TIn, TOut>
{
    public void OnSubscribe(ISubscription subscription) => subscriber.OnSubscribe(subscription);

    public void OnNext(TIn element) => subscriber.OnNext(element);

    public void OnError(Exception cause) => subscriber.OnError(cause);

    public void OnComplete() => subscriber.OnComplete();

    public void Subscribe(ISubscriber<TOut> subscriber) => publisher.Subscribe(subscriber);
}
