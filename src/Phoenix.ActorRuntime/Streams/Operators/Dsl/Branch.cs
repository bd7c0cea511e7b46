using System.Collections.Immutable;
using Akka.Streams.Dsl;
using Akka.Streams.Dsl.Internal;

namespace Akka.Streams.Implementation;

/// <summary>Flows with a junction that leads to, or comes from, somewhere else as well.</summary>
internal static class Branch
{
    /// <summary>A flow into one inlet of <paramref name="junction"/>; <paramref name="other"/> has the other
    /// one.</summary>
    /// <param name="junction">Two inlets, one outlet.</param>
    /// <param name="other">What joins the flow; its materialized value is that of the whole.</param>
    /// <param name="otherFirst">Whether the first inlet is the other's.</param>
    internal static IGraph<FlowShape<TIn, TOut>, TMat> From<TIn, TOther, TOut, TMat>(
        IGraph<Shape> junction, IGraph<SourceShape<TOther>, TMat> other, bool otherFirst = false)
    {
        var through = new FlowShape<TIn, TOut>(new Inlet<TIn>("branch.in"), new Outlet<TOut>("branch.out"));
        var side = new Inlet<TOther>("branch.other");
        ImmutableArray<Inlet> inlets = otherFirst ? [side, through.Inlet] : [through.Inlet, side];
        var hub = new Part(junction.Module, new AmorphousShape(inlets, [through.Outlet]));
        var source = Composition.Copy(other, out var shape);
        return new GraphImpl<FlowShape<TIn, TOut>, TMat>(through, Composition.Join<NotUsed, TMat, TMat>(
            through, hub, source, Keep.Right, new Wiring(shape.Outlet, side)));
    }

    /// <summary>A flow that is followed by <paramref name="other"/>; an element of each is fetched ahead.</summary>
    internal static IGraph<FlowShape<T, T>, TMat> Then<T, TMat>(IGraph<SourceShape<T>, TMat> other) =>
        From<T, T, T, TMat>(Detached(new Concat<T, T>()), other);

    /// <summary>A flow through the first outlet of <paramref name="junction"/>; the second leads to
    /// <paramref name="sink"/>, whose materialized value is that of the whole.</summary>
    internal static IGraph<FlowShape<T, T>, TMat> To<T, TMat>(
        IGraph<Shape> junction, IGraph<SinkShape<T>, TMat> sink)
    {
        var through = new FlowShape<T, T>(new Inlet<T>("branch.in"), new Outlet<T>("branch.out"));
        var side = new Outlet<T>("branch.side");
        var hub = new Part(junction.Module, new AmorphousShape([through.Inlet], [through.Outlet, side]));
        var end = Composition.Copy(sink, out var shape);
        return new GraphImpl<FlowShape<T, T>, TMat>(through, Composition.Join<NotUsed, TMat, TMat>(
            through, hub, end, Keep.Right, new Wiring(side, shape.Inlet)));
    }

    /// <summary>Any number of sources into a junction.</summary>
    internal static Source<TOut, TMat> Gather<T, TOut, TMat>(
        IGraph<UniformFanInShape<T, TOut>> junction, IReadOnlyList<IGraph<SourceShape<T>>> sources,
        Func<object?[], object?> materialize)
    {
        var hub = Composition.Copy(junction, out var hubShape);
        var parts = new List<Part>();
        var wires = new List<Wiring>();
        foreach (var source in sources)
        {
            parts.Add(Composition.Copy(source, out var shape));
            wires.Add(new Wiring(shape.Outlet, hubShape.In(wires.Count)));
        }

        parts.Add(hub);
        return new Source<TOut, TMat>(new CompositeModule(
            new SourceShape<TOut>(hubShape.Out), Attributes.None, parts, wires, materialize));
    }

    /// <summary>A junction that fetches one element of every inlet ahead, so that it may be part of a
    /// circle.</summary>
    internal static IGraph<UniformFanInShape<T, TOut>, NotUsed> Detached<T, TOut>(
        IGraph<UniformFanInShape<T, TOut>, NotUsed> junction)
    {
        var hub = Composition.Copy(junction, out var hubShape);
        var parts = new List<Part> { hub };
        var wires = new List<Wiring>();
        var inlets = new List<Inlet<T>>();
        foreach (var inlet in hubShape.Ins)
        {
            parts.Add(Composition.Copy(new DetachStage<T>(), out var shape));
            wires.Add(new Wiring(shape.Outlet, inlet));
            inlets.Add(shape.Inlet);
        }

        var whole = new UniformFanInShape<T, TOut>(hubShape.Out, [.. inlets]);
        return new GraphImpl<UniformFanInShape<T, TOut>, NotUsed>(
            whole, new CompositeModule(whole, Attributes.None, parts, wires, _ => NotUsed.Instance));
    }

    /// <summary>A junction into any number of sinks.</summary>
    internal static Sink<TIn, NotUsed> Spread<TIn, TOut>(
        IGraph<UniformFanOutShape<TIn, TOut>> junction, IReadOnlyList<IGraph<SinkShape<TOut>>> sinks)
    {
        var hub = Composition.Copy(junction, out var hubShape);
        var parts = new List<Part> { hub };
        var wires = new List<Wiring>();
        foreach (var sink in sinks)
        {
            parts.Add(Composition.Copy(sink, out var shape));
            wires.Add(new Wiring(hubShape.Out(wires.Count), shape.Inlet));
        }

        return new Sink<TIn, NotUsed>(new CompositeModule(
            new SinkShape<TIn>(hubShape.In), Attributes.None, parts, wires, _ => NotUsed.Instance));
    }
}
