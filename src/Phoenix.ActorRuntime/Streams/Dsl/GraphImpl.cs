using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl.Internal;

/// <summary>A graph of any shape.</summary>
public class GraphImpl<TShape, TMat>(TShape shape, IModule module) : IGraph<TShape, TMat>
    where TShape : Shape
{
    public TShape Shape { get; } = shape;

    public IModule Module { get; } = module;

    public IGraph<TShape, TMat> WithAttributes(Attributes attributes) =>
        new GraphImpl<TShape, TMat>(Shape, Module.WithAttributes(attributes));

    public IGraph<TShape, TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(Module.Attributes.And(attributes));

    public IGraph<TShape, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    public override string ToString() => $"Graph({Shape}, {Module})";
}
