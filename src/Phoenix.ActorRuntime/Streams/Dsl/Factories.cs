using Akka.Streams.Implementation;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static partial class Source
{
    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Module);

    /// <summary>A shape with an outlet of that name.</summary>
    public static SourceShape<T> Shape<T>(string name) => new(new Outlet<T>($"{name}.out"));

    /// <summary>What a publisher publishes; every materialization subscribes anew.</summary>
    public static Source<T, NotUsed> FromPublisher<T>(IPublisher<T> publisher) => new(
        new PublisherSource<T>(publisher, Attributes.CreateName("publisherSource"), Shape<T>("PublisherSource")));

    /// <summary>Materialized as the subscriber that feeds the stream.</summary>
    public static Source<T, ISubscriber<T>> AsSubscriber<T>() => new(
        new SubscriberSource<T>(Attributes.CreateName("subscriberSource"), Shape<T>("SubscriberSource")));
}

/// <summary>Makes sinks.</summary>
public static partial class Sink
{
    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) => Wrap(graph);

    public static Sink<TIn, TMat> Wrap<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Module);

    /// <summary>A shape with an inlet of that name.</summary>
    public static SinkShape<T> Shape<T>(string name) => new(new Inlet<T>($"{name}.in"));

    /// <summary>Gives everything to a subscriber, at the speed it wants.</summary>
    public static Sink<TIn, NotUsed> FromSubscriber<TIn>(ISubscriber<TIn> subscriber) => new(
        new SubscriberSink<TIn>(subscriber, Attributes.CreateName("subscriberSink"), Shape<TIn>("SubscriberSink")));

    /// <summary>Materialized as a publisher of the elements.</summary>
    /// <param name="fanout">Whether it may have more than one subscriber.</param>
    public static Sink<TIn, IPublisher<TIn>> AsPublisher<TIn>(bool fanout) =>
        fanout ? FanoutPublisher<TIn>() : Publisher<TIn>();

    /// <summary>Materialized as a publisher for one subscriber.</summary>
    public static Sink<TIn, IPublisher<TIn>> Publisher<TIn>() => new(
        new PublisherSink<TIn>(Attributes.CreateName("publisherSink"), Shape<TIn>("PublisherSink")));

    /// <summary>Materialized as a publisher for any number of subscribers; the slowest decides the speed.</summary>
    public static Sink<TIn, IPublisher<TIn>> FanoutPublisher<TIn>() => new(
        new FanoutPublisherSink<TIn>(Attributes.CreateName("fanoutPublisherSink"), Shape<TIn>("FanoutPublisherSink")));
}

/// <summary>Makes flows.</summary>
public static partial class Flow
{
    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> graph) =>
        graph as Flow<TIn, TOut, TMat> ?? new Flow<TIn, TOut, TMat>(graph.Module);

    /// <summary>The flow that lets everything pass.</summary>
    public static Flow<T, T, NotUsed> Create<T>() => Create<T, NotUsed>();

    public static Flow<T, T, TMat> Create<T, TMat>() => new(PassThrough<T>.Instance.Module);

    /// <summary>A flow that sends what comes in to a sink, and out what comes from a source.</summary>
    public static Flow<TIn, TOut, NotUsed> FromSinkAndSource<TIn, TOut, TMat>(
        IGraph<SinkShape<TIn>, TMat> sink, IGraph<SourceShape<TOut>, TMat> source) =>
        FromSinkAndSource(sink, source, Keep.None);

    public static Flow<TIn, TOut, TMat> FromSinkAndSource<TIn, TOut, TMat1, TMat2, TMat>(
        IGraph<SinkShape<TIn>, TMat1> sink, IGraph<SourceShape<TOut>, TMat2> source, Func<TMat1, TMat2, TMat> combine)
    {
        var end = Composition.Copy(sink, out var front);
        var beginning = Composition.Copy(source, out var back);
        return new Flow<TIn, TOut, TMat>(Composition.Join(
            new FlowShape<TIn, TOut>(front.Inlet, back.Outlet), end, beginning, combine));
    }

    /// <summary>A processor as a flow; every materialization makes a new one.</summary>
    public static Flow<TIn, TOut, NotUsed> FromProcessor<TIn, TOut>(Func<IProcessor<TIn, TOut>> factory) =>
        FromProcessorMaterialized(() => (factory(), NotUsed.Instance));

    public static Flow<TIn, TOut, TMat> FromProcessorMaterialized<TIn, TOut, TMat>(
        Func<(IProcessor<TIn, TOut>, TMat)> factory) =>
        FromSinkAndSource(Sink.AsPublisher<TIn>(false), Source.AsSubscriber<TOut>(), (publisher, subscriber) =>
        {
            var (processor, value) = factory();
            processor.Subscribe(subscriber);
            publisher.Subscribe(processor);
            return value;
        });

    public static Flow<T, T, NotUsed> Identity<T>() => Create<T>();

    public static Flow<T, T, TMat> Identity<T, TMat>() => Create<T, TMat>();
}
