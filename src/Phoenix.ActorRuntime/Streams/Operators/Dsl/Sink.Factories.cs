using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Makes sinks.</summary>
public static partial class Sink
{
    /// <summary>The first element; an empty stream fails the task.</summary>
    public static Sink<TIn, Task<TIn>> First<TIn>() => FromGraph(new FirstSink<TIn>(orDefault: false));

    /// <summary>The first element, or the default of an empty stream.</summary>
    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => FromGraph(new FirstSink<TIn>(orDefault: true));

    /// <summary>The last element; an empty stream fails the task.</summary>
    public static Sink<TIn, Task<TIn>> Last<TIn>() => FromGraph(new LastSink<TIn>(orDefault: false));

    /// <summary>The last element, or the default of an empty stream.</summary>
    public static Sink<TIn, Task<TIn>> LastOrDefault<TIn>() => FromGraph(new LastSink<TIn>(orDefault: true));

    /// <summary>All elements.</summary>
    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() => FromGraph(new SeqSink<TIn>());

    /// <summary>No element matters, only the end.</summary>
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => FromGraph(new IgnoreSink<TIn>());

    /// <summary>Cancels at once.</summary>
    public static Sink<TIn, NotUsed> Cancelled<TIn>() => FromGraph(new CancelledSink<TIn>());

    /// <summary>Calls an action with each element.</summary>
    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => Flow.Create<TIn>()
        .Select(element =>
        {
            action(element);
            return NotUsed.Instance;
        })
        .ToMaterialized(Ignore<NotUsed>(), Keep.Right);

    /// <summary>Begins a task with each element, as many at a time as <paramref name="parallelism"/>.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) =>
        Flow.Create<TIn>()
            .SelectAsyncUnordered(parallelism, element => action(element).AsDone())
            .ToMaterialized(Ignore<Done>(), Keep.Right);

    /// <summary>Calls an action with each element, as many at a time as <paramref name="parallelism"/>.</summary>
    [Obsolete("Use `ForEachAsync` instead, it allows you to choose how to run the procedure, by " +
        "calling some other API returning a Task or using Task.Run. Obsolete since 1.5.2")]
    public static Sink<TIn, Task<Done>> ForEachParallel<TIn>(int parallelism, Action<TIn> action) =>
        ForEachAsync<TIn>(parallelism, element => Tasks.Elsewhere(() => action(element)));

    /// <summary>The last state of an aggregation.</summary>
    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) =>
        Flow.Create<TIn>().Aggregate(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>The last state of an aggregation whose steps are tasks.</summary>
    public static Sink<TIn, Task<TOut>> AggregateAsync<TIn, TOut>(
        TOut zero, Func<TOut, TIn, Task<TOut>> aggregate) =>
        Flow.Create<TIn>().AggregateAsync(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>The last state of an aggregation that begins with the first element; an empty stream fails the
    /// task.</summary>
    public static Sink<TIn, Task<TIn>> Sum<TIn>(Func<TIn, TIn, TIn> reduce) =>
        Flow.Create<TIn>().Sum(reduce).ToMaterialized(First<TIn>(), Keep.Right);

    /// <summary>Calls an action when the stream has ended.</summary>
    public static Sink<TIn, NotUsed> OnComplete<TIn>(Action success, Action<Exception> failure) =>
        FromGraph(new OnCompleteSink<TIn>(success, failure));

    /// <summary>Elements that are pulled from outside; how many wait is the size of the input buffer.</summary>
    public static Sink<TIn, ISinkQueue<TIn>> Queue<TIn>() => FromGraph(new QueueSinkStage<TIn>());

    /// <summary>Sends elements to an actor without back-pressure; its end cancels the stream.</summary>
    /// <param name="actorRef">Who gets the elements.</param>
    /// <param name="onCompleteMessage">Sent after the last element.</param>
    /// <param name="onFailureMessage">Makes what is sent when the stream fails.</param>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(
        IActorRef actorRef, object onCompleteMessage, Func<Exception, object> onFailureMessage) =>
        FromGraph(new ActorRefSink<TIn>(actorRef, onCompleteMessage, onFailureMessage));

    /// <summary>Sends elements to an actor without back-pressure, and a <see cref="Status.Failure"/> when the stream
    /// fails.</summary>
    [Obsolete("Use overload accepting both on complete and on failure message")]
    public static Sink<TIn, NotUsed> ActorRef<TIn>(IActorRef actorRef, object onCompleteMessage) =>
        ActorRef<TIn>(actorRef, onCompleteMessage, cause => new Status.Failure(cause));

    /// <summary>Sends elements to an actor, the next one when it has acknowledged the one before; its end cancels the
    /// stream.</summary>
    /// <param name="actorRef">Who gets the elements; it answers to the sender.</param>
    /// <param name="onInitMessage">Sent first; it is to be acknowledged too.</param>
    /// <param name="ackMessage">The acknowledgement.</param>
    /// <param name="onCompleteMessage">Sent after the last element was.</param>
    /// <param name="onFailureMessage">Makes what is sent when the stream fails; null for a
    /// <see cref="Status.Failure"/>.</param>
    public static Sink<TIn, NotUsed> ActorRefWithAck<TIn>(
        IActorRef actorRef, object onInitMessage, object ackMessage, object onCompleteMessage,
        Func<Exception, object>? onFailureMessage = null) =>
        FromGraph(new ActorRefWithAckSink<TIn>(
            actorRef, onInitMessage, ackMessage, onCompleteMessage,
            onFailureMessage ?? (cause => new Status.Failure(cause))));

    /// <summary>A bounded channel of the stream's own to read from.</summary>
    public static Sink<T, ChannelReader<T>> ChannelReader<T>(
        int bufferSize, bool singleReader, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        ChannelSink.AsReader<T>(bufferSize, singleReader, fullMode);

    /// <summary>Writes into a channel as fast as it takes elements.</summary>
    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner) =>
        ChannelSink.FromWriter(writer, isOwner);

    /// <summary>Several sinks, fed by a strategy such as a broadcast.</summary>
    public static Sink<TIn, NotUsed> Combine<TIn, TOut, TMat>(
        Func<int, IGraph<UniformFanOutShape<TIn, TOut>, TMat>> strategy, Sink<TOut, NotUsed> first,
        Sink<TOut, NotUsed> second, params Sink<TOut, NotUsed>[] rest) =>
        Branch.Spread(strategy(rest.Length + 2), [first, second, .. rest]);
}
