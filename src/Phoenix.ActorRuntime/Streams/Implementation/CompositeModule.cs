namespace Akka.Streams.Implementation;

/// <summary>A piece made of others: the parts, the wires between them, and how their values become one.</summary>
/// <remarks>A part is a module under a shape of its own: its ports stand for those of the module by position. So the
/// same module can be a part twice without its ports getting mixed up, and no module is ever copied. A port of a part
/// that no wire ends in is a port of the composite.</remarks>
internal sealed class CompositeModule(
    Shape shape, Attributes attributes, IReadOnlyList<Part> parts, IReadOnlyList<Wiring> wires,
    Func<object?[], object?> materialize) : Module
{
    public override Shape Shape => shape;

    public override Attributes Attributes => attributes;

    internal IReadOnlyList<Part> Parts => parts;

    internal IReadOnlyList<Wiring> Wires => wires;

    /// <summary>Makes the composite's value from those of the parts.</summary>
    internal object? Materialize(object?[] values) => materialize(values);

    public override IModule WithAttributes(Attributes attributes) =>
        new CompositeModule(shape, attributes, parts, wires, materialize);
}

/// <summary>A module in its place; <paramref name="Shape"/> is how its surroundings know its ports.</summary>
internal sealed record Part(IModule Module, Shape Shape)
{
    internal static Part Of(IGraph<Shape> graph) => new(graph.Module, graph.Shape);
}

/// <summary>An outlet of one part leads to an inlet of another.</summary>
internal sealed record Wiring(OutPort From, InPort To);

/// <summary>The ways to put graphs together.</summary>
internal static class Composition
{
    /// <summary>Two graphs, and what of their ports is wired.</summary>
    internal static IModule Join<TLeft, TRight, TMat>(
        Shape shape, Part left, Part right, Func<TLeft, TRight, TMat> combine, params Wiring[] wires) =>
        new CompositeModule(
            shape, Attributes.None, [left, right], wires,
            values => combine(Value<TLeft>(values[0]), Value<TRight>(values[1])));

    internal static IModule Transform<TMat, TMat2>(IGraph<Shape> graph, Func<TMat, TMat2> transform) =>
        new CompositeModule(
            graph.Shape, Attributes.None, [Part.Of(graph)], [], values => transform(Value<TMat>(values[0])));

    /// <summary>The graph as a part among others: with ports of its own.</summary>
    internal static Part Copy<TShape>(IGraph<TShape> graph, out TShape shape)
        where TShape : Shape
    {
        shape = (TShape)graph.Shape.DeepCopy();
        return new Part(graph.Module, shape);
    }

    internal static T Value<T>(object? value) => value is null ? default! : (T)value;
}
