using Akka.Streams.Implementation;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>What substreams can do to their elements: one by one, or some at a time.</summary>
public static partial class SubFlowOperations
{
    /// <summary>The last state of an aggregation, when the stream completes.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Aggregate<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new AggregateStage<TOut1, TOut2>(zero, fold));

    /// <summary>The last state of an aggregation, when the stream completes.</summary>
    public static SubFlow<TOut, TMat, TClosed> AggregateAsync<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, TOut zero, Func<TOut, TIn, Task<TOut>> fold) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new AggregateAsyncStage<TIn, TOut>(zero, fold));

    /// <summary>Selects the elements that are wanted.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Collect<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, TOut2> collector) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(
            new CollectStage<TOut1, TOut2>(element => collector(element) is { } wanted
                ? Option<TOut2>.Create(wanted)
                : Option<TOut2>.None));

    /// <summary>Groups of <paramref name="n"/> elements; the last may be smaller.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Grouped<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(new GroupedStage<TOut>(n));

    /// <summary>Adds something between the elements, and before and after them.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TOut start, TOut inject, TOut end) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(
            new IntersperseStage<TOut>(Option<TOut>.Create(start), inject, Option<TOut>.Create(end)));

    /// <summary>Adds something between the elements, and before and after them.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TOut inject) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(
            new IntersperseStage<TOut>(Option<TOut>.None, inject, Option<TOut>.None));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> when there are more than <paramref name="max"/>
    /// elements.</summary>
    public static SubFlow<T, TMat, TClosed> Limit<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow, long max) =>
        (SubFlow<T, TMat, TClosed>)flow.Via(new LimitWeightedStage<T>(max, _ => 1));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> when the elements cost more than <paramref
    /// name="max"/>.</summary>
    public static SubFlow<T, TMat, TClosed> LimitWeighted<T, TMat, TClosed>(
        this SubFlow<T, TMat, TClosed> flow, long max, Func<T, long> costFunc) =>
        (SubFlow<T, TMat, TClosed>)flow.Via(new LimitWeightedStage<T>(max, costFunc));

    /// <summary>Every state of an aggregation, <paramref name="zero"/> first.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Scan<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new ScanStage<TOut1, TOut2>(zero, scan));

    /// <summary>Every state of an aggregation, <paramref name="zero"/> first.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ScanAsync<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new ScanAsyncStage<TOut1, TOut2>(zero, scan));

    /// <summary>One element out for each in.</summary>
    public static SubFlow<TOut, TMat, TClosed> Select<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, Func<TIn, TOut> mapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectStage<TIn, TOut>(mapper));

    /// <summary>The results of tasks, as many at work at once as <paramref name="parallelism"/>, in the order of the
    /// elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectAsync<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectAsyncStage<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>As SelectAsync, in the order in which the tasks end.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectAsyncUnordered<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectAsyncUnorderedStage<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Any number of elements out for each in.</summary>
    public static SubFlow<TOut2, TMat, TClosed> SelectMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IEnumerable<TOut2>> mapConcater) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new StatefulSelectManyStage<TOut1, TOut2>(() => mapConcater));

    /// <summary>All but the first <paramref name="n"/> elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Skip<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SkipStage<TOut>(n));

    /// <summary>The elements from the first one on for which the predicate does not hold.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWhile<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SkipWhileStage<TOut>(predicate));

    /// <summary>Windows of <paramref name="n"/> elements, each <paramref name="step"/> further than the one
    /// before.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Sliding<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, int step = 1) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(new SlidingStage<TOut>(n, step));

    /// <summary>As SelectMany, by a function that is made anew for every run and may hold state.</summary>
    public static SubFlow<TOut2, TMat, TClosed> StatefulSelectMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<Func<TOut1, IEnumerable<TOut2>>> mapConcaterFactory) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new StatefulSelectManyStage<TOut1, TOut2>(mapConcaterFactory));

    /// <summary>The last state of an aggregation that begins with the first element; an empty stream fails.</summary>
    public static SubFlow<TOut, TMat, TClosed> Sum<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> reduce) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SumStage<TOut>(reduce));

    /// <summary>The first <paramref name="n"/> elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Take<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new TakeStage<TOut>(n));

    /// <summary>Elements until the predicate does not hold; with that one if <paramref name="inclusive"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWhile<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new TakeWhileStage<TOut>(predicate, inclusive));

    /// <summary>Only the elements for which the predicate holds.</summary>
    public static SubFlow<TOut, TMat, TClosed> Where<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new WhereStage<TOut>(predicate));

    /// <summary>Only the elements for which the predicate does not hold.</summary>
    public static SubFlow<TOut, TMat, TClosed> WhereNot<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new WhereStage<TOut>(element => !predicate(element)));

    /// <summary>Each element with its index, from 0.</summary>
    public static SubFlow<(TOut1, long), TMat, TClosed> ZipWithIndex<TOut1, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow) =>
        (SubFlow<(TOut1, long), TMat, TClosed>)flow.Via(new ZipWithIndexStage<TOut1>());
}
