using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What sources can do to their elements: when the rates differ.</summary>
public static partial class SourceOperations
{
    /// <summary>Aggregates up to <paramref name="max"/> elements while downstream is slow, then waits.</summary>
    public static Source<TOut2, TMat> Batch<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new BatchStage<TOut, TOut2>(max, _ => 1, seed, aggregate));

    /// <summary>Aggregates elements up to a weight of <paramref name="max"/> while downstream is slow, then
    /// waits.</summary>
    public static Source<TOut2, TMat> BatchWeighted<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new BatchStage<TOut, TOut2>(max, costFunction, seed, aggregate));

    /// <summary>Takes elements ahead of the demand.</summary>
    public static Source<TOut, TMat> Buffer<TOut, TMat>(
        this Source<TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        flow.Via(new BufferStage<TOut>(size, strategy));

    /// <summary>Aggregates elements while downstream is slow.</summary>
    public static Source<TOut, TMat> Conflate<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Via(new BatchStage<TOut, TOut>(1, _ => 0, element => element, aggregate));

    /// <summary>Aggregates elements while downstream is slow.</summary>
    public static Source<TSeed, TMat> ConflateWithSeed<TOut, TMat, TSeed>(
        this Source<TOut, TMat> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Via(new BatchStage<TOut, TSeed>(1, _ => 0, seed, aggregate));

    /// <summary>Takes one element ahead of the demand.</summary>
    public static Source<TOut, TMat> Detach<TOut, TMat>(this Source<TOut, TMat> flow) =>
        flow.Via(new DetachStage<TOut>());

    /// <summary>Makes of each element as many as downstream wants until the next one comes, at least one.</summary>
    public static Source<TOut2, TMat> Expand<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        flow.Via(new ExpandStage<TOut1, TOut2>(extrapolate));
}
