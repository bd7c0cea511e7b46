using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What substreams can do to their elements: when the rates differ.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Aggregates up to <paramref name="max"/> elements while downstream is slow, then waits.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Batch<TOut, TOut2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new BatchStage<TOut, TOut2>(max, _ => 1, seed, aggregate));

    /// <summary>Aggregates elements up to a weight of <paramref name="max"/> while downstream is slow, then
    /// waits.</summary>
    public static SubFlow<TOut2, TMat, TClosed> BatchWeighted<TOut, TOut2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new BatchStage<TOut, TOut2>(max, costFunction, seed, aggregate));

    /// <summary>Takes elements ahead of the demand.</summary>
    public static SubFlow<TOut, TMat, TClosed> Buffer<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int size, OverflowStrategy strategy) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new BufferStage<TOut>(size, strategy));

    /// <summary>Aggregates elements while downstream is slow.</summary>
    public static SubFlow<TOut, TMat, TClosed> Conflate<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> aggregate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new BatchStage<TOut, TOut>(1, _ => 0, element => element, aggregate));

    /// <summary>Aggregates elements while downstream is slow.</summary>
    public static SubFlow<TSeed, TMat, TClosed> ConflateWithSeed<TOut, TMat, TSeed, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        (SubFlow<TSeed, TMat, TClosed>)flow.Via(new BatchStage<TOut, TSeed>(1, _ => 0, seed, aggregate));

    /// <summary>Takes one element ahead of the demand.</summary>
    public static SubFlow<TOut, TMat, TClosed> Detach<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new DetachStage<TOut>());

    /// <summary>Makes of each element as many as downstream wants until the next one comes, at least one.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Expand<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new ExpandStage<TOut1, TOut2>(extrapolate));
}
