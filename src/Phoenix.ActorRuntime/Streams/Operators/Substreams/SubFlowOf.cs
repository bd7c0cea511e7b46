using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Puts the substreams back into one stream.</summary>
internal abstract class MergeBack<TIn, TMat>
{
    internal abstract IFlow<TOut, TMat> Apply<TOut>(Flow<TIn, TOut, TMat> flow, int breadth);
}

/// <summary>What is done to every substream so far, and how it may end.</summary>
internal sealed class SubFlowOf<TIn, TOut, TMat, TClosed>(
    Flow<TIn, TOut, TMat> flow, MergeBack<TIn, TMat> mergeBack, Func<Sink<TIn, TMat>, TClosed> finish)
    : SubFlow<TOut, TMat, TClosed>
{
    public override IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow1) =>
        new SubFlowOf<TIn, T2, TMat, TClosed>(flow.Via(flow1), mergeBack, finish);

    public override IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow1, Func<TMat, TMat2, TMat3> combine) =>
        Via(flow1).MapMaterializedValue(value => combine(value, default!));

    public override IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new SubFlowOf<TIn, TOut, TMat2, TClosed>(
            flow.MapMaterializedValue(mapFunc), new Mapped<TMat2>(mergeBack, mapFunc),
            sink => finish(sink.MapMaterializedValue<TMat>(_ => default!)));

    public override TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => finish(flow.To(sink));

    public override TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        MergeSubstreams() is Source<TOut, TMat> source
            ? source.RunWith(sink, materializer)
            : throw new NotSupportedException("Only substreams of a source can be run.");

    public override IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism) =>
        mergeBack.Apply(flow, parallelism);

    private sealed class Mapped<TMat2>(MergeBack<TIn, TMat> inner, Func<TMat, TMat2> mapFunc) : MergeBack<TIn, TMat2>
    {
        internal override IFlow<T, TMat2> Apply<T>(Flow<TIn, T, TMat2> flow, int breadth) =>
            inner.Apply(flow.MapMaterializedValue<TMat>(_ => default!), breadth).MapMaterializedValue(mapFunc);
    }
}

/// <summary>Makes substreams of sources and flows.</summary>
internal static class Substreams
{
    internal static SubFlow<T, TMat, IRunnableGraph<TMat>> OfSource<T, TMat>(
        Source<T, TMat> source, IGraph<FlowShape<T, Source<T, NotUsed>>, NotUsed> stage) =>
        new SubFlowOf<T, T, TMat, IRunnableGraph<TMat>>(
            Start<T, TMat>(), new IntoSource<T, TMat>(source.Via(stage)),
            sink => source.Via(stage).To(new EachSubstreamSink<T, TMat>(sink)));

    internal static SubFlow<T, TMat, Sink<TIn, TMat>> OfFlow<TIn, T, TMat>(
        Flow<TIn, T, TMat> flow, IGraph<FlowShape<T, Source<T, NotUsed>>, NotUsed> stage) =>
        new SubFlowOf<T, T, TMat, Sink<TIn, TMat>>(
            Start<T, TMat>(), new IntoFlow<TIn, T, TMat>(flow.Via(stage)),
            sink => flow.Via(stage).To(new EachSubstreamSink<T, TMat>(sink)));

    // Nobody sees what the substreams' flows materialize to.
    private static Flow<T, T, TMat> Start<T, TMat>() => Flow.Create<T>().MapMaterializedValue<TMat>(_ => default!);

    private sealed class IntoSource<T, TMat>(Source<Source<T, NotUsed>, TMat> substreams) : MergeBack<T, TMat>
    {
        internal override IFlow<TOut, TMat> Apply<TOut>(Flow<T, TOut, TMat> flow, int breadth) =>
            substreams.Via(new FlattenStage<Source<T, NotUsed>, TOut, NotUsed>(
                breadth, substream => substream.Via(flow)));
    }

    private sealed class IntoFlow<TIn, T, TMat>(Flow<TIn, Source<T, NotUsed>, TMat> substreams) : MergeBack<T, TMat>
    {
        internal override IFlow<TOut, TMat> Apply<TOut>(Flow<T, TOut, TMat> flow, int breadth) =>
            substreams.Via(new FlattenStage<Source<T, NotUsed>, TOut, NotUsed>(
                breadth, substream => substream.Via(flow)));
    }
}

/// <summary>Runs every substream into a sink of its own, within the actor of this stage.</summary>
internal sealed class EachSubstreamSink<T, TMat>(Sink<T, TMat> sink)
    : SinkStage<Source<T, NotUsed>, NotUsed>("eachSubstream")
{
    private Sink<T, TMat> Each => sink;

    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(this, inheritedAttributes), NotUsed.Instance);

    private sealed class Logic(EachSubstreamSink<T, TMat> stage, Attributes inherited)
        : SinkLogic<Source<T, NotUsed>>(stage.Shape)
    {
        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            SubFusingMaterializer.Materialize(Grab(In).To(stage.Each), inherited);
            Pull(In);
        }
    }
}
