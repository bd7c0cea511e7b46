using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What flows can do to their elements: when the rates differ.</summary>
public static partial class FlowOperations
{
    /// <summary>Aggregates up to <paramref name="max"/> elements while downstream is slow, then waits.</summary>
    public static Flow<TIn, TOut2, TMat> Batch<TIn, TOut, TOut2, TMat>(
        this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new BatchStage<TOut, TOut2>(max, _ => 1, seed, aggregate));

    /// <summary>Aggregates elements up to a weight of <paramref name="max"/> while downstream is slow, then
    /// waits.</summary>
    public static Flow<TIn, TOut2, TMat> BatchWeighted<TIn, TOut, TOut2, TMat>(
        this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new BatchStage<TOut, TOut2>(max, costFunction, seed, aggregate));

    /// <summary>Takes elements ahead of the demand.</summary>
    public static Flow<TIn, TOut, TMat> Buffer<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        flow.Via(new BufferStage<TOut>(size, strategy));

    /// <summary>Aggregates elements while downstream is slow.</summary>
    public static Flow<TIn, TOut, TMat> Conflate<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Via(new BatchStage<TOut, TOut>(1, _ => 0, element => element, aggregate));

    /// <summary>Aggregates elements while downstream is slow.</summary>
    public static Flow<TIn, TSeed, TMat> ConflateWithSeed<TIn, TOut, TMat, TSeed>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Via(new BatchStage<TOut, TSeed>(1, _ => 0, seed, aggregate));

    /// <summary>Takes one element ahead of the demand.</summary>
    public static Flow<TIn, TOut, TMat> Detach<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow) =>
        flow.Via(new DetachStage<TOut>());

    /// <summary>Makes of each element as many as downstream wants until the next one comes, at least one.</summary>
    public static Flow<TIn, TOut2, TMat> Expand<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        flow.Via(new ExpandStage<TOut1, TOut2>(extrapolate));
}
