using Akka.Streams.Implementation;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>What flows can do to their elements: one by one, or some at a time.</summary>
public static partial class FlowOperations
{
    /// <summary>The last state of an aggregation, when the stream completes.</summary>
    public static Flow<TIn, TOut2, TMat> Aggregate<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        flow.Via(new AggregateStage<TOut1, TOut2>(zero, fold));

    /// <summary>The last state of an aggregation, when the stream completes.</summary>
    public static Flow<TIn, TOut2, TMat> AggregateAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        flow.Via(new AggregateAsyncStage<TOut1, TOut2>(zero, fold));

    /// <summary>Selects the elements that are wanted.</summary>
    [Obsolete("Deprecated. Please use Collect(isDefined, collector) instead")]
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<TOut1, TOut2> collector) =>
        flow.Via(
            new CollectStage<TOut1, TOut2>(element => collector(element) is { } wanted
                ? Option<TOut2>.Create(wanted)
                : Option<TOut2>.None));

    /// <summary>Selects the elements that are wanted.</summary>
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<TOut1, bool> isDefined, Func<TOut1, TOut2> collector) =>
        flow.Via(
            new CollectStage<TOut1, TOut2>(element => isDefined(element)
                ? Option<TOut2>.Create(collector(element))
                : Option<TOut2>.None));

    /// <summary>Groups of <paramref name="n"/> elements; the last may be smaller.</summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> Grouped<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int n) =>
        flow.Via(new GroupedStage<TOut>(n));

    /// <summary>Adds something between the elements, and before and after them.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, TOut start, TOut inject, TOut end) =>
        flow.Via(new IntersperseStage<TOut>(Option<TOut>.Create(start), inject, Option<TOut>.Create(end)));

    /// <summary>Adds something between the elements, and before and after them.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TOut inject) =>
        flow.Via(new IntersperseStage<TOut>(Option<TOut>.None, inject, Option<TOut>.None));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> when there are more than <paramref name="max"/>
    /// elements.</summary>
    public static Flow<TIn, TOut, TMat> Limit<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long max) =>
        flow.Via(new LimitWeightedStage<TOut>(max, _ => 1));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> when the elements cost more than <paramref
    /// name="max"/>.</summary>
    public static Flow<TIn, TOut, TMat> LimitWeighted<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, long> costFunc) =>
        flow.Via(new LimitWeightedStage<TOut>(max, costFunc));

    /// <summary>The latest element again as long as no new one has come.</summary>
    public static Flow<TIn, TOut, TMat> RepeatPrevious<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow) =>
        flow.Via(new ReuseLatest<TOut>());

    /// <summary>The latest element again as long as no new one has come.</summary>
    public static Flow<TIn, TOut, TMat> RepeatPrevious<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Action<TOut, TOut> onItemChanged) =>
        flow.Via(new ReuseLatest<TOut>(onItemChanged));

    /// <summary>Every state of an aggregation, <paramref name="zero"/> first.</summary>
    public static Flow<TIn, TOut2, TMat> Scan<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        flow.Via(new ScanStage<TOut1, TOut2>(zero, scan));

    /// <summary>Every state of an aggregation, <paramref name="zero"/> first.</summary>
    public static Flow<TIn, TOut2, TMat> ScanAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        flow.Via(new ScanAsyncStage<TOut1, TOut2>(zero, scan));

    /// <summary>One element out for each in.</summary>
    public static Flow<T, TOut, TMat> Select<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        flow.Via(new SelectStage<TIn, TOut>(mapper));

    /// <summary>The results of tasks, as many at work at once as <paramref name="parallelism"/>, in the order of the
    /// elements.</summary>
    public static Flow<T, TOut, TMat> SelectAsync<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(new SelectAsyncStage<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>As SelectAsync, in the order in which the tasks end.</summary>
    public static Flow<T, TOut, TMat> SelectAsyncUnordered<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(new SelectAsyncUnorderedStage<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Any number of elements out for each in.</summary>
    public static Flow<T, TOut, TMat> SelectMany<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, Func<TIn, IEnumerable<TOut>> mapConcater) =>
        flow.Via(new StatefulSelectManyStage<TIn, TOut>(() => mapConcater));

    /// <summary>All but the first <paramref name="n"/> elements.</summary>
    public static Flow<TIn, TOut, TMat> Skip<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new SkipStage<TOut>(n));

    /// <summary>The elements from the first one on for which the predicate does not hold.</summary>
    public static Flow<TIn, TOut, TMat> SkipWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new SkipWhileStage<TOut>(predicate));

    /// <summary>Windows of <paramref name="n"/> elements, each <paramref name="step"/> further than the one
    /// before.</summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> Sliding<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int n, int step = 1) =>
        flow.Via(new SlidingStage<TOut>(n, step));

    /// <summary>As SelectMany, by a function that is made anew for every run and may hold state.</summary>
    public static Flow<T, TOut, TMat> StatefulSelectMany<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, Func<Func<TIn, IEnumerable<TOut>>> mapConcaterFactory) =>
        flow.Via(new StatefulSelectManyStage<TIn, TOut>(mapConcaterFactory));

    /// <summary>The last state of an aggregation that begins with the first element; an empty stream fails.</summary>
    public static Flow<TIn, TOut, TMat> Sum<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Via(new SumStage<TOut>(reduce));

    /// <summary>The first <paramref name="n"/> elements.</summary>
    public static Flow<TIn, TOut, TMat> Take<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new TakeStage<TOut>(n));

    /// <summary>Elements until the predicate does not hold; with that one if <paramref name="inclusive"/>.</summary>
    public static Flow<TIn, TOut, TMat> TakeWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new TakeWhileStage<TOut>(predicate, inclusive));

    /// <summary>Only the elements for which the predicate holds.</summary>
    public static Flow<TIn, TOut, TMat> Where<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new WhereStage<TOut>(predicate));

    /// <summary>Only the elements for which the predicate does not hold.</summary>
    public static Flow<TIn, TOut, TMat> WhereNot<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new WhereStage<TOut>(element => !predicate(element)));

    /// <summary>Each element with its index, from 0.</summary>
    public static Flow<TIn, (TOut, long), TMat> ZipWithIndex<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow) =>
        flow.Via(new ZipWithIndexStage<TOut>());
}
