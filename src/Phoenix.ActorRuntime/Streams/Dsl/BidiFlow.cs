using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Two flows in opposite directions as one graph, for instance a codec or a layer of a protocol.</summary>
public class BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> : IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat>
{
    public BidiFlow(IModule module) =>
        (Module, Shape) = (module, (BidiShape<TIn1, TOut1, TIn2, TOut2>)module.Shape);

    public BidiShape<TIn1, TOut1, TIn2, TOut2> Shape { get; }

    public IModule Module { get; }

    /// <summary>Puts another one on the far side of this one, and keeps the materialized value of this one.</summary>
    public BidiFlow<TIn1, TOut12, TIn21, TOut2, TMat> Atop<TOut12, TIn21, TMat2>(
        BidiFlow<TOut1, TOut12, TIn21, TIn2, TMat2> bidi) => AtopMat(bidi, Keep.Left);

    public BidiFlow<TIn1, TOut12, TIn21, TOut2, TMat3> AtopMat<TOut12, TIn21, TMat2, TMat3>(
        BidiFlow<TOut1, TOut12, TIn21, TIn2, TMat2> bidi, Func<TMat, TMat2, TMat3> combine)
    {
        var far = Composition.Copy(bidi, out var shape);
        return new BidiFlow<TIn1, TOut12, TIn21, TOut2, TMat3>(Composition.Join(
            new BidiShape<TIn1, TOut12, TIn21, TOut2>(Shape.Inlet1, shape.Outlet1, shape.Inlet2, Shape.Outlet2),
            Part.Of(this), far, combine,
            new Wiring(Shape.Outlet1, shape.Inlet1), new Wiring(shape.Outlet2, Shape.Inlet2)));
    }

    /// <summary>Closes the far side with a flow, and keeps the materialized value of this one.</summary>
    public Flow<TIn1, TOut2, TMat> Join<TMat2>(Flow<TOut1, TIn2, TMat2> flow) => JoinMat(flow, Keep.Left);

    public Flow<TIn1, TOut2, TMat3> JoinMat<TMat2, TMat3>(
        Flow<TOut1, TIn2, TMat2> flow, Func<TMat, TMat2, TMat3> combine)
    {
        var back = Composition.Copy(flow, out var shape);
        return new Flow<TIn1, TOut2, TMat3>(Composition.Join(
            new FlowShape<TIn1, TOut2>(Shape.Inlet1, Shape.Outlet2), Part.Of(this), back, combine,
            new Wiring(Shape.Outlet1, shape.Inlet), new Wiring(shape.Outlet, Shape.Inlet2)));
    }

    /// <summary>The same with its two sides exchanged.</summary>
    public BidiFlow<TIn2, TOut2, TIn1, TOut1, TMat> Reversed()
    {
        var inner = Composition.Copy(this, out var shape);
        return new BidiFlow<TIn2, TOut2, TIn1, TOut1, TMat>(new CompositeModule(
            shape.Reversed(), Attributes.None, [inner], [], values => values[0]));
    }

    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> WithAttributes(Attributes attributes) =>
        new BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat>(Module.WithAttributes(attributes));

    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(Module.Attributes.And(attributes));

    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> Named(string name) =>
        AddAttributes(Attributes.CreateName(name));

    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> Async() =>
        AddAttributes(Attributes.CreateAsyncBoundary());
}

/// <summary>Makes bidirectional flows.</summary>
public static partial class BidiFlow
{
    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> FromGraph<TIn1, TOut1, TIn2, TOut2, TMat>(
        IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> graph) =>
        graph as BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> ??
        new BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat>(graph.Module);

    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, NotUsed> FromFlows<TIn1, TOut1, TIn2, TOut2, TMat1, TMat2>(
        IGraph<FlowShape<TIn1, TOut1>, TMat1> flow1, IGraph<FlowShape<TIn2, TOut2>, TMat2> flow2) =>
        FromFlowsMat(flow1, flow2, Keep.None);

    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> FromFlowsMat<
        TIn1, TOut1, TIn2, TOut2, TMat1, TMat2, TMat>(
        IGraph<FlowShape<TIn1, TOut1>, TMat1> flow1, IGraph<FlowShape<TIn2, TOut2>, TMat2> flow2,
        Func<TMat1, TMat2, TMat> combine)
    {
        var top = Composition.Copy(flow1, out var there);
        var bottom = Composition.Copy(flow2, out var back);
        return new BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat>(Composition.Join(
            new BidiShape<TIn1, TOut1, TIn2, TOut2>(there, back), top, bottom, combine));
    }
}
