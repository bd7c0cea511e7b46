using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What substreams can do to their elements: with other streams.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Sends every element to a sink as well; both must want it.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(Branch.To(new Broadcast<TOut>(2), that));

    /// <summary>Sends every element to a sink as well; both must want it.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that, bool propagateFailure) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(Branch.To(new Broadcast<TOut>(2, eagerCancel: propagateFailure), that));

    /// <summary>The elements of this stream, then those of the other.</summary>
    public static SubFlow<TOut, TMat, TClosed> Concat<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(Branch.Then(other));

    /// <summary>Sends the elements for which <paramref name="when"/> holds to a sink instead.</summary>
    public static SubFlow<TOut, TMat, TClosed> DivertTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(
            Branch.To(new Partition<TOut>(2, element => when(element) ? 1 : 0), that));

    /// <summary>Elements of both streams in turn, as many at a time as <paramref name="segmentSize"/>.</summary>
    public static SubFlow<T2, TMat, TClosed> Interleave<T1, T2, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, int segmentSize)
        where T1 : T2 =>
        (SubFlow<T2, TMat, TClosed>)flow.Via(
            Branch.From<T1, T2, T2, TMat>(new Interleave<T2, T2>(2, segmentSize, eagerClose: false), other));

    /// <summary>The elements of both streams as they come.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Merge<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat> other, bool eagerComplete = false)
        where TOut1 : TOut2 =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(
            Branch.From<TOut1, TOut2, TOut2, TMat>(new Merge<TOut2>(2, eagerComplete), other));

    /// <summary>The elements of two sorted streams, sorted.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other,
        Func<TOut, TOut, int> orderFunc) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(
            Branch.From<TOut, TOut, TOut, TMat>(new MergeSorted<TOut>(orderFunc), other));

    /// <summary>The elements of two sorted streams, sorted.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other)
        where TOut : IComparable<TOut> =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(
            Branch.From<TOut, TOut, TOut, TMat>(new MergeSorted<TOut>((left, right) => left.CompareTo(right)), other));

    /// <summary>The elements of two sorted streams, sorted.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other, IComparer<TOut> comparer) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(
            Branch.From<TOut, TOut, TOut, TMat>(new MergeSorted<TOut>(comparer.Compare), other));

    /// <summary>The elements of this stream, or those of the other if there are none.</summary>
    public static SubFlow<T, TMat, TClosed> OrElse<T, TMat, TClosed>(
        this SubFlow<T, TMat, TClosed> flow, IGraph<SourceShape<T>, TMat> secondary) =>
        (SubFlow<T, TMat, TClosed>)flow.Via(Branch.From<T, T, T, TMat>(new OrElse<T>(), secondary));

    /// <summary>The elements of the other stream, then those of this one.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Prepend<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat> that)
        where TOut1 : TOut2 =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(
            Branch.From<TOut1, TOut2, TOut2, TMat>(new Concat<TOut2, TOut2>(), that, otherFirst: true));

    /// <summary>Shows a sink the elements it can take; others pass it by.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Action<TOut> action) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new TapStage<TOut>(action));

    /// <summary>Shows a sink the elements it can take; others pass it by.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(Branch.To(new WireTap<TOut>(), that));

    /// <summary>Pairs of an element of each stream.</summary>
    public static SubFlow<(T1, T2), TMat, TClosed> Zip<T1, T2, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other) =>
        (SubFlow<(T1, T2), TMat, TClosed>)flow.Via(Branch.From<T1, T2, (T1, T2), TMat>(new Zip<T1, T2>(), other));

    /// <summary>Elements of both streams, combined by a function.</summary>
    public static SubFlow<T3, TMat, TClosed> ZipWith<T1, T2, T3, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        (SubFlow<T3, TMat, TClosed>)flow.Via(Branch.From<T1, T2, T3, TMat>(new ZipWith<T1, T2, T3>(combine), other));
}
