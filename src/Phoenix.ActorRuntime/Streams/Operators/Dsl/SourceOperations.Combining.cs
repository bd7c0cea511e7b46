using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What sources can do to their elements: with other streams.</summary>
public static partial class SourceOperations
{
    /// <summary>Sends every element to a sink as well; both must want it.</summary>
    public static Source<TOut, TMat> AlsoTo<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(Branch.To(new Broadcast<TOut>(2), that));

    /// <summary>Sends every element to a sink as well; both must want it.</summary>
    public static Source<TOut, TMat> AlsoTo<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, bool propagateFailure) =>
        flow.Via(Branch.To(new Broadcast<TOut>(2, eagerCancel: propagateFailure), that));

    /// <summary>Sends every element to a sink as well; both must want it.</summary>
    public static Source<TOut, TMat3> AlsoToMaterialized<TOut, TMat, TMat2, TMat3>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Branch.To(new Broadcast<TOut>(2), that), materializerFunction);

    /// <summary>Sends every element to a sink as well; both must want it.</summary>
    public static Source<TOut, TMat3> AlsoToMaterialized<TOut, TMat, TMat2, TMat3>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction, bool propagateFailure) =>
        flow.ViaMaterialized(
            Branch.To(new Broadcast<TOut>(2, eagerCancel: propagateFailure), that), materializerFunction);

    /// <summary>The elements of two sources, put together by a strategy such as a merge.</summary>
    public static Source<TOut2, TMatOut> CombineMaterialized<T, TOut2, TMat1, TMat2, TMatOut>(
        this Source<T, TMat1> flow, Source<T, TMat2> other,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        Func<TMat1, TMat2, TMatOut> combineMaterializers) =>
        Source.CombineMaterialized(flow, other, strategy, combineMaterializers);

    /// <summary>The elements of this stream, then those of the other.</summary>
    public static Source<TOut, TMat> Concat<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        flow.Via(Branch.Then(other));

    /// <summary>Sends the elements for which <paramref name="when"/> holds to a sink instead.</summary>
    public static Source<TOut, TMat> DivertTo<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        flow.Via(Branch.To(new Partition<TOut>(2, element => when(element) ? 1 : 0), that));

    /// <summary>Sends the elements for which <paramref name="when"/> holds to a sink instead.</summary>
    public static Source<TOut, TMat3> DivertToMaterialized<TOut, TMat, TMat2, TMat3>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TOut, bool> when,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(
            Branch.To(new Partition<TOut>(2, element => when(element) ? 1 : 0), that), materializerFunction);

    /// <summary>Elements of both streams in turn, as many at a time as <paramref name="segmentSize"/>.</summary>
    public static Source<T2, TMat> Interleave<T1, T2, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, int segmentSize)
        where T1 : T2 =>
        flow.Via(Branch.From<T1, T2, T2, TMat>(new Interleave<T2, T2>(2, segmentSize, eagerClose: false), other));

    /// <summary>Elements of both streams in turn, as many at a time as <paramref name="segmentSize"/>.</summary>
    public static Source<T2, TMat3> InterleaveMaterialized<T1, T2, TMat, TMat2, TMat3>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat2> graph, int segmentSize,
        Func<TMat, TMat2, TMat3> combine)
        where T1 : T2 =>
        flow.ViaMaterialized(
            Branch.From<T1, T2, T2, TMat2>(new Interleave<T2, T2>(2, segmentSize, eagerClose: false), graph), combine);

    /// <summary>The elements of both streams as they come.</summary>
    public static Source<TOut2, TMat> Merge<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> other, bool eagerComplete = false)
        where TOut1 : TOut2 =>
        flow.Via(Branch.From<TOut1, TOut2, TOut2, TMat>(new Merge<TOut2>(2, eagerComplete), other));

    /// <summary>The elements of both streams as they come.</summary>
    public static Source<TOut2, TMat3> MergeMaterialized<TOut1, TOut2, TMat, TMat2, TMat3>(
        this Source<TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> that, Func<TMat, TMat2, TMat3> combine)
        where TOut1 : TOut2 =>
        flow.ViaMaterialized(Branch.From<TOut1, TOut2, TOut2, TMat2>(new Merge<TOut2>(2), that), combine);

    /// <summary>The elements of two sorted streams, sorted.</summary>
    public static Source<TOut, TMat> MergeSorted<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other, Func<TOut, TOut, int> orderFunc) =>
        flow.Via(Branch.From<TOut, TOut, TOut, TMat>(new MergeSorted<TOut>(orderFunc), other));

    /// <summary>The elements of two sorted streams, sorted.</summary>
    public static Source<TOut, TMat> MergeSorted<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other)
        where TOut : IComparable<TOut> =>
        flow.Via(
            Branch.From<TOut, TOut, TOut, TMat>(new MergeSorted<TOut>((left, right) => left.CompareTo(right)), other));

    /// <summary>The elements of two sorted streams, sorted.</summary>
    public static Source<TOut, TMat> MergeSorted<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other, IComparer<TOut> comparer) =>
        flow.Via(Branch.From<TOut, TOut, TOut, TMat>(new MergeSorted<TOut>(comparer.Compare), other));

    /// <summary>The elements of this stream, or those of the other if there are none.</summary>
    public static Source<T, TMat> OrElse<T, TMat>(this Source<T, TMat> flow, IGraph<SourceShape<T>, TMat> secondary) =>
        flow.Via(Branch.From<T, T, T, TMat>(new OrElse<T>(), secondary));

    /// <summary>The elements of this stream, or those of the other if there are none.</summary>
    public static Source<T, TMat3> OrElseMaterialized<T, TMat, TMat2, TMat3>(
        this Source<T, TMat> flow, IGraph<SourceShape<T>, TMat2> secondary,
        Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(Branch.From<T, T, T, TMat2>(new OrElse<T>(), secondary), materializedFunction);

    /// <summary>The elements of the other stream, then those of this one.</summary>
    public static Source<TOut2, TMat> Prepend<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> that)
        where TOut1 : TOut2 =>
        flow.Via(Branch.From<TOut1, TOut2, TOut2, TMat>(new Concat<TOut2, TOut2>(), that, otherFirst: true));

    /// <summary>Shows a sink the elements it can take; others pass it by.</summary>
    public static Source<TOut, TMat> WireTap<TOut, TMat>(this Source<TOut, TMat> flow, Action<TOut> action) =>
        flow.Via(new TapStage<TOut>(action));

    /// <summary>Shows a sink the elements it can take; others pass it by.</summary>
    public static Source<TOut, TMat> WireTap<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(Branch.To(new WireTap<TOut>(), that));

    /// <summary>Shows a sink the elements it can take; others pass it by.</summary>
    public static Source<TOut, TMat3> WireTapMaterialized<TOut, TMat, TMat2, TMat3>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Branch.To(new WireTap<TOut>(), that), materializerFunction);

    /// <summary>Pairs of an element of each stream.</summary>
    public static Source<(T1, T2), TMat> Zip<T1, T2, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other) =>
        flow.Via(Branch.From<T1, T2, (T1, T2), TMat>(new Zip<T1, T2>(), other));

    /// <summary>Elements of both streams, combined by a function.</summary>
    public static Source<T3, TMat> ZipWith<T1, T2, T3, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        flow.Via(Branch.From<T1, T2, T3, TMat>(new ZipWith<T1, T2, T3>(combine), other));
}
