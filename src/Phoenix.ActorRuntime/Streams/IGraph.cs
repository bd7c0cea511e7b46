using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>A blueprint with open ports; it does nothing until it is materialized, and can be any number of
/// times.</summary>
public interface IGraph<out TShape>
    where TShape : Shape
{
    TShape Shape { get; }

    /// <summary>What the materializer reads; not for user code.</summary>
    IModule Module { get; }
}

/// <summary>A blueprint that also gives its creator a value when it is materialized.</summary>
public interface IGraph<out TShape, out TMaterialized> : IGraph<TShape>
    where TShape : Shape
{
    /// <summary>Replaces the attributes of this graph.</summary>
    IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes);

    /// <summary>Adds to the attributes of this graph.</summary>
    IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> Named(string name);

    /// <summary>Makes this graph an island: an actor of its own behind a buffer.</summary>
    IGraph<TShape, TMaterialized> Async();
}
