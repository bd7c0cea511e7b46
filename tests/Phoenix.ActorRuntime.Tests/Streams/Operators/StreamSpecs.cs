using System.Collections.Immutable;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;
using Akka.Util;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>A materializer, and the two ends of a stream in the hands of the test.</summary>
public abstract class StreamSpecs : TestKit
{
    protected StreamSpecs() => Materializer = Sys.Materializer();

    protected ActorMaterializer Materializer { get; }

    protected static Source<int, Akka.NotUsed> Numbers(int count) => Source.From(Enumerable.Range(1, count));

    protected Task<IImmutableList<T>> All<T, TMat>(Source<T, TMat> source) =>
        source.RunWith(Sink.Seq<T>(), Materializer);

    /// <summary>Runs a flow between two queues: what is offered comes out as it is pulled.</summary>
    protected (ISourceQueueWithComplete<TIn> In, ISinkQueue<TOut> Out) Between<TIn, TOut, TMat>(
        Flow<TIn, TOut, TMat> flow) =>
        Source.Queue<TIn>(16, OverflowStrategy.Backpressure)
            .Via(flow)
            .ToMaterialized(
                Sink.Queue<TOut>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both)
            .Run(Materializer);

    protected static async Task<T> Next<T>(ISinkQueue<T> queue) => (await queue.PullAsync()).Value;

    protected static async Task ShouldEnd<T>(ISinkQueue<T> queue) =>
        (await queue.PullAsync()).ShouldBe(Option<T>.None);
}
