using Akka.Streams.Dsl.Internal;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>The builder and its arrows.</summary>
public static partial class GraphDsl
{
    /// <summary>The graph in the making: parts and the wires between them.</summary>
    public sealed class Builder<T>
    {
        private readonly List<Part> _parts = [];
        private readonly List<Wiring> _wires = [];
        private readonly HashSet<object> _connected = new(ReferenceEqualityComparer.Instance);

        internal Builder()
        {
        }

        /// <summary>Emits the materialized value of the graph being built; every access adds a source.</summary>
        public Outlet<T> MaterializedValue
        {
            get
            {
                var outlet = new Outlet<T>("MaterializedValue.out");
                var shape = new SourceShape<T>(outlet);
                _parts.Add(new Part(
                    new MaterializedValueModule(shape, Attributes.CreateName("materializedValueSource")), shape));
                return outlet;
            }
        }

        /// <summary>Adds a graph; its ports are new ones, those of the shape returned.</summary>
        public TShape Add<TShape, TMat>(IGraph<TShape, TMat> graph)
            where TShape : Shape
        {
            _parts.Add(Composition.Copy(graph, out TShape shape));
            return shape;
        }

        public ForwardOps<TOut, T> From<TOut>(Outlet<TOut> outlet) => new(this, outlet);

        public ForwardOps<TOut, T> From<TOut>(SourceShape<TOut> source) => new(this, source.Outlet);

        public ForwardOps<TOut, T> From<TOut>(IGraph<SourceShape<TOut>, T> source) => new(this, Add(source).Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(IGraph<FlowShape<TIn, TOut>, T> flow) =>
            new(this, Add(flow).Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(UniformFanInShape<TIn, TOut> fanIn) => new(this, fanIn.Out);

        public ForwardOps<TOut, T> From<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) =>
            new(this, FreeOutlet(fanOut));

        public ReverseOps<TIn, T> To<TIn>(Inlet<TIn> inlet) => new(this, inlet);

        public ReverseOps<TIn, T> To<TIn>(SinkShape<TIn> sink) => new(this, sink.Inlet);

        public ReverseOps<TIn, T> To<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> sink) => new(this, Add(sink).Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> flow) =>
            new(this, Add(flow).Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) => new(this, fanOut.In);

        public ReverseOps<TIn, T> To<TIn, TOut>(UniformFanInShape<TIn, TOut> fanOut) => new(this, FreeInlet(fanOut));

        internal void Connect(Outlet from, Inlet to)
        {
            if (_connected.Contains(from)) throw Taken("output", from);
            if (_connected.Contains(to)) throw Taken("input", to);
            _connected.Add(from);
            _connected.Add(to);
            _wires.Add(new Wiring(from, to));
        }

        internal Inlet<TIn> FreeInlet<TIn, TOut>(UniformFanInShape<TIn, TOut> junction) =>
            junction.Ins.FirstOrDefault(inlet => !_connected.Contains(inlet)) ??
            throw new ArgumentException("No more inlets on junction");

        internal Outlet<TOut> FreeOutlet<TIn, TOut>(UniformFanOutShape<TIn, TOut> junction) =>
            junction.Outs.FirstOrDefault(outlet => !_connected.Contains(outlet)) ??
            throw new ArgumentException("No more outlets on junction");

        /// <summary>The finished graph; exactly the ports that no wire ends in must be those of the shape.</summary>
        internal IGraph<TShape, TMat> Build<TShape, TMat>(TShape shape, Func<object?[], object?> materialize)
            where TShape : Shape
        {
            var open = new HashSet<object>(ReferenceEqualityComparer.Instance);
            foreach (var part in _parts)
            {
                foreach (var inlet in part.Shape.Inlets) open.Add(inlet);
                foreach (var outlet in part.Shape.Outlets) open.Add(outlet);
            }

            open.ExceptWith(_connected);
            CheckPorts(open, [.. shape.Inlets, .. shape.Outlets]);
            return new GraphImpl<TShape, TMat>(
                shape, new CompositeModule(shape, Attributes.None, [.. _parts], [.. _wires], materialize));
        }

        private static void CheckPorts(HashSet<object> open, IReadOnlyList<object> promised)
        {
            foreach (var port in promised)
            {
                if (!open.Remove(port))
                {
                    throw new InvalidOperationException(
                        $"The port [{port}] of the shape does not belong to the graph or is connected already.");
                }
            }

            if (open.Count > 0)
            {
                throw new InvalidOperationException(
                    $"The ports [{string.Join(", ", open)}] are neither connected nor part of the shape.");
            }
        }

        private static ArgumentException Taken(string kind, object port) =>
            new($"The {kind} port [{port}] is already connected");
    }

    /// <summary>An outlet to go on from.</summary>
    public sealed class ForwardOps<TOut, TMat>(Builder<TMat> builder, Outlet<TOut> outlet)
    {
        public Outlet<TOut> Out { get; } = outlet;

        internal Builder<TMat> Builder => builder;

        internal Builder<TMat> Connect(Inlet inlet)
        {
            builder.Connect(Out, inlet);
            return builder;
        }
    }

    /// <summary>An inlet to go back from.</summary>
    public sealed class ReverseOps<TIn, TMat>(Builder<TMat> builder, Inlet<TIn> inlet)
    {
        public Inlet<TIn> In { get; } = inlet;

        internal Builder<TMat> Builder => builder;

        internal Builder<TMat> Connect(Outlet outlet)
        {
            builder.Connect(outlet, In);
            return builder;
        }
    }
}

/// <summary>The arrows in the direction of the stream.</summary>
public static class ForwardOps
{
    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, Inlet<TIn> inlet)
        where TIn : TOut => ops.Connect(inlet);

    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, SinkShape<TIn> sink)
        where TIn : TOut => ops.Connect(sink.Inlet);

    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, FlowShape<TIn, TOut> flow)
        where TIn : TOut => ops.Connect(flow.Inlet);

    public static GraphDsl.Builder<TMat> To<TIn, TOut, TMat, TMat2>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, IGraph<SinkShape<TIn>, TMat2> sink)
        where TIn : TOut => ops.Connect(ops.Builder.Add(sink).Inlet);

    public static GraphDsl.Builder<TMat> To<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanInShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.Connect(ops.Builder.FreeInlet(junction));

    public static GraphDsl.Builder<TMat> To<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanOutShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.Connect(junction.In);

    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, FlowShape<TIn, TOut2> flow)
        where TIn : TOut1 => ops.Connect(flow.Inlet).From(flow.Outlet);

    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, IGraph<FlowShape<TIn, TOut2>, NotUsed> flow)
        where TIn : TOut1 => ops.Via(ops.Builder.Add(flow));

    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanInShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.To(junction).From(junction.Out);

    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ForwardOps<TOut1, TMat> ops, UniformFanOutShape<TIn, TOut2> junction)
        where TIn : TOut1 => ops.To(junction).From(junction);
}

/// <summary>The arrows against the direction of the stream.</summary>
public static class ReverseOps
{
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, Outlet<TOut> outlet)
        where TIn : TOut => ops.Connect(outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, SourceShape<TOut> source)
        where TIn : TOut => ops.Connect(source.Outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<SourceShape<TOut>, TMat> source)
        where TIn : TOut => ops.Connect(ops.Builder.Add(source).Outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, FlowShape<TIn, TOut> flow)
        where TIn : TOut => ops.Connect(flow.Outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanInShape<TIn, TOut> junction)
        where TIn : TOut => ops.Connect(junction.Out);

    public static GraphDsl.Builder<TMat> From<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanOutShape<TOut1, TOut2> junction)
        where TIn : TOut2 => ops.Connect(ops.Builder.FreeOutlet(junction));

    public static GraphDsl.ReverseOps<TOut1, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, FlowShape<TOut1, TOut2> flow)
        where TIn : TOut2 => ops.Connect(flow.Outlet).To(flow.Inlet);

    public static GraphDsl.ReverseOps<TOut1, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<FlowShape<TOut1, TOut2>, TMat> flow)
        where TIn : TOut2 => ops.Via(ops.Builder.Add(flow));

    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanInShape<TIn, TOut> junction)
        where TIn : TOut => ops.From(junction).To(junction);

    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanOutShape<TIn, TOut> junction)
        where TIn : TOut => ops.From(junction).To(junction);
}
