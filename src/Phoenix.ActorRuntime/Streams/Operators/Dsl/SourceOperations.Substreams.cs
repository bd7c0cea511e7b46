using System.Collections.Immutable;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What sources can do to their elements: as streams of streams.</summary>
public static partial class SourceOperations
{
    /// <summary>Streams made of the elements, one after the other.</summary>
    public static Source<TOut2, TMat> ConcatMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.Via(new FlattenStage<TOut1, TOut2, TMat>(1, flatten));

    /// <summary>A substream for each key.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> GroupBy<TOut, TMat, TKey>(
        this Source<TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc) =>
        Substreams.OfSource(flow, new GroupByStage<TOut, TKey>(maxSubstreams, groupingFunc, false));

    /// <summary>Streams made of the elements, <paramref name="breadth"/> at a time.</summary>
    public static Source<TOut2, TMat> MergeMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, int breadth, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.Via(new FlattenStage<TOut1, TOut2, TMat>(breadth, flatten));

    /// <summary>The first <paramref name="n"/> elements, and a source of all others.</summary>
    public static Source<(IImmutableList<TOut>, Source<TOut, NotUsed>), TMat> PrefixAndTail<TOut, TMat>(
        this Source<TOut, TMat> flow, int n) =>
        flow.Via(new PrefixAndTailStage<TOut>(n));

    /// <summary>Ends a substream with each element for which the predicate holds.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitAfter<TOut, TMat>(
        this Source<TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        Substreams.OfSource(flow, new SplitStage<TOut>(predicate, after: true, substreamCancelStrategy));

    /// <summary>Ends a substream with each element for which the predicate holds.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitAfter<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<TOut, bool> predicate) =>
        Substreams.OfSource(flow, new SplitStage<TOut>(predicate, after: true, SubstreamCancelStrategy.Drain));

    /// <summary>Begins a new substream with each element for which the predicate holds.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitWhen<TOut, TMat>(
        this Source<TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        Substreams.OfSource(flow, new SplitStage<TOut>(predicate, after: false, substreamCancelStrategy));

    /// <summary>Begins a new substream with each element for which the predicate holds.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitWhen<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<TOut, bool> predicate) =>
        Substreams.OfSource(flow, new SplitStage<TOut>(predicate, after: false, SubstreamCancelStrategy.Drain));
}
