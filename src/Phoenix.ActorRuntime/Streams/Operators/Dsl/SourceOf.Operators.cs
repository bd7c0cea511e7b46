using System.Collections.Immutable;
using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>The ways of a source that belong to the class itself.</summary>
public sealed partial class Source<TOut, TMat>
{
    /// <summary>Asks an actor with each element and goes on with its answers; its end fails the stream.</summary>
    public Source<TOut2, TMat> Ask<TOut2>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2) =>
        Via(Asking.Of<TOut, TOut2>(actorRef, timeout, parallelism));

    /// <summary>The elements of this source, then those of the other.</summary>
    public Source<TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        ViaMaterialized(Branch.Then(that), materializedFunction);

    /// <summary>As <see cref="Source.Combine{T,TOut2}"/>.</summary>
    public Source<TOut2, NotUsed> Combine<T, TOut2>(
        Source<T, NotUsed> first, Source<T, NotUsed> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy, params Source<T, NotUsed>[] rest) =>
        Source.Combine(first, second, strategy, rest);

    /// <summary>As <see cref="Source.ZipN{T}"/>.</summary>
    public Source<IImmutableList<T>, NotUsed> ZipN<T>(IEnumerable<Source<T, NotUsed>> sources) =>
        Source.ZipN(sources);

    /// <summary>As <see cref="Source.ZipWithN{T,TOut2}"/>.</summary>
    public Source<TOut2, NotUsed> ZipWithN<T, TOut2>(
        Func<IImmutableList<T>, TOut2> zipper, IEnumerable<Source<T, NotUsed>> sources) =>
        Source.ZipWithN(zipper, sources);

    /// <summary>Runs this source to the last state of an aggregation.</summary>
    public Task<TOut2> RunAggregate<TOut2>(
        TOut2 zero, Func<TOut2, TOut, TOut2> aggregate, IMaterializer materializer) =>
        RunWith(Sink.Aggregate(zero, aggregate), materializer);

    public Task<TOut2> RunAggregate<TOut2>(
        TOut2 zero, Func<TOut2, TOut, TOut2> aggregate, ActorSystem materializer) =>
        RunWith(Sink.Aggregate(zero, aggregate), materializer);

    /// <summary>Runs this source to the last state of an aggregation whose steps are tasks.</summary>
    public Task<TOut2> RunAggregateAsync<TOut2>(
        TOut2 zero, Func<TOut2, TOut, Task<TOut2>> aggregate, IMaterializer materializer) =>
        RunWith(Sink.AggregateAsync(zero, aggregate), materializer);

    public Task<TOut2> RunAggregateAsync<TOut2>(
        TOut2 zero, Func<TOut2, TOut, Task<TOut2>> aggregate, ActorSystem materializer) =>
        RunWith(Sink.AggregateAsync(zero, aggregate), materializer);

    /// <summary>Runs this source to the last state of an aggregation that begins with the first element.</summary>
    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, IMaterializer materializer) =>
        RunWith(Sink.Sum(reduce), materializer);

    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, ActorSystem materializer) =>
        RunWith(Sink.Sum(reduce), materializer);

    /// <summary>Runs this source and calls an action with each element.</summary>
    public Task RunForeach(Action<TOut> action, IMaterializer materializer) =>
        RunWith(Sink.ForEach(action), materializer);

    public Task RunForeach(Action<TOut> action, ActorSystem materializer) =>
        RunWith(Sink.ForEach(action), materializer);
}

/// <summary>The ways of a flow that belong to the class itself.</summary>
public sealed partial class Flow<TIn, TOut, TMat>
{
    /// <summary>Asks an actor with each element and goes on with its answers; its end fails the stream.</summary>
    public Flow<TIn, TOut2, TMat> Ask<TOut2>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2) =>
        Via(Asking.Of<TOut, TOut2>(actorRef, timeout, parallelism));

    /// <summary>The elements of this flow, then those of a source.</summary>
    public Flow<TIn, TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        ViaMaterialized(Branch.Then(that), materializedFunction);
}

/// <summary>The ways of a sink that belong to the class itself.</summary>
public sealed partial class Sink<TIn, TMat>
{
    /// <summary>A sink for what <paramref name="function"/> makes elements of.</summary>
    public Sink<TIn2, TMat> ContraMap<TIn2>(Func<TIn2, TIn> function) =>
        Flow.Create<TIn2>().Select(function).ToMaterialized(this, Keep.Right);
}

/// <summary>Makes flows.</summary>
public static partial class Flow
{
    /// <summary>One element out for each in.</summary>
    public static Flow<TIn, TOut, NotUsed> FromFunction<TIn, TOut>(Func<TIn, TOut> function) =>
        Create<TIn>().Select(function);
}
