using Akka.Streams.Implementation;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open inlet and one open outlet: elements pass through.</summary>
public sealed partial class Flow<TIn, TOut, TMat> : IFlow<TOut, TMat>, IGraph<FlowShape<TIn, TOut>, TMat>
{
    internal Flow(IModule module) => (Module, Shape) = (module, (FlowShape<TIn, TOut>)module.Shape);

    public FlowShape<TIn, TOut> Shape { get; }

    public IModule Module { get; }

    public override string ToString() => $"Flow({Shape}, {Module})";

    public Flow<TIn, T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        ViaMaterialized(flow, Keep.Left);

    public Flow<TIn, TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine)
    {
        var next = Composition.Copy(flow, out var shape);
        return new Flow<TIn, TOut2, TMat3>(Composition.Join(
            new FlowShape<TIn, TOut2>(Shape.Inlet, shape.Outlet), Part.Of(this), next, combine,
            new Wiring(Shape.Outlet, shape.Inlet)));
    }

    public Sink<TIn, TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    public Sink<TIn, TMat3> ToMaterialized<TMat2, TMat3>(
        IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine)
    {
        var end = Composition.Copy(sink, out var shape);
        return new Sink<TIn, TMat3>(Composition.Join(
            new SinkShape<TIn>(Shape.Inlet), Part.Of(this), end, combine, new Wiring(Shape.Outlet, shape.Inlet)));
    }

    /// <summary>Closes a circle with a flow back.</summary>
    public IRunnableGraph<TMat> Join<TMat2>(IGraph<FlowShape<TOut, TIn>, TMat2> flow) =>
        JoinMaterialized(flow, Keep.Left);

    public IRunnableGraph<TMat3> JoinMaterialized<TMat2, TMat3>(
        IGraph<FlowShape<TOut, TIn>, TMat2> flow, Func<TMat, TMat2, TMat3> combine)
    {
        var back = Composition.Copy(flow, out var shape);
        return new RunnableGraph<TMat3>(Composition.Join(
            ClosedShape.Instance, Part.Of(this), back, combine,
            new Wiring(Shape.Outlet, shape.Inlet), new Wiring(shape.Outlet, Shape.Inlet)));
    }

    /// <summary>Puts this flow at the end of a bidirectional one.</summary>
    public Flow<TIn2, TOut2, TMat> Join<TIn2, TOut2, TMat2>(
        IGraph<BidiShape<TOut, TOut2, TIn2, TIn>, TMat2> bidi) => JoinMaterialized(bidi, Keep.Left);

    public Flow<TIn2, TOut2, TMatRes> JoinMaterialized<TIn2, TOut2, TMat2, TMatRes>(
        IGraph<BidiShape<TOut, TOut2, TIn2, TIn>, TMat2> bidi, Func<TMat, TMat2, TMatRes> combine)
    {
        var both = Composition.Copy(bidi, out var shape);
        return new Flow<TIn2, TOut2, TMatRes>(Composition.Join(
            new FlowShape<TIn2, TOut2>(shape.Inlet2, shape.Outlet1), Part.Of(this), both, combine,
            new Wiring(Shape.Outlet, shape.Inlet1), new Wiring(shape.Outlet2, Shape.Inlet)));
    }

    /// <summary>Runs a source through this flow into a sink.</summary>
    public (TMat1, TMat2) RunWith<TMat1, TMat2>(
        IGraph<SourceShape<TIn>, TMat1> source, IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        Source.FromGraph(source).Via(this).ToMaterialized(sink, Keep.Both).Run(materializer);

    /// <summary>A graph that is materialized as a processor of Reactive Streams.</summary>
    public IRunnableGraph<IProcessor<TIn, TOut>> ToProcessor() =>
        Source.AsSubscriber<TIn>().Via(this).ToMaterialized(
            Sink.AsPublisher<TOut>(false), IProcessor<TIn, TOut> (subscriber, publisher) =>
                new StreamProcessor<TIn, TOut>(subscriber, publisher));

    public Flow<TIn, TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Composition.Transform(this, mapFunc));

    /// <summary>Replaces the attributes of this flow.</summary>
    public Flow<TIn, TOut, TMat> WithAttributes(Attributes attributes) => new(Module.WithAttributes(attributes));

    /// <summary>Adds to the attributes of this flow.</summary>
    public Flow<TIn, TOut, TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(Module.Attributes.And(attributes));

    public Flow<TIn, TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>Makes everything in this flow an island: an actor of its own between buffers.</summary>
    public Flow<TIn, TOut, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    IFlow<T, TMat> IFlow<TOut, TMat>.Via<T, TMat2>(IGraph<FlowShape<TOut, T>, TMat2> flow) => Via(flow);

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => ViaMaterialized(flow, combine);

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        MapMaterializedValue(mapFunc);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.WithAttributes(Attributes attributes) =>
        WithAttributes(attributes);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.AddAttributes(Attributes attributes) =>
        AddAttributes(attributes);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Named(string name) => Named(name);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Async() => Async();
}
