using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static partial class Source
{
    /// <summary>The elements of an enumerable; enumerated anew for every run.</summary>
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable)
    {
        ArgumentNullException.ThrowIfNull(enumerable);
        return Of(new EnumeratorSource<T>(enumerable.GetEnumerator, "StatefulSelectMany"));
    }

    /// <summary>The elements of an asynchronous enumerable that is made anew for every run.</summary>
    public static Source<T, NotUsed> From<T>(Func<IAsyncEnumerable<T>> asyncEnumerable) =>
        Of(new AsyncEnumerableSource<T>(asyncEnumerable));

    /// <summary>The elements of an enumerator that is made anew for every run.</summary>
    public static Source<T, NotUsed> FromEnumerator<T>(Func<IEnumerator<T>> enumeratorFactory) =>
        Of(new EnumeratorSource<T>(enumeratorFactory, "fromEnumerator"));

    /// <summary>The elements of an enumerator, again and again; it fails if there are none.</summary>
    public static Source<T, NotUsed> Cycle<T>(Func<IEnumerator<T>> enumeratorFactory) =>
        Of(new EnumeratorSource<T>(() => Cycles.Endless(enumeratorFactory), "cycle"));

    /// <summary>One element.</summary>
    public static Source<T, NotUsed> Single<T>(T element) => Of(new SingleSource<T>(element));

    /// <summary>The same element as often as it is wanted.</summary>
    public static Source<T, NotUsed> Repeat<T>(T element)
    {
        Elements.NotNull(element);
        return Of(new EnumeratorSource<T>(() => Cycles.Endless(element), "repeat"));
    }

    /// <summary>The end at once.</summary>
    public static Source<T, NotUsed> Empty<T>() => Of(new EmptySource<T>());

    /// <summary>A failure at once.</summary>
    public static Source<T, NotUsed> Failed<T>(Exception cause) => Of(new FailedSource<T>(cause));

    /// <summary>Nothing, not even an end.</summary>
    public static Source<T, NotUsed> Never<T>() => Of(new NeverSource<T>());

    /// <summary>One element that is decided on outside; the default value of the type stands for none.</summary>
    public static Source<T, TaskCompletionSource<T>> Maybe<T>() => FromGraph(new MaybeSource<T>());

    /// <summary>The same element as time goes by; ticks that nobody wants are left out.</summary>
    public static Source<T, ICancelable> Tick<T>(TimeSpan initialDelay, TimeSpan interval, T tick) =>
        FromGraph(new TickSource<T>(initialDelay, interval, tick));

    /// <summary>The result of a task; its failure fails the stream.</summary>
    public static Source<T, NotUsed> FromTask<T>(Task<T> task) => Of(new TaskSource<T>(task));

    /// <summary>The elements of a source that a task will give.</summary>
    public static Source<T, Task<TMat>> FromTaskSource<T, TMat>(Task<Source<T, TMat>> task) =>
        FromGraph(new TaskFlattenSource<T, TMat>(task));

    /// <summary>The elements of a source that is made when the first one is wanted.</summary>
    public static Source<TOut, Task<TMat>> Lazily<TOut, TMat>(Func<Source<TOut, TMat>> create) =>
        FromGraph(new LazySource<TOut, TMat>(create));

    /// <summary>Elements made of a state; none ends the stream.</summary>
    public static Source<TElem, NotUsed> Unfold<TState, TElem>(
        TState state, Func<TState, Option<(TState, TElem)>> unfold) =>
        Of(new UnfoldSource<TState, TElem>(state, unfold));

    /// <summary>Elements made of a state by tasks; none ends the stream.</summary>
    public static Source<TElem, NotUsed> UnfoldAsync<TState, TElem>(
        TState state, Func<TState, Task<Option<(TState, TElem)>>> unfoldAsync) =>
        Of(new UnfoldAsyncSource<TState, TElem>(state, unfoldAsync));

    /// <summary>Elements made of a state without an end.</summary>
    public static Source<TElem, NotUsed> UnfoldInfinite<TState, TElem>(
        TState state, Func<TState, (TState, TElem)> unfold) =>
        Of(new UnfoldSource<TState, TElem>(state, next => Option<(TState, TElem)>.Create(unfold(next))));

    /// <summary>What is read from a resource that is opened for every run and closed with it.</summary>
    public static Source<T, NotUsed> UnfoldResource<T, TSource>(
        Func<TSource> create, Func<TSource, Option<T>> read, Action<TSource> close) =>
        Of(new ResourceSource<T, TSource>(create, read, close));

    /// <summary>As <see cref="UnfoldResource{T,TSource}"/>, by tasks.</summary>
    public static Source<T, NotUsed> UnfoldResourceAsync<T, TSource>(
        Func<Task<TSource>> create, Func<TSource, Task<Option<T>>> read, Func<TSource, Task<Done>> close) =>
        Of(new AsyncResourceSource<T, TSource>(create, read, close));

    /// <summary>Elements that are offered from outside.</summary>
    /// <param name="bufferSize">How many may wait; with 0 only the one that was offered last.</param>
    /// <param name="overflowStrategy">What becomes of an element that finds no place.</param>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0) throw new ArgumentException("Buffer size must be greater than or equal to 0");
        return FromGraph(new QueueSourceStage<T>(bufferSize, overflowStrategy));
    }

    /// <summary>The messages that an actor reference is sent; <see cref="Status.Success"/> completes the stream after
    /// those that wait, <see cref="Status.Failure"/> fails it.</summary>
    /// <param name="bufferSize">How many may wait; with 0 a message without demand is lost.</param>
    /// <param name="overflowStrategy">What becomes of a message that finds no place; back-pressure is impossible
    /// here.</param>
    public static Source<T, IActorRef> ActorRef<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0) throw new ArgumentException("Buffer size must be greater than or equal 0");
        if (overflowStrategy == OverflowStrategy.Backpressure)
        {
            throw new NotSupportedException("Backpressure overflow strategy is not supported");
        }

        return new Source<T, IActorRef>(new ActorRefSource<T>(
            bufferSize, overflowStrategy, Attributes.CreateName("actorRefSource"), Shape<T>("ActorRefSource")));
    }

    /// <summary>What is written into a bounded channel of the stream's own.</summary>
    public static Source<T, ChannelWriter<T>> Channel<T>(
        int bufferSize, bool singleWriter = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        ChannelSource.Create<T>(bufferSize, singleWriter, fullMode);

    /// <summary>What is read from a channel.</summary>
    public static Source<T, NotUsed> ChannelReader<T>(ChannelReader<T> channelReader) =>
        ChannelSource.FromReader(channelReader);

    /// <summary>The elements of several sources, put together by a strategy such as a merge.</summary>
    public static Source<TOut2, NotUsed> Combine<T, TOut2>(
        Source<T, NotUsed> first, Source<T, NotUsed> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy, params Source<T, NotUsed>[] rest) =>
        Branch.Gather<T, TOut2, NotUsed>(
            strategy(rest.Length + 2), [first, second, .. rest], _ => NotUsed.Instance);

    /// <summary>As <see cref="Combine{T,TOut2}"/> for two, with both materialized values.</summary>
    public static Source<TOut2, TMatOut> CombineMaterialized<T, TOut2, TMat1, TMat2, TMatOut>(
        Source<T, TMat1> first, Source<T, TMat2> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        Func<TMat1, TMat2, TMatOut> combineMaterializers) =>
        Branch.Gather<T, TOut2, TMatOut>(
            strategy(2), [first, second],
            values => combineMaterializers(
                Composition.Value<TMat1>(values[0]), Composition.Value<TMat2>(values[1])));

    /// <summary>One element of each source, as a list.</summary>
    public static Source<System.Collections.Immutable.IImmutableList<T>, NotUsed> ZipN<T>(
        IEnumerable<Source<T, NotUsed>> sources) => ZipWithN(elements => elements, sources);

    /// <summary>One element of each source, combined by a function.</summary>
    public static Source<TOut2, NotUsed> ZipWithN<T, TOut2>(
        Func<System.Collections.Immutable.IImmutableList<T>, TOut2> zipper,
        IEnumerable<Source<T, NotUsed>> sources)
    {
        Source<T, NotUsed>[] all = [.. sources];
        return all.Length switch
        {
            0 => Empty<TOut2>(),
            1 => all[0].Select(element => zipper([element])),
            _ => Branch.Gather<T, TOut2, NotUsed>(
                new ZipWithN<T, TOut2>(zipper, all.Length), all, _ => NotUsed.Instance),
        };
    }

    private static Source<T, NotUsed> Of<T>(SourceStage<T> stage) => FromGraph(stage);
}
