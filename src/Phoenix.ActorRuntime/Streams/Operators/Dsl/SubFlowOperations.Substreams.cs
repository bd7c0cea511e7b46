using System.Collections.Immutable;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What substreams can do to their elements: as streams of streams.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Streams made of the elements, one after the other.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ConcatMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new FlattenStage<TOut1, TOut2, TMat>(1, flatten));

    /// <summary>Streams made of the elements, <paramref name="breadth"/> at a time.</summary>
    public static SubFlow<TOut2, TMat, TClosed> MergeMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, int breadth,
        Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new FlattenStage<TOut1, TOut2, TMat>(breadth, flatten));

    /// <summary>The first <paramref name="n"/> elements, and a source of all others.</summary>
    public static SubFlow<(IImmutableList<TOut>, Source<TOut, NotUsed>), TMat, TClosed>
        PrefixAndTail<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        (SubFlow<(IImmutableList<TOut>, Source<TOut, NotUsed>), TMat, TClosed>)flow.Via(
            new PrefixAndTailStage<TOut>(n));
}
